import type { Change, Guide } from "../change.ts";
import { truth } from "../query.ts";

export const aliasesComeInsteadOfGeometry: Change = {
  narrow: (found, query) => {
    if (truth(query, "aliases") !== true) return found;
    return { ...found, items: found.items.map((item) => ({ ...item, beside: { ...item.beside, aliased: true } })) };
  },
  response: (boundary, { beside }) => {
    const { aliases, geometry, ...rest } = boundary;
    return beside["aliased"] === true ? { ...rest, aliases } : { ...rest, geometry };
  },
};

export const guide: Guide = {
  change:
    "v1 shows the geometry of every boundary, or with `aliases` their aliases instead; v2 shows the aliases always, and the geometry where `geometry=true` asks for it.",
  affects: "Whoever draws boundaries.",
  migrate: "Ask with `geometry=true`, and only where you draw: pages are shorter then, so follow `next`.",
  why: "Geometries are a hundred times the rest, and few who read boundaries draw them.",
  severity: "silent",
};

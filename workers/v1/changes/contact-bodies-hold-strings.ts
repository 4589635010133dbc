import type { Change, Guide } from "../change.ts";
import { faults } from "../refusals.ts";
import { dictionary, faultsIn, listOf, nullable, type Shape, text, texts } from "../shapes.ts";

const SHAPE: Shape = {
  checks: {
    uuid: text({ max: 36 }),
    name: nullable(text({ max: 64 })),
    language: nullable(text({ min: 3, max: 3 })),
    urns: texts,
    group_uuids: texts,
    fields: dictionary,
    phone: text({ max: 16 }),
    groups: texts,
  },
};

const LISTS = ["urns", "group_uuids", "groups"];

export const contactBodiesHoldStrings: Change = {
  request: (call) => {
    if (call.method !== "POST") return call;
    const found = faultsIn(call.body, SHAPE);
    if (Object.keys(found).length > 0) return { refuse: faults(found) };
    const lists = LISTS.flatMap((name) => (call.body[name] === undefined ? [] : [[name, listOf(call.body[name])]]));
    return { ...call, body: { ...call.body, ...Object.fromEntries(lists) } };
  },
};

export const guide: Guide = {
  change:
    "v1's contact takes only strings as values of `fields`, one string where a list of one is meant, and no null; v2 takes null to clear a value, numbers as they are, and lists only.",
  affects: "Clients that write one group or URN as a bare string, or that clear a field with an empty text.",
  migrate: 'Write `["…"]` for one value; a bare string is a 400. An empty text still clears a value, and so does null.',
  why: "One form for one thing: a list of one is a list.",
  severity: "loud",
};

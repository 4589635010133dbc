import type { Change, Guide } from "../change.ts";

/** Goes first in a list: it shows v1's attributes, in v1's order, and nothing that came later. */
export function onlyItsFirstAttributes(attributes: readonly string[]): Change {
  return {
    response: (turned) => Object.fromEntries(attributes.map((name) => [name, turned[name]])),
  };
}

export const guide: Guide = {
  change:
    "v1 shows the attributes it had in its last full version and nothing that came later; v2's objects have more, and will get more.",
  affects: "Clients that refuse attributes they do not know.",
  migrate: "Ignore attributes that you do not know. Each attribute of v2 is described in its API document.",
  why: "Adding an attribute must be possible without a new version.",
  severity: "mechanical",
};

import type { Change } from "../change.ts";

/** Goes first in a list: it shows v1's attributes, in v1's order, and nothing that came later. */
export function onlyItsFirstAttributes(object: string, attributes: readonly string[]): Change {
  return {
    description: `v1's ${object} has only the attributes ${attributes.map((name) => `\`${name}\``).join(", ")}.`,
    response: (turned) => Object.fromEntries(attributes.map((name) => [name, turned[name]])),
  };
}

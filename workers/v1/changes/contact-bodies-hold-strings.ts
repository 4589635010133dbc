import type { Change } from "../change.ts";
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
  description:
    "v1's contact takes only strings as values of `fields`, and one string where a list of one is meant; v2 takes null to clear a value, and lists only.",
  request: (call) => {
    if (call.method !== "POST") return call;
    const found = faultsIn(call.body, SHAPE);
    if (Object.keys(found).length > 0) return { refuse: faults(found) };
    const lists = LISTS.flatMap((name) => (call.body[name] === undefined ? [] : [[name, listOf(call.body[name])]]));
    return { ...call, body: { ...call.body, ...Object.fromEntries(lists) } };
  },
};

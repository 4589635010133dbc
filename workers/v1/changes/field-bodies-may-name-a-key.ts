import type { Change, Guide } from "../change.ts";
import { faults } from "../refusals.ts";
import { type Check, faultsIn, nullable, oneOf, type Shape, text } from "../shapes.ts";
import { VALUE_TYPE_LETTERS } from "./value-types-are-letters.ts";

const short = text({ max: 36 });

const key: Check = (value) =>
  short(value) ??
  (/^[a-z][a-z0-9_]*$/.test(String(value))
    ? null
    : "A key begins with a lower-case letter and has only lower-case letters, digits and _.");

const SHAPE: Shape = {
  required: ["label", "value_type"],
  checks: { label: short, value_type: oneOf(VALUE_TYPE_LETTERS), key: nullable(key) },
};

export const fieldBodiesMayNameAKey: Change = {
  request: (call) => {
    if (call.method !== "POST") return call;
    const found = faultsIn(call.body, SHAPE);
    return Object.keys(found).length > 0 ? { refuse: faults(found) } : call;
  },
};

export const guide: Guide = {
  change:
    "v1's field takes a `key` in the body; v2 ignores it, and makes the key from the label when the field is created.",
  affects: "Whoever chooses keys that differ from their labels.",
  migrate:
    "Create the field with the label that makes the key (`nick-name` makes `nick_name`), then give it its label with `POST /fields.json?key=nick_name`. Read `key` from the answer.",
  why: "A key that does not follow from its label is a second name to remember.",
  severity: "silent",
};

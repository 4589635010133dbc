import type { Change, Guide } from "../change.ts";
import { faults, renamed, SEVERAL } from "../refusals.ts";
import { type Check, faultsIn, type Shape, text } from "../shapes.ts";

const short = text({ max: 64 });

/** As v2 has it, so that what v2 goes on to say of a name is that another label has it. */
const name: Check = (value) => {
  const fault = short(value);
  if (fault !== null) return fault;
  return /^[\p{L}\p{N}_]([^\0]*\S)?$/u.test(String(value))
    ? null
    : "A name begins with a letter, a digit or an underscore, and does not end with a space.";
};

const SHAPE: Shape = { required: ["name"], checks: { name, uuid: text({ max: 36 }) } };

export const aTakenNameIsAFaultOfTheWhole: Change = {
  request: (call) => {
    if (call.method !== "POST") return call;
    const found = faultsIn(call.body, SHAPE);
    return Object.keys(found).length > 0 ? { refuse: faults(found) } : call;
  },
  problem: (answer, call) => (call.method === "POST" ? renamed(answer, "name", SEVERAL) : answer),
};

export const guide: Guide = {
  change:
    "v1 refuses a label's name that another one has under `non_field_errors`, and told names apart by case; v2 refuses it under `name`, and so does this version too for names that differ in case only.",
  affects: "Clients that read which field was refused, or that have labels called `Spam` and `spam`.",
  migrate: "Look for the refusal under `name`. Give labels names that differ in more than their case.",
  why: "A fault is told where it can be mended, and two labels that look alike are one mistake.",
  severity: "loud",
};

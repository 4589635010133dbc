import type { Change, Guide } from "../change.ts";

const MICROSECONDS = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\d{3}Z$/;

/** Cut, not rounded: a rounded date could lie after the next object's. */
export const datesHaveMilliseconds: Change = {
  response: (object) =>
    Object.fromEntries(
      Object.entries(object).map(([name, value]) => [name, isDate(name) ? milliseconds(value) : value]),
    ),
};

function isDate(name: string): boolean {
  return name.endsWith("_on") || name === "last_seen";
}

/** Of a date within an object. */
export function milliseconds(value: unknown): unknown {
  return typeof value === "string" ? value.replace(MICROSECONDS, "$1Z") : value;
}

export const guide: Guide = {
  change: "v1's dates have three digits of a second, cut off; v2's have six.",
  affects: "Clients that parse dates with a fixed format, or compare them as text.",
  migrate:
    "Parse up to six digits. Keep all of them when you send a date back as `after`, or you will meet the same object again.",
  why: "Two objects that changed within a millisecond have to be told apart.",
  severity: "mechanical",
};

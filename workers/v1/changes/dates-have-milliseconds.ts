import type { Change } from "../change.ts";

const MICROSECONDS = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\d{3}Z$/;

/** Cut, not rounded: a rounded date could lie after the next object's. */
export const datesHaveMilliseconds: Change = {
  description: "v1's dates have three digits of a second, cut off; v2's have six.",
  response: (object) =>
    Object.fromEntries(
      Object.entries(object).map(([name, value]) => [name, name.endsWith("_on") ? milliseconds(value) : value]),
    ),
};

function milliseconds(value: unknown): unknown {
  return typeof value === "string" ? value.replace(MICROSECONDS, "$1Z") : value;
}

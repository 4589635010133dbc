/**
 * The shapes of v1's bodies. v2 checks every value that reaches it; what is checked here is what a
 * change has to read, and what v1 was stricter about. All faults of a body at once.
 */
import type { Wire } from "./change.ts";
import type { Faults } from "./refusals.ts";

/** Null when the value is fine. */
export type Check = (value: unknown) => string | null;

export interface Shape {
  readonly required?: readonly string[];
  readonly checks: Readonly<Record<string, Check>>;
}

/** Empty when there is none. Attributes without a check are not looked at. */
export function faultsIn(body: Wire, { required = [], checks }: Shape): Faults {
  const found: Record<string, readonly string[]> = {};
  for (const name of required) if (body[name] === undefined) found[name] = ["This field is required."];
  for (const [name, check] of Object.entries(checks)) {
    const sentence = body[name] === undefined ? null : check(body[name]);
    if (sentence !== null) found[name] = [sentence];
  }
  return found;
}

export interface TextLimits {
  readonly min?: number;
  readonly max: number;
}

/** Lengths count characters as people do (code points), not UTF-16 units. */
export function text({ min = 0, max }: TextLimits): Check {
  return (value) => {
    if (value === null) return "This field may not be null.";
    if (typeof value !== "string") return "This field must be a string.";
    if (value === "") return "This field may not be blank.";
    const { length } = Array.from(value);
    if (length > max) return `Ensure this field has no more than ${max} characters.`;
    return length < min ? `Ensure this field has at least ${min} characters.` : null;
  };
}

export function nullable(check: Check): Check {
  return (value) => (value === null ? null : check(value));
}

/** A list of strings; a bare string stands for a list of one. */
export const texts: Check = (value) => {
  if (value === null) return "This field may not be null.";
  return listOf(value) === null ? "This field must be a list of strings." : null;
};

/** Strings by strings: v1 took no numbers and no null for a value. */
export const dictionary: Check = (value) => {
  if (value === null) return "This field may not be null.";
  if (typeof value !== "object" || Array.isArray(value)) return "This field must be an object.";
  const bad = Object.entries(value).find(([, entry]) => typeof entry !== "string");
  return bad === undefined ? null : `The value of "${bad[0]}" must be a string.`;
};

export function oneOf(choices: readonly string[]): Check {
  return (value) => {
    if (value === null) return "This field may not be null.";
    return typeof value === "string" && choices.includes(value)
      ? null
      : `${JSON.stringify(value)} is not a valid choice.`;
  };
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export const uuid: Check = (value) => {
  if (value === null) return "This field may not be null.";
  return typeof value === "string" && UUID.test(value) ? null : "This field must be a UUID.";
};

/** At most so many, or a bare one. What is no UUID is nobody's. */
export function uuids(most: number): Check {
  return (value) => {
    const found = texts(value);
    if (found !== null) return found;
    const listed = stringsIn(value);
    if (listed.length > most) return `Ensure this field has no more than ${most} elements.`;
    const bad = listed.find((one) => !UUID.test(one));
    return bad === undefined ? null : `There is no object with the UUID ${bad}.`;
  };
}

export const integer: Check = (value) =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? null : "This field must be an integer.";

/** Any number of them. */
export const integers: Check = (value) => {
  if (value === null) return "This field may not be null.";
  return Array.isArray(value) && value.every((one) => Number.isSafeInteger(one))
    ? null
    : "This field must be a list of integers.";
};

/** Clients write Python's booleans as 1 and 0. */
export const flag: Check = (value) => (FLAGS.has(value) ? null : "This field must be true or false, or 1 or 0.");

const FLAGS: ReadonlySet<unknown> = new Set([true, false, 1, 0, "true", "false", "1", "0"]);

/** Of a value that has passed `flag`. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === "true" || value === "1";
}

/** Null for anything that `texts` refuses. */
export function listOf(value: unknown): readonly string[] | null {
  if (typeof value === "string") return [value];
  return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : null;
}

/** What a change reads from a body that has passed `texts`. */
export function stringsIn(value: unknown): readonly string[] {
  return listOf(value) ?? [];
}

/** Levels of objects and lists. A body that goes deeper means nobody well: writing it out again would take the whole stack. */
const DEEPEST = 100;

export function isDeep(value: unknown, left: number = DEEPEST): boolean {
  if (typeof value !== "object" || value === null) return false;
  return left === 0 || Object.values(value).some((inner) => isDeep(inner, left - 1));
}

/** JSON writes what cannot be stored as text, NUL and half of a surrogate pair, as escapes: no other text has those. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** Whether all text in it can be read back as it was. */
export function storable(value: unknown): boolean {
  return !UNSTORABLE.test(JSON.stringify(value));
}

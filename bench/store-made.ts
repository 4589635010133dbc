/** Names, numbers and instants of the generated account, each made of a row's number alone. Pure. */

/** 2015-01-01, in microseconds; and the time between two rows of a list. */
const BEGIN = 1_420_070_400_000_000;
const STEP = 10_000_000;

export const KINDS = ["contact", "group", "label", "channel", "flow", "run", "field", "other"] as const;
export type Kind = (typeof KINDS)[number];

/** Mulberry32's mixing of one number: even over 32 bits. */
export function mixed(seed: number): number {
  let state = (seed + 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return (state ^ (state >>> 14)) >>> 0;
}

const hex = (number: number): string => number.toString(16).padStart(8, "0");

/** Random by its looks, so that indexes of UUIDs are written all over, as real ones are. */
export function uuidOf(kind: Kind, index: number): string {
  const seed = Math.imul(index + 1, 8) + KINDS.indexOf(kind);
  const [a, b, c, d] = [mixed(seed), mixed(seed ^ 0x5bd1e995), mixed(seed ^ 0x27d4eb2f), mixed(seed ^ 0x165667b1)];
  const [second, third] = [hex(b), hex(c)];
  // Distinct whatever the mixing does: the number itself ends it.
  return `${hex(a)}-${second.slice(0, 4)}-4${second.slice(5)}-8${third.slice(1, 4)}-${hex(d).slice(0, 4)}${hex(index)}`;
}

export function instantOf(index: number): string {
  return new Date((BEGIN + index * STEP) / 1000).toISOString().replace("Z", "000Z");
}

/** Micros of the same. */
export function microsOf(index: number): number {
  return BEGIN + index * STEP;
}

export const urnOf = (contact: number): string => `tel:+2507${String(contact).padStart(8, "0")}`;

const WORDS = "the clinic opens at eight please bring your card and the child thank you reply yes or no".split(" ");

export function textOf(hash: number): string {
  const words = 4 + (hash % 16);
  return Array.from({ length: words }, (_, at) => WORDS[(hash >>> (at % 12)) % WORDS.length]).join(" ");
}

export const slugOf = (index: number): string => `resthook-${index}`;

export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

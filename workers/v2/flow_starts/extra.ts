/**
 * What a start brings into its runs, made to fit: keys of letters, digits and underscores, texts cut, lists as objects
 * numbered from "0", no more than so many values (contract 0.8). What does not fit is left out and not refused,
 * because that is what clients have come to rely on. Pure.
 */

export type Extra = Readonly<Record<string, unknown>>;

/** Characters. */
const TEXT_LIMIT = 640;
const KEY_LIMIT = 255;
/** Texts, numbers, booleans and nulls, at any depth. */
const VALUE_LIMIT = 256;
/** Objects within objects. Nobody means more, and the stack would end somewhere. */
const DEPTH_LIMIT = 16;

/** Null where nothing is left. */
export function normalExtra(given: Readonly<Record<string, unknown>>): Extra | null {
  const left = { values: VALUE_LIMIT };
  const extra = normalEntries(Object.entries(given), left, 1);
  return Object.keys(extra).length === 0 ? null : extra;
}

function normalEntries(entries: Iterable<[string, unknown]>, left: { values: number }, depth: number): Extra {
  const normal = new Map<string, unknown>();
  for (const [key, value] of entries) {
    if (left.values <= 0) break;
    const fitting = normalValue(value, left, depth);
    if (fitting !== undefined) normal.set(key.replace(/\W/g, "_").slice(0, KEY_LIMIT), fitting);
  }
  // A map's entries may be called anything, "__proto__" too.
  return Object.fromEntries(normal);
}

function normalValue(value: unknown, left: { values: number }, depth: number): unknown {
  if (typeof value === "object" && value !== null) {
    if (depth >= DEPTH_LIMIT) return undefined;
    const entries = Array.isArray(value) ? value.map((item, at): [string, unknown] => [String(at), item]) : null;
    return normalEntries(entries ?? Object.entries(value), left, depth + 1);
  }
  left.values -= 1;
  return typeof value === "string" ? Array.from(value).slice(0, TEXT_LIMIT).join("") : value;
}

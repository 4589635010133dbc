/**
 * The spelling of a version: a bare whole number of at most four digits without leading zeros. One
 * reading for URL, headers and Accept, by character codes: it is on the path of every request.
 */

const ZERO = 48;
const NINE = 57;
const DOT = 46;

/** The number that `text` spells from `start` to `end`, or null. */
export function wholeNumber(text: string, start: number, end: number): number | null {
  const length = end - start;
  if (length < 1 || length > 4) return null;
  if (length > 1 && text.charCodeAt(start) === ZERO) return null;
  let number = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return null;
    number = number * 10 + (code - ZERO);
  }
  return number;
}

/**
 * Version headers and Accept: `2`, `v2`, `V2`, and each with `.0`, since clients of older APIs send a minor
 * version that says nothing. Any other minor version would be a promise that no version here makes.
 */
export function versionNumber(text: string): number | null {
  const first = text.charCodeAt(0);
  const start = first === 118 || first === 86 ? 1 : 0;
  const last = text.length - 1;
  const minor = last > start + 1 && text.charCodeAt(last) === ZERO && text.charCodeAt(last - 1) === DOT;
  return wholeNumber(text, start, minor ? last - 1 : text.length);
}

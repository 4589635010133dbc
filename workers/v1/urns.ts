/**
 * What can be told of telephone numbers without knowing the world's: v2 and its store know them, complete what is national
 * here, and have the last word on everything.
 */

/** A number as a URN, as the client wrote it. */
export function telephone(number: string): string {
  return `tel:${number}`;
}

/** A number that cannot be completed without a country: no `+`, and not long enough to have a country code. */
export function isNational(urn: string): boolean {
  const trimmed = urn.trim();
  if (!/^tel:/i.test(trimmed)) return false;
  const digits = digitsOf(trimmed.slice("tel:".length));
  return digits !== "" && !digits.startsWith("+");
}

/** Without what people put between digits. */
export function digitsOf(number: string): string {
  const kept = number.toLowerCase().replace(/[^0-9a-z+]/g, "");
  // Eleven characters and more are taken for an international number whose plus sign was forgotten.
  return kept.length >= 11 && !/^[+0]/.test(kept) ? `+${kept}` : kept;
}

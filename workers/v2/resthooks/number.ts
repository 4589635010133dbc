/** Numbers that name objects, as query parameters have them. Pure. */

/** Null for what no object is named by. */
export function numberOf(text: string): number | null {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}

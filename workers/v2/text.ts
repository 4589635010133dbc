/** Strings in bodies. Lengths are in characters as people count them (code points), as JSON Schema does too. */
import * as z from "zod";

export const LIST_LIMIT = 100;

/** Text that can be stored and read back as it was: no NUL, no half of a surrogate pair. */
export function text() {
  return z
    .string()
    .refine((it) => !it.includes("\0"), "Null characters are not allowed.")
    .refine((it) => it.isWellFormed(), "Not a valid string.");
}

export function atMost(limit: number): (text: string) => boolean {
  // Counting is only needed where UTF-16 units do not already settle it.
  return (it) => it.length <= limit || (it.length <= limit * 2 && Array.from(it).length <= limit);
}

export function tooLong(limit: number): string {
  return `Ensure this field has no more than ${limit} characters.`;
}

export const BLANK = "This field may not be blank.";

/** A UUID or a name. The contract reports an empty one as null. */
export const referenceText = text().refine((it) => it !== "", "This field may not be null.");

/** Groups' and labels' names (contract 0.5). */
export const objectName = text()
  .refine((it) => it !== "", BLANK)
  .refine(atMost(64), tooLong(64))
  .refine((it) => it === it.trim(), "A name neither begins nor ends with a space.")
  .refine((it) => /^[\p{L}\p{N}_]/u.test(it), "A name begins with a letter, a digit or an underscore.")
  .meta({ minLength: 1, maxLength: 64, description: "Unique in the account, whatever the case." });

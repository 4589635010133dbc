/** Field labels, and the keys made from them (contract 0.5). Pure. */
import { BLANK, atMost, text, tooLong } from "../text.ts";
import { SCHEMES } from "../urn/schemes.ts";

const LONGEST = 36;
const LABEL = /^[A-Za-z0-9\- ]+$/;
const KEY = /^[a-z][a-z0-9_]*$/;

/** Expressions in flows read these names as something else than a field. */
const RESERVED: ReadonlySet<string> = new Set([
  "name",
  "first_name",
  "phone",
  "language",
  "groups",
  "uuid",
  "created_by",
  "modified_by",
  "org",
  "is",
  "has",
  ...SCHEMES.map(({ name }) => name),
]);

/** Lower case, with "_" for each run of anything but letters and digits. */
export function keyOf(label: string): string {
  return label.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}

export function isKey(key: string): boolean {
  return KEY.test(key) && key.length <= LONGEST && !RESERVED.has(key);
}

export const label = text()
  .refine((it) => it !== "", BLANK)
  .refine(atMost(LONGEST), tooLong(LONGEST))
  .refine((it) => LABEL.test(it), "A label has only letters, digits, spaces and hyphens.")
  .refine(
    (it) => !LABEL.test(it) || isKey(keyOf(it)),
    "No key can be made from this label: begin with a letter, and choose no reserved name.",
  )
  .meta({
    minLength: 1,
    maxLength: LONGEST,
    pattern: LABEL.source,
    description: "Unique in the account, whatever the case.",
  });

/** What may be written of a contact. A key that is absent leaves things as they are. */
import * as z from "zod";
import type { ContactValues } from "../../../contracts/account.ts";
import { type Body, named, readFields } from "../body.ts";
import type { FieldErrors } from "../refusal.ts";
import { BLANK, LIST_LIMIT, atMost, referenceText, text, tooLong } from "../text.ts";
import { validUrn } from "../urn/urn.ts";

const NAME_LIMIT = 64;

const name = text()
  .trim()
  .refine((it) => it !== "", BLANK)
  .refine(atMost(NAME_LIMIT), tooLong(NAME_LIMIT))
  .meta({ minLength: 1, maxLength: NAME_LIMIT });

const language = text().length(3).meta({ description: "ISO 639-3." });

const urn = z
  .string()
  .transform((given, context) => {
    const normal = validUrn(given);
    if (normal !== null) return normal;
    context.addIssue({
      code: "custom",
      message: `Not a valid URN, or a phone number without its country code: ${named(given)}`,
    });
    return z.NEVER;
  })
  .meta({ example: "tel:+250788123123" });

/** Numbers are kept as they would be written; clearing is null or the empty string. */
const value = z.union([text(), z.number(), z.null()]).transform((given) => {
  const kept = given === null ? null : String(given);
  return kept === "" ? null : kept;
});

const fields = z
  .record(z.string(), value)
  .refine((it) => Object.keys(it).length <= LIST_LIMIT, `Ensure this field has no more than ${LIST_LIMIT} elements.`)
  .meta({ maxProperties: LIST_LIMIT, description: "Values by field key; null or the empty string clears." });

export const contactBody = z
  .object({
    name: name.nullable().exactOptional(),
    language: language.nullable().exactOptional(),
    urns: z.array(urn).max(LIST_LIMIT).exactOptional(),
    groups: z
      .array(referenceText)
      .max(LIST_LIMIT)
      .exactOptional()
      .meta({ description: "Static groups, each by UUID or name; replaces the ones the contact is in." }),
    fields: fields.exactOptional(),
  })
  .meta({ id: "ContactWrite" });

export interface ContactRead {
  /** What passed. */
  readonly set: ContactValues;
  readonly errors: FieldErrors;
}

export function readContact(body: Body): ContactRead {
  const { passed, errors } = readFields(contactBody, body);
  const given = body["fields"];
  // A parser's own key, which reading as a record leaves out: no field has it, and nobody may think it was written.
  if (
    typeof given === "object" &&
    given !== null &&
    Object.hasOwn(given, "__proto__") &&
    errors["fields"] === undefined
  ) {
    const { fields: _dropped, ...set } = passed;
    return { set, errors: { ...errors, fields: [noSuchField("__proto__")] } };
  }
  return { set: passed, errors };
}

export function noSuchField(key: string): string {
  return `No such contact field: ${named(key)}`;
}

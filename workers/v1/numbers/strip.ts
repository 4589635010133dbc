/**
 * libphonenumber's table without how numbers are laid out for people: half of its bytes, and nothing
 * that putting a number into E.164 or checking its length reads. `metadata.json` is this, made by its test.
 */
import type { MetadataJson } from "libphonenumber-js/core";

/** The place of the formats in a country's row. */
const FORMATS = 4;

export function withoutFormats(metadata: MetadataJson): string {
  return JSON.stringify(metadata, (_name, value: unknown) => (isRow(value) ? value.with(FORMATS, 0) : value));
}

/** A country's row begins with its calling code and the prefix for calls abroad. */
function isRow(value: unknown): value is unknown[] {
  return (
    Array.isArray(value) && value.length > FORMATS && /^\d+$/.test(String(value[0])) && Array.isArray(value[FORMATS])
  );
}

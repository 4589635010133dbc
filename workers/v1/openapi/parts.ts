/** Parts of several descriptions. */
import * as z from "zod";

export const uuid = z.string().meta({ format: "uuid", example: "00000000-0000-4000-8000-000000000101" });

export const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .meta({ format: "date-time", example: "2016-02-01T00:00:00.000Z", description: "UTC, in milliseconds, cut off." });

export const detail = z.object({ detail: z.string() }).meta({ id: "Detail" });

export const fieldErrors = z
  .record(z.string(), z.array(z.string()))
  .meta({ id: "FieldErrors", description: "Sentences about each field that was refused, all of them at once." });

/** What the router answers in this version's place, RFC 9457. Its `detail` is a sentence like this version's own. */
export const problem = z
  .looseObject({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
  .meta({ id: "Problem" });

/** A page of a list, 250 objects. */
export function pageOf<T extends z.ZodType>(name: string, object: T) {
  return z
    .object({
      count: z.int().meta({ description: "Of all pages; on later pages up to five minutes old." }),
      next: z.string().nullable(),
      previous: z.string().nullable(),
      results: z.array(object),
    })
    .meta({ id: `${name}Page` });
}

/** `uuid=a&uuid=b`: any of them. */
export function repeated(description: string) {
  return z.array(z.string()).optional().meta({ description });
}

/** `id=1&id=2` or `id=1,2`: any of them. */
export function split(description: string) {
  return z
    .array(z.string())
    .optional()
    .meta({ description: `${description} Several: repeated, or one value with commas.` });
}

export function single(description: string) {
  return z.string().optional().meta({ description });
}

/** `true`, `y`, `yes` and `1` are true, in any case. */
export function flag(description: string) {
  return z.string().optional().meta({ description, example: "1" });
}

/** What every list takes. Spread into its filters. */
export const page = { page: single("From 1; 404 beyond the last.") };

const bound = (description: string) => single(description).meta({ format: "date-time" });

/** Bounds on the date a list is sorted by. Spread into its filters. */
export function between(attribute: string) {
  return {
    before: bound(`Not after this instant, by ${attribute}.`),
    after: bound(`Not before this instant, by ${attribute}.`),
  };
}

/** Parts of several wire objects. */
import * as z from "zod";

export const uuid = z.string().meta({ format: "uuid", example: "00000000-0000-4000-8000-000000000101" });

export const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/)
  .meta({ format: "date-time", example: "2016-02-01T00:00:00.000001Z", description: "UTC, in microseconds." });

export const reference = z
  .object({ uuid, name: z.string().nullable() })
  .meta({ id: "Reference", description: "Another object." });

export const detail = z.object({ detail: z.string() }).meta({ id: "Detail" });

export const fieldErrors = z
  .record(z.string(), z.array(z.string()))
  .meta({ id: "FieldErrors", description: "Sentences about each field that was refused, all of them at once." });

/** What the router answers in this version's place, RFC 9457. Its `detail` is a sentence like this version's own. */
export const problem = z
  .looseObject({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
  .meta({ id: "Problem" });

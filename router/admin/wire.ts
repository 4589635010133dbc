/** Parts of several wire objects, both ways. */
import * as z from "zod";
import { parseInstant } from "../lifecycle/instant.ts";

/** Milliseconds since 1970 as RFC 3339 in UTC. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

export function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : iso(ms);
}

export const instant = z.string().meta({ format: "date-time", example: "2026-11-21T12:00:00.000Z" });

/** Milliseconds from a day (midnight UTC) or an RFC 3339 instant. */
export const instantGiven = z
  .string()
  .transform((text, context) => {
    const ms = parseInstant(text);
    if (ms !== null) return ms;
    const message = "Give a day, 2027-03-01, or an instant, 2027-03-01T12:00:00Z.";
    context.issues.push({ code: "custom", message, input: text });
    return z.NEVER;
  })
  .meta({ description: "A day (midnight UTC) or an instant.", example: "2027-03-01T12:00:00Z" });

export const application = z.string().meta({ description: "`default` is the nameless one.", example: "default" });

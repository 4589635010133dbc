/** Usage on the wire. */
import * as z from "zod";
import type { CallerUsage } from "../usage/caller.ts";
import { dateOf } from "../usage/day.ts";
import type { TotalsOf, VersionTotals } from "../usage/merge.ts";
import type { Period } from "../usage/read.ts";
import { instant, iso } from "./wire.ts";

const day = z.string().meta({ format: "date", example: "2026-11-21" });
const calls = z.int();
const errors = z.int().meta({ description: "Answered with 400 or more." });
const way = z.string().meta({ description: "How the version was chosen.", example: "default" });

const counts = {
  calls,
  errors,
  fallbacks: z.int().meta({ description: "Decided without the limiter, because it did not answer." }),
  defaulted: z.int().meta({
    description: "Named no version, and got the application's default: these move when the default does.",
  }),
  ways: z.array(z.object({ way, calls, share: z.number().meta({ description: "Of all calls: 0 to 1." }) })),
};

export const totals = z
  .object({
    version: z.string(),
    from: day,
    to: day,
    ...counts,
    operations: z.array(z.object({ operation: z.string(), calls, errors })).meta({ description: "Most called first." }),
    days: z.array(
      z.object({ day, accounts: z.int().meta({ description: "Distinct; those without a key are one." }), ...counts }),
    ),
  })
  .meta({ id: "Usage" });

export const caller = z
  .object({
    account: z.string().nullable().meta({ description: "Null: without a key." }),
    key: z.string().nullable().meta({ description: "The key's public id." }),
    calls,
    errors,
    fallbacks: z.int(),
    first_seen: instant,
    last_seen: instant,
    ways: z.array(z.object({ way, calls })),
    operations: z.array(z.object({ operation: z.string(), calls, errors, last_seen: instant })),
  })
  .meta({ id: "Caller" });

export function wireTotals(version: string, { from, to }: Period, of: VersionTotals): z.output<typeof totals> {
  return {
    version,
    from: dateOf(from),
    to: dateOf(to),
    ...wireCounts(of),
    operations: [...of.operations],
    days: of.days.map((it) => ({ day: it.day, accounts: it.accounts, ...wireCounts(it) })),
  };
}

function wireCounts({ calls, errors, fallbacks, defaulted, ways }: TotalsOf) {
  return { calls, errors, fallbacks, defaulted, ways: [...ways] };
}

export function wireCaller(of: CallerUsage): z.output<typeof caller> {
  return {
    account: of.account === "" ? null : of.account,
    key: of.key === "" ? null : of.key,
    calls: of.calls,
    errors: of.errors,
    fallbacks: of.fallbacks,
    first_seen: iso(of.firstSeen),
    last_seen: iso(of.lastSeen),
    ways: [...of.ways],
    operations: of.operations.map(({ operation, calls, errors, lastSeen }) => ({
      operation,
      calls,
      errors,
      last_seen: iso(lastSeen),
    })),
  };
}

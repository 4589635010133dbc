/**
 * What is kept of a retirement, in `tombstones/<binding>.json`, committed with the table: who retired the version, when
 * and why, who still called it, and what restoring it needs. Written before anything else is done, so that a
 * retirement that broke can go on: the table alone would no longer know the worker's name. Pure.
 */
import * as z from "zod";

const Caller = z.object({
  /** Null: without a key. */
  account: z.string().nullable(),
  key: z.string().nullable(),
  calls: z.number(),
  last_seen: z.string(),
});

const Retired = z.object({
  /** Null: the top level of the configuration. */
  environment: z.string().nullable(),
  worker: z.string(),
  /** Notes the router's deploys of this retirement: a build that has it is ours, whatever broke after. */
  run: z.string(),
  /** In how many days before the retirement, and who; null while only the table was changed for this environment. */
  callers: z.object({ days: z.number(), list: z.array(Caller) }).nullable(),
  /** When the worker was deleted, RFC 3339; null: it was not, as far as this copy knows. */
  deleted: z.string().nullable(),
});

const Record = z.object({
  version: z.string(),
  /** RFC 3339. */
  retired: z.string(),
  by: z.string(),
  because: z.string().nullable(),
  environments: z.array(Retired),
});

export type RetiredCaller = z.infer<typeof Caller>;
export type RetiredEnvironment = z.infer<typeof Retired>;
export type RetirementRecord = z.infer<typeof Record>;

/** Null: there is no such file. Throws an `Error` with a sentence when it is not ours. */
export function readRecord(text: string | null, place: string): RetirementRecord | null {
  if (text === null) return null;
  try {
    return Record.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${place} is not what milepost wrote there. Restore it from the repository, or take it away.`, {
      cause: error,
    });
  }
}

export function recordText(record: RetirementRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

export function retiredIn(record: RetirementRecord | null, environment: string | null): RetiredEnvironment | null {
  return record?.environments.find((it) => it.environment === environment) ?? null;
}

export function withRetired(record: RetirementRecord, entry: RetiredEnvironment): RetirementRecord {
  const others = record.environments.filter((it) => it.environment !== entry.environment);
  return { ...record, environments: [...others, entry] };
}

/**
 * Usage as it is asked for: by version over its 16 objects, by account in the one that has it. Each rejects when
 * an object does not answer: a report with a sixteenth missing would pass for the truth.
 */
import { callersOf, byPlace, type CallerPlace, type CallerUsage } from "./caller.ts";
import type { UsageNamespace } from "./flush.ts";
import { mergeTotals, type VersionTotals } from "./merge.ts";
import { objectOf, objectsOf } from "./place.ts";
import type { Own, Period } from "./read.ts";

export interface CallersPage {
  /** By account, then key. */
  readonly callers: readonly CallerUsage[];
  /** Where the next page starts; null at the end. */
  readonly next: CallerPlace | null;
}

export interface OwnVersion extends Own {
  readonly version: string;
}

/** @param version name of its binding, e.g. `V2` */
export async function versionTotals(usage: UsageNamespace, version: string, period: Period): Promise<VersionTotals> {
  return mergeTotals(await Promise.all(objectsOf(version).map((name) => usage.getByName(name).totals(period))));
}

/**
 * First who is on the page, then what they did, so that what is read and sent is the page and not sixteen of them.
 * A caller that turns up in between is on it too.
 *
 * @param after the last page's `next`; null for the first page
 */
export async function versionCallers(
  usage: UsageNamespace,
  version: string,
  period: Period,
  after: CallerPlace | null,
  limit: number,
): Promise<CallersPage> {
  const names = objectsOf(version);
  const found = await Promise.all(names.map((name) => usage.getByName(name).places(period, after, limit + 1)));
  const places = found.flat().sort(byPlace);
  const until = places.slice(0, limit).at(-1);
  if (until === undefined) return { callers: [], next: null };
  const rows = await Promise.all(names.map((name) => usage.getByName(name).callers(period, after, until)));
  return { callers: callersOf(rows.flat()), next: places.length > limit ? until : null };
}

/** What an account may know of itself, of each of `versions` that it called in the period. */
export async function accountUsage(
  usage: UsageNamespace,
  account: string,
  versions: readonly string[],
  period: Period,
): Promise<OwnVersion[]> {
  const asked = versions.map(async (version) => {
    const own = await usage.getByName(objectOf(version, account)).own(period, account);
    return { version, days: own.days, operations: own.operations };
  });
  const all = await Promise.all(asked);
  return all.filter(({ days }) => days.length > 0);
}

/** Usage as the router's administration answers it: a version's callers, its days, and totals of all versions. */
import type { AdminClient } from "../admin-client.ts";
import { Caller, Totals, Version } from "../admin/wire.ts";
import type { Period } from "./period.ts";

/** As many as a page may have. */
const PAGE = 200;

/** @param account null: everybody's */
export async function callersOf(
  admin: AdminClient,
  version: string,
  period: Period,
  account: string | null,
): Promise<readonly Caller[]> {
  const query = { version, ...period, limit: PAGE };
  if (account === null) return (await admin.all("usage/callers", Caller, query)).results;
  const found: Caller[] = [];
  // The list is by account, then key: it is entered where the account begins, and left where it ends.
  for (let after = `${account}/`; ;) {
    const { results, complete } = await admin.all("usage/callers", Caller, { ...query, after }, 1);
    const own = results.filter((it) => it.account === account);
    found.push(...own);
    const last = own.at(-1);
    if (complete || last === undefined || own.length < results.length) return found;
    after = `${account}/${last.key ?? ""}`;
  }
}

export interface Day {
  readonly day: string;
  readonly calls: number;
  readonly errors: number;
  /** Distinct; null: of one account. */
  readonly accounts: number | null;
  /** Named no version and got the default; null: not told of one account. */
  readonly defaulted: number | null;
}

/** Days without a call are left out. */
export async function daysOf(
  admin: AdminClient,
  version: string,
  period: Period,
  account: string | null,
): Promise<readonly Day[]> {
  const { days } = await admin.get("usage", Totals, { version, ...period });
  if (account === null) return days;
  const found: Day[] = [];
  for (const { day } of days) {
    const callers = await callersOf(admin, version, { from: day, to: day }, account);
    if (callers.length === 0) continue;
    const sum = (of: (caller: Caller) => number) => callers.reduce((total, caller) => total + of(caller), 0);
    found.push({ day, calls: sum((it) => it.calls), errors: sum((it) => it.errors), accounts: null, defaulted: null });
  }
  return found;
}

/** Of every version that the router's table binds or describes. */
export async function totalsOfAll(
  admin: AdminClient,
  period: Period,
): Promise<readonly { readonly version: Version; readonly totals: Totals }[]> {
  const { results } = await admin.all("versions", Version);
  const found: { version: Version; totals: Totals }[] = [];
  for (const version of results) {
    found.push({ version, totals: await admin.get("usage", Totals, { version: version.binding, ...period }) });
  }
  return found;
}

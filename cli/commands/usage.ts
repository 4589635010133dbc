/** `milepost usage`: who still calls what. */
import { bindingOf } from "../../router/config/names.ts";
import { declining } from "../admin/one-change.ts";
import { command, Misuse, type Outcome } from "../command.ts";
import type { Context } from "../context.ts";
import { readVersionName, versionLabel } from "../table/named.ts";
import { callersOf, daysOf, totalsOfAll } from "../usage/asking.ts";
import { type By, groupsOf } from "../usage/groups.ts";
import { dayLines, groupLines, labelOf, totalLines } from "../usage/lines.ts";
import { type Period, periodOf } from "../usage/period.ts";

const GROUPS: readonly By[] = ["caller", "account", "way", "operation"];

export const usage = command({
  noun: "usage",
  verb: null,
  synopsis: "[VERSION] [--by day|caller|account|way|operation] [--account ACCOUNT] [--days N | --from DAY --to DAY]",
  summary: "who still calls a version, what, how they chose it, and when last",
  help: `
Without a version: each version's calls. With one, v3 or NAME/v3: who calls it, by account and key, with the operations
and the ways of selection (url, header, accept, latest, pin, default), most called first. Counted within ten seconds of
the answer, refusals included; errors are answers of 400 and more.

  --by caller          by account and key; this, when left out
  --by account         by account
  --by day             each day, UTC, with its number of accounts
  --by way             by how callers chose the version; those by default move when the default does
  --by operation       by operation, with when it was called last
  --account ACCOUNT    only this account's calls
  --days N             the last N days, today included; 30 when left out
  --from DAY --to DAY  these days, both included

  milepost usage --local
  milepost usage v3 --days 7
  milepost usage v3 --by operation --json
  milepost usage v3 --by day --account acme
`,
  words: { least: 0, most: 1 },
  options: {
    by: { type: "string" },
    account: { type: "string" },
    days: { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
  },
  run(context, { values: { by, account = null, ...asked }, words: [word] }) {
    const period = periodOf(asked, context.now);
    if (period === null) {
      throw new Misuse("These are no days: write --days 30, or --from 2026-11-01 --to 2026-11-30 in this order.");
    }
    if (word === undefined) {
      if (by !== undefined || account !== null) throw new Misuse("Of which version? Write: milepost usage v3 …");
      return declining(() => overview(context, period));
    }
    const name = readVersionName(word);
    const version = { binding: bindingOf(name), label: versionLabel(name) };
    if (by === "day") return declining(() => ofDays(context, version, period, account));
    const group = by === undefined ? "caller" : GROUPS.find((it) => it === by);
    if (group === undefined) throw new Misuse(`--by ${by} is none: write ${["day", ...GROUPS].join(", ")}.`);
    return declining(() => ofCallers(context, version, period, account, group));
  },
});

interface Named {
  readonly binding: string;
  readonly label: string;
}

async function overview(context: Context, period: Period): Promise<Outcome> {
  const all = await totalsOfAll(await context.admin(), period);
  context.say(`Calls from ${period.from} to ${period.to}:`);
  for (const line of totalLines(all)) context.say(line);
  const versions = all.map(({ version, totals: { calls, errors, defaulted, ways } }) => ({
    version: labelOf(version),
    stage: version.stage,
    calls,
    errors,
    defaulted,
    ways,
  }));
  return { kind: "done", wire: { ...period, versions } };
}

async function ofDays(context: Context, version: Named, period: Period, account: string | null): Promise<Outcome> {
  const days = await daysOf(await context.admin(), version.binding, period, account);
  sayPeriod(context, version, period, days.length);
  if (days.length > 0) for (const line of dayLines(days)) context.say(line);
  const rows = days.map(({ day, calls, errors, accounts, defaulted }) => ({ day, calls, errors, accounts, defaulted }));
  return { kind: "done", wire: { version: version.label, ...period, by: "day", rows } };
}

async function ofCallers(
  context: Context,
  version: Named,
  period: Period,
  account: string | null,
  by: By,
): Promise<Outcome> {
  const groups = groupsOf(by, await callersOf(await context.admin(), version.binding, period, account));
  sayPeriod(context, version, period, groups.length);
  if (groups.length > 0) for (const line of groupLines(by, groups)) context.say(line);
  const rows = groups.map(({ lastSeen, ...group }) => ({ ...group, last_seen: lastSeen }));
  return { kind: "done", wire: { version: version.label, ...period, by, rows } };
}

function sayPeriod({ say }: Context, { label }: Named, { from, to }: Period, rows: number): void {
  say(rows === 0 ? `Nobody called ${label} from ${from} to ${to}.` : `Calls of ${label} from ${from} to ${to}:`);
}

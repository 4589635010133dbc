/** `milepost version impact`: who loses what when a version goes. */
import { bindingOf, type VersionName } from "../../router/config/names.ts";
import { successorOf } from "../../router/lifecycle/stage.ts";
import { declining } from "../admin/one-change.ts";
import { command, Misuse, type Outcome } from "../command.ts";
import type { Context } from "../context.ts";
import { describedBy } from "../impact/documents.ts";
import { impactOf } from "../impact/impact.ts";
import { type About, impactLines, wireImpact } from "../impact/lines.ts";
import { findNamed, readVersionName, versionLabel } from "../table/named.ts";
import { faultsOf, registryOf } from "../table/read.ts";
import { callersOf } from "../usage/asking.ts";
import { type Period, periodOf } from "../usage/period.ts";
import { workerFolders } from "../worker-folders.ts";

export const versionImpact = command({
  noun: "version",
  verb: "impact",
  synopsis: "VERSION [--days N | --from DAY --to DAY] [--strict]",
  summary: "who calls a version, and which of their calls have no counterpart in its successor",
  help: `
Crosses what callers did with the API documents of the version and of its successor (openapi.json in the folders of
their workers): who called which operation, how often, when last, and what there is to do about it. First the operations
that have no counterpart; then those that no document knows; then the rest. An operation's counterpart is what the
document names under x-successor-operation, else the one of the same method and path.

  --days N             what was called in the last N days; 30 when left out
  --from DAY --to DAY  in these days, both included
  --strict             for scripts: refused (exit status 3) while a call has no counterpart, or none that is known

  milepost version impact v3
  milepost version impact v3 --days 90 --json
  milepost version impact v3 --local --strict
`,
  words: { least: 1, most: 1 },
  options: {
    days: { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
    strict: { type: "boolean" },
  },
  run(context, { values: { strict = false, ...asked }, words: [word = ""] }) {
    const name = readVersionName(word);
    const period = periodOf(asked, context.now);
    if (period === null) {
      throw new Misuse("These are no days: write --days 30, or --from 2026-11-01 --to 2026-11-30 in this order.");
    }
    return declining(() => impact(context, name, period, strict));
  },
});

async function impact(context: Context, name: VersionName, period: Period, strict: boolean): Promise<Outcome> {
  const { flags, now, root, say } = context;
  const table = await context.table();
  const faults = faultsOf(table);
  const view = table.views.find((it) => it.environment === flags.env);
  const registry = registryOf(table, flags.env);
  if (faults.length > 0) return { kind: "refused", reasons: faults };
  if (view === undefined || registry === null) {
    return { kind: "refused", reasons: [`wrangler.toml has no [env.${String(flags.env)}]: write one that it has.`] };
  }
  const label = versionLabel(name);
  const found = findNamed(registry, name);
  if (found === null)
    return { kind: "refused", reasons: [`The table has no ${label}: 'milepost version list' has all.`] };
  const next = successorOf(found.application, found.version, now);
  const after = next === null ? null : versionLabel({ application: name.application, number: next.number });
  const folders = await workerFolders(root);
  const described = await describedBy(root, folders, view, bindingOf(name), label);
  const successor =
    next === null || after === null ? null : await describedBy(root, folders, view, next.binding, after);
  const admin = await context.admin();
  const callers = await callersOf(admin, bindingOf(name), period, null);

  const result = impactOf(described.operations, successor?.operations ?? null, callers);
  const { guide } = found.version;
  const about: About = { version: label, successor: after, guide: guide === null ? null : admin.link(guide) };
  const notes = [
    ...(described.operations === null ? [described.told] : []),
    ...(successor === null ? [`The table names no successor of ${label} that is live.`] : []),
    ...(successor?.operations === null ? [successor.told] : []),
  ];
  say(`What callers of ${label} did from ${period.from} to ${period.to}:`);
  for (const line of ["", ...impactLines(result, about)]) say(line);
  for (const note of notes) say(`Note: ${note}`);
  const open = result.totals.callsWithoutCounterpart + result.totals.callsUnclear;
  if (strict && open > 0) {
    return { kind: "refused", reasons: [`${open} calls of ${label} have no counterpart that is known.`] };
  }
  return { kind: "done", wire: { ...wireImpact(result, about), ...period, notes } };
}

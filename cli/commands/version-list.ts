/** `milepost version list`: the table, and who calls what in it. The model of a command that changes nothing. */
import { command, type Outcome, Unreachable } from "../command.ts";
import type { Context } from "../context.ts";
import { listLines, listVersions, listWarnings, type SeenUsage, wireVersion } from "../plan/list.ts";
import type { Registry } from "../../router/version/registry.ts";
import { undecidedHere } from "../retire/undecided.ts";
import { faultsOf, registryOf } from "../table/read.ts";
import { usageOf } from "../version-usage.ts";

export const versionList = command({
  noun: "version",
  verb: "list",
  synopsis: "",
  summary: "all versions: stage, dates, whether bound, calls, callers",
  help: `
Lists every version that the table binds or describes, newest first: its stage today, its dates, whether it is bound,
how often it was called, by how many accounts, and how callers chose it (url, header, accept, latest, pin, default).
Usage is counted by UTC day: "2 d" is today and yesterday, "30 d" is today and 29 days before. A dash is what is not
known. Without a router to ask, the table is listed without usage. A preview that somebody calls is warned of.

  milepost version list
  milepost version list --local
  milepost version list --json
`,
  words: { least: 0, most: 0 },
  options: {},
  run: list,
});

async function list(context: Context): Promise<Outcome> {
  const { flags, now, say } = context;
  const table = await context.table();
  const registry = registryOf(table, flags.env);
  if (registry === null) return { kind: "refused", reasons: faultsOf(table) };
  const { usage, unknown } = await usageOfAll(context, registry);
  const versions = listVersions(registry, usage, now);
  for (const line of listLines(versions)) say(line);
  // Of some the table says that they are over, and their callers would say otherwise.
  const warnings = [...listWarnings(versions), ...(await undecidedHere(context, table))];
  for (const warning of warnings) say(`\nWarning: ${warning}`);
  if (unknown !== null) say(`\nWithout usage: ${unknown}`);
  return { kind: "done", wire: { versions: versions.map(wireVersion), usage_unknown: unknown, warnings } };
}

/** `unknown`: why usage is missing; null: it is not. */
async function usageOfAll(
  context: Context,
  registry: Registry,
): Promise<{ usage: ReadonlyMap<string, SeenUsage>; unknown: string | null }> {
  const usage = new Map<string, SeenUsage>();
  try {
    const admin = await context.admin();
    for (const { versions } of registry.applications.values()) {
      for (const { binding } of versions) usage.set(binding, await usageOf(admin, binding, context.now));
    }
    return { usage, unknown: null };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return { usage, unknown: error.message };
  }
}

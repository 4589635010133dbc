/** `milepost version restore`. */
import { bindingOf } from "../../router/config/names.ts";
import { command, Misuse, type Outcome } from "../command.ts";
import type { Context } from "../context.ts";
import { execute } from "../execute.ts";
import { exists } from "../platform/worker.ts";
import { planRestore, type Source } from "../plan/restore.ts";
import { restoreEdits } from "../retire/change.ts";
import { accessOf, memoryOf, routerBuildOf, workersOf } from "../retire/facts.ts";
import { keptConfig } from "../retire/kept.ts";
import { retiredIn, type RetirementRecord } from "../retire/record.ts";
import { loadRecord } from "../retire/record-file.ts";
import { restorePerformers } from "../retire/restoring.ts";
import { undecidedHere } from "../retire/undecided.ts";
import { readVersionName, versionLabel } from "../table/named.ts";
import { faultsOf, registryOf } from "../table/read.ts";

export const versionRestore = command({
  noun: "version",
  verb: "restore",
  synopsis: "VERSION",
  summary: "take a retirement back: worker, binding and table as they were",
  help: `
Takes back what "milepost version retire" did, as its record in tombstones/ has it: deploys the worker from its folder, or
where that is gone from the build that was kept; binds it again in every environment where it was; takes the end out of its
description; deploys the router; waits until all traffic is on the new build; sees over HTTP that the version answers.
Run again after it broke, it goes on where it stopped.

Refused without a record; when the worker is nowhere; and when the router that is live is somebody else's deploy.

  --take-over   replace the router although its build is not the last one that this copy has seen

  milepost version restore v3 --dry-run --local
  milepost version restore v3 --yes
`,
  words: { least: 1, most: 1 },
  options: { "take-over": { type: "boolean" } },
  run: (context, { values, words: [word = ""] }) => restore(context, word, values["take-over"] === true),
});

async function restore(context: Context, word: string, takeOver: boolean): Promise<Outcome> {
  const { flags, root, now } = context;
  const { env: environment } = flags;
  const name = readVersionName(word);
  const label = versionLabel(name);
  const table = await context.table();
  const faults = [...faultsOf(table), ...(await undecidedHere(context, table, bindingOf(name)))];
  if (faults.length > 0) return { kind: "refused", reasons: faults };
  if (registryOf(table, environment) === null) throw new Misuse(`wrangler.toml has no [env.${environment ?? ""}].`);
  const record = await loadRecord(root, bindingOf(name));
  const worker = retiredIn(record, environment)?.worker ?? null;
  const run = retiredIn(record, environment)?.run ?? "";
  // Before anything that takes a second: a token that is missing is told at once.
  const access = await accessOf(context);
  const { router, configs } = await workersOf(context);
  const memory = memoryOf(context, access);
  const config = worker === null ? null : (configs.get(worker) ?? null);
  const kept = worker === null ? null : await keptConfig(memory.keptBuild(worker), run);
  const source: Source | null = config !== null ? "folder" : kept === null ? null : "kept build";
  const plan = planRestore({
    name,
    table,
    environment,
    record,
    router,
    routerBuild: await routerBuildOf(context, access, { name, record, router, configs, worker }),
    workerThere: worker !== null && (await exists(access, worker)),
    source,
    takeOver,
    now,
  });
  if (record === null) return refusedOf(plan);
  const performers = restorePerformers({
    ...performing(record),
    context,
    access,
    memory,
    name,
    router,
    config,
    note: `milepost: restore ${label}, run ${run}`,
  });
  const question = `Restore ${label}?`;
  return execute(context, { plan, performers, question, wire: { version: label, environment, worker } });
}

function performing(record: RetirementRecord) {
  return { record, edits: restoreEdits(record), wanted: "live" } as const;
}

/** Without a record every plan is a refusal. */
function refusedOf(plan: ReturnType<typeof planRestore>): Outcome {
  return { kind: "refused", reasons: plan.kind === "refused" ? plan.refusals : [] };
}

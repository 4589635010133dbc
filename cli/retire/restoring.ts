/** The steps of a restoration, as they are taken. */
import { deployWorker } from "../deploy.ts";
import { digestOf, environmentArguments } from "../digest.ts";
import type { Performers } from "../execute.ts";
import { exists } from "../platform/worker.ts";
import type { RestoreStep } from "../plan/restore.ts";
import { versionLabel } from "../table/named.ts";
import { keptConfig } from "./kept.ts";
import { retiredIn, type RetirementRecord } from "./record.ts";
import { dropRecord, recordPlace, saveRecord } from "./record-file.ts";
import { type Switch, switchPerformers } from "./switching.ts";

export interface Restoring extends Switch {
  readonly record: RetirementRecord;
  /** The worker's configuration; null: its folder is not here. */
  readonly config: string | null;
}

export function restorePerformers(it: Restoring): Performers<RestoreStep> {
  const { context, access, memory, name, record, config } = it;
  const { root, signal, flags } = context;
  const run = retiredIn(record, flags.env)?.run ?? "";
  return {
    ...switchPerformers(it),
    "deploy-worker": {
      tells: ({ worker, from }) =>
        `Deploy '${worker}' from ${from === "folder" ? "its folder" : "the build that was kept"}`,
      done: ({ worker }) => exists(access, worker),
      async perform({ worker }) {
        const kept = config === null ? await keptConfig(memory.keptBuild(worker), run) : null;
        const from = config ?? kept;
        if (from === null) throw new Error(`There is neither a folder nor a kept build of '${worker}' here.`);
        const tag = config === null ? [] : ["--tag", await digestOf({ root, config, env: flags.env, signal })];
        // A kept build's configuration is that of its environment already.
        const extra = [...tag, "--message", it.note, ...(config === null ? [] : environmentArguments(flags.env))];
        await deployWorker({ name: worker, config: from, root, target: access, extra, signal });
      },
    },
    forget: {
      tells: () => `Take the record of the retirement out of ${recordPlace(record.version)}`,
      done: () => Promise.resolve(false),
      async perform() {
        // Where only the table was changed nothing else is left to take back.
        const left = record.environments.filter((entry) => entry.environment !== flags.env && entry.callers !== null);
        if (left.length > 0) await saveRecord(root, { ...record, environments: left });
        else await dropRecord(root, record.version);
        const worker = retiredIn(record, flags.env)?.worker;
        if (worker !== undefined) await memory.forgetBuild(worker);
        context.say(`${versionLabel(name)} is as it was: its dates stand in wrangler.toml. Commit both files.`);
      },
    },
  };
}

/** The steps of a retirement, as they are taken. Each looks first, so that one that broke is simply started again. */
import { wait } from "./waiting.ts";
import type { Performers } from "../execute.ts";
import { exists, referencesTo, remove } from "../platform/worker.ts";
import type { RetireStep } from "../plan/retire.ts";
import { versionLabel } from "../table/named.ts";
import { keepBuild, keptConfig } from "./kept.ts";
import { retiredIn, recordText, type RetirementRecord, withRetired } from "./record.ts";
import { loadRecord, recordPlace, saveRecord } from "./record-file.ts";
import { type Switch, switchPerformers } from "./switching.ts";

/** Milliseconds: for the platform to forget a binding that is in no build that serves, and between two questions. */
const REFERENCES = { all: 60_000, between: 2_000 };

export interface Retiring extends Switch {
  /** As it is written first. */
  readonly record: RetirementRecord;
  /** The worker's configuration; null: it is not here. */
  readonly config: string | null;
  /** The router's build that this starts from; null: there is not one alone. */
  readonly startsFrom: string | null;
}

export function retirePerformers(it: Retiring): Performers<RetireStep> {
  const { context, access, memory, name, record, config } = it;
  const { env: environment } = context.flags;
  const { root } = context;
  const label = versionLabel(name);
  const run = retiredIn(record, environment)?.run ?? "";
  /** `patience`: milliseconds that the platform may take to notice the router's new build; others are not waited for. */
  const refuseReferred = async (worker: string, patience: number): Promise<void> => {
    for (const until = Date.now() + patience; ;) {
      const referrers = await referencesTo(access, worker);
      if (referrers.length === 0) return;
      const others = referrers.filter(({ from }) => from !== it.router);
      if (others.length > 0 || Date.now() > until) {
        const who = referrers.map(({ from, as }) => `${from} (${as})`).join(", ");
        throw new Error(`${who} still refers to '${worker}': deploy it without that binding first.`);
      }
      await wait(REFERENCES.between, context.signal);
    }
  };
  return {
    ...switchPerformers(it),
    record: {
      tells: () =>
        `Record who retires ${label}, when and why, and who still called it, in ${recordPlace(record.version)}`,
      async done() {
        const found = await loadRecord(root, record.version);
        return found !== null && recordText(found) === recordText(record);
      },
      async perform() {
        // Seen and agreed to: once the table is changed, comparing with it would say that somebody else deployed.
        if (it.startsFrom !== null) await memory.sawBuild(it.router, it.startsFrom);
        await saveRecord(root, record);
      },
    },
    "keep-build": {
      tells: ({ worker }) => `Keep the last build of '${worker}', so that ${label} can be restored`,
      done: async ({ worker }) => (await keptConfig(memory.keptBuild(worker), run)) !== null,
      async perform({ worker }) {
        if (config === null) throw new Error(`There is no folder of '${worker}' here.`);
        await keepBuild({ config, environment, place: memory.keptBuild(worker), run, signal: context.signal });
      },
    },
    references: {
      tells: ({ worker }) => `See that no other worker refers to '${worker}'`,
      done: async ({ worker }) => !(await exists(access, worker)),
      perform: ({ worker }) => refuseReferred(worker, REFERENCES.all),
    },
    delete: {
      tells: ({ worker }) => `Delete the worker '${worker}', unless the platform knows somebody who refers to it`,
      done: () => Promise.resolve(false),
      async perform({ worker }) {
        if (await exists(access, worker)) {
          await refuseReferred(worker, 0);
          await remove(access, worker);
        }
        const now = (await loadRecord(root, record.version)) ?? record;
        const entry = retiredIn(now, environment);
        if (entry !== null) await saveRecord(root, withRetired(now, { ...entry, deleted: new Date().toISOString() }));
      },
    },
  };
}

/** The steps that several commands take: changing the table's file, and deploying a worker. */
import { deployWorker } from "./deploy.ts";
import { digestOf, environmentArguments } from "./digest.ts";
import { Misuse } from "./command.ts";
import type { Context } from "./context.ts";
import type { Performer } from "./execute.ts";
import { Memory } from "./platform/memory.ts";
import { trafficOf } from "./platform/worker.ts";
import { tagOf } from "./platform/tag.ts";
import type { DeployStep, Live } from "./plan/deploy.ts";
import { diffLines } from "./table/diff.ts";
import { type Edit, editTable } from "./table/edit.ts";
import { replaceTableFile, TABLE_FILE } from "./table/file.ts";

export interface EditStep {
  readonly kind: "edit";
  readonly edits: readonly Edit[];
}

/** In all environments at once: the edits name theirs. */
export function editPerformer(context: Context): Performer<EditStep> {
  const texts = async ({ edits }: EditStep) => {
    const { text } = await context.table();
    const edited = editTable(text, edits);
    if (!edited.ok) throw new Misuse(edited.fault);
    return { before: text, after: edited.text };
  };
  return {
    tells: () => `Change ${TABLE_FILE}`,
    shows: async (step) => {
      const { before, after } = await texts(step);
      return before === after ? ["It says so already."] : diffLines(TABLE_FILE, before, after);
    },
    done: async (step) => {
      const { before, after } = await texts(step);
      return before === after;
    },
    perform: async (step) => {
      const { before, after } = await texts(step);
      await replaceTableFile(context.root, before, after);
    },
  };
}

/** Done when what is live is what would be deployed. `digests`: those that are known already, by worker. */
export function deployPerformer(context: Context, digests = new Map<string, string>()): Performer<DeployStep> {
  const { root, signal, flags } = context;
  const { env } = flags;
  const digest = async (worker: string, config: string): Promise<string> => {
    const known = digests.get(worker) ?? (await digestOf({ root, config, env, signal }));
    digests.set(worker, known);
    return known;
  };
  return {
    tells: ({ worker, why }) => `Deploy ${worker}${why === null ? "" : ` (${why})`}`,
    done: async ({ worker, config, why }) => {
      // Chosen by a plan that has looked already.
      if (why !== null) return false;
      const live = await liveOf(context, worker);
      return live.kind === "build" && live.tag === (await digest(worker, config));
    },
    perform: async ({ worker, config }) => {
      const tag = await digest(worker, config);
      const extra = ["--tag", tag, ...environmentArguments(env)];
      const target = await context.target();
      const memory = new Memory(flags.data, target.accountId);
      await memory.beginsDeploy(worker);
      await deployWorker({ name: worker, config, root, signal, extra, target });
      await memory.endsDeploy(worker);
      await remember(context, memory, worker, tag);
    },
  };
}

/** Whoever replaces this build later, from here, knows that nobody else deployed in between. */
async function remember(context: Context, memory: Memory, worker: string, digest: string): Promise<void> {
  const access = { ...(await context.target()), signal: context.signal };
  const build = (await trafficOf(access, worker))?.shares[0]?.buildId;
  if (build === undefined || (await tagOf(access, worker, build)) !== digest) return;
  await memory.sawBuild(worker, build);
}

export async function liveOf(context: Context, worker: string): Promise<Live> {
  const access = { ...(await context.target()), signal: context.signal };
  const traffic = await trafficOf(access, worker);
  const shares = traffic?.shares.filter(({ percentage }) => percentage > 0) ?? [];
  const [only] = shares;
  if (only === undefined) return { kind: "absent" };
  if (shares.length > 1) return { kind: "split" };
  if (await new Memory(context.flags.data, access.accountId).brokeOff(worker)) return { kind: "begun" };
  return { kind: "build", tag: await tagOf(access, worker, only.buildId) };
}

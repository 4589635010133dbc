/** `milepost deploy`: all workers in order, those that changed. */
import { findEdge } from "../../local/edge-file.ts";
import { command, Misuse, type Outcome } from "../command.ts";
import type { Context } from "../context.ts";
import { findWorkers } from "../deploy-configs.ts";
import { deployOrder, type DeployOrder } from "../deploy-order.ts";
import { digestOf } from "../digest.ts";
import { execute } from "../execute.ts";
import { operatorPerformer, operatorSteps } from "../first-operator.ts";
import { shownAddress } from "../local-router.ts";
import { planDeploy, type WorkerState } from "../plan/deploy.ts";
import { undecidedHere } from "../retire/undecided.ts";
import { deployPerformer, liveOf } from "../steps.ts";
import { faultsOf, type Table } from "../table/read.ts";

const options = { all: { type: "boolean" } } as const;

export const deploy = command({
  noun: "deploy",
  verb: null,
  synopsis: "[WORKER…] [--all]",
  summary: "deploys what changed, in order; what others are bound to comes first",
  help: `
Deploys the workers that the router reaches over its bindings, leaves first: a binding to a worker that is not there is
refused by the platform. What is live as it would be deployed is left out, whoever deployed it and from wherever: each
build bears the digest of its bundle and configuration. Stops at the first failure and says what is live by then; start
it again and it goes on there. A version whose binding was taken out of the table is not deployed.

  WORKER…   only these, bound or not
  --all     what is unchanged too

Refuses while the table in wrangler.toml is faulty, in any environment, and names every fault; and to end a version here
that was retired in another environment alone: 'version retire' asks for its callers first.

  milepost deploy
  milepost deploy --dry-run
  milepost deploy milepost-v2 --local
  milepost deploy --env staging
`,
  words: { least: 0, most: 50 },
  options,
  run: (context, { values, words }) => run(context, words, values.all === true),
});

async function run(context: Context, only: readonly string[], all: boolean): Promise<Outcome> {
  const table = await context.table();
  const faults = faultsOf(table);
  if (faults.length > 0) return { kind: "refused", reasons: faults };
  const { order, names, router } = await read(context, only);
  const withRouter = order.kind === "order" && order.steps.some(({ worker }) => worker.name === router);
  const undecided = withRouter ? await undecidedServing(context, table, router) : [];
  if (undecided.length > 0) return { kind: "refused", reasons: undecided };
  const states = order.kind === "order" ? await statesOf(context, order) : new Map<string, WorkerState>();
  const { plan, unchanged } = planDeploy(order, states, {
    all,
    faults,
    operator: withRouter ? await operatorSteps(context, router) : [],
  });
  for (const name of unchanged) context.say(`Unchanged: ${name}`);
  if (plan.kind === "steps" && plan.steps.length === 0) context.say("Nothing to deploy: what is live is what is here.");
  const digests = new Map([...states].flatMap(([name, { digest }]) => (digest === null ? [] : [[name, digest]])));
  const performers = { deploy: deployPerformer(context, digests), operator: operatorPerformer(context) };
  const outcome = await execute(context, { plan, performers, question: null, wire: { unchanged, workers: names } });
  if (outcome.kind === "done" && withRouter) await sayWhere(context, table);
  return outcome;
}

/** A router that is not there yet ends nothing for anybody. */
async function undecidedServing(context: Context, table: Table, router: string): Promise<readonly string[]> {
  const undecided = await undecidedHere(context, table);
  return undecided.length > 0 && (await liveOf(context, router)).kind !== "absent" ? undecided : [];
}

/** On this machine nobody else tells where an environment answers. */
async function sayWhere({ flags, say }: Context, table: Table): Promise<void> {
  if (!flags.local || flags.env === null) return;
  say(`[env.${flags.env}] answers at ${shownAddress(await findEdge(flags.data), flags.env, table)}`);
}

async function read(
  { root, flags }: Context,
  only: readonly string[],
): Promise<{ order: DeployOrder; names: readonly string[]; router: string }> {
  try {
    const { workers, router } = await findWorkers(root, flags.env);
    return { order: deployOrder(workers, router, only), names: workers.map(({ name }) => name), router };
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Bundling is a process of its own for each worker, of more than a second: so many at a time. */
const LANES = 2;

/** Looks at the platform first: when it does not answer, nothing needs to be bundled. */
async function statesOf(
  context: Context,
  order: Extract<DeployOrder, { kind: "order" }>,
): Promise<ReadonlyMap<string, WorkerState>> {
  const { root, signal, flags, say } = context;
  const workers = order.steps.map(({ worker }) => worker);
  const lives = await Promise.all(
    workers.map(async (worker) => ({ worker, live: await liveOf(context, worker.name) })),
  );
  const states = new Map<string, WorkerState>(lives.map(({ worker, live }) => [worker.name, { live, digest: null }]));
  const compared = lives.filter(({ live }) => live.kind === "build").values();
  if (states.size > 0) say("Comparing what is here with what is live.");
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const lane = async (): Promise<void> => {
    for (const { worker, live } of compared) {
      const digest = await digestOf({ root, config: worker.config, env: flags.env, signal: either });
      states.set(worker.name, { live, digest });
    }
  };
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } finally {
    // One that fails is the end of all: nobody waits for bundles that are for nothing.
    over.abort();
  }
  return states;
}

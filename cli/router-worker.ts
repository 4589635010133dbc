/** The router of the environment that is meant: what every change of the table deploys. */
import { Misuse, Unreachable } from "./command.ts";
import type { Context } from "./context.ts";
import { findWorkers } from "./deploy-configs.ts";
import type { RouterWorker } from "./plan/deprecate.ts";
import { liveOf } from "./steps.ts";

/**
 * Throws a `Misuse` when a configuration cannot be read. Unless this is a dry run the platform is asked for it, too, and
 * an `Unreachable` comes before the table was touched, and not between its change and the deploy.
 */
export async function routerWorker(context: Context): Promise<RouterWorker> {
  const router = await configured(context);
  if (context.flags.dryRun) return router;
  const live = await liveOf(context, router.worker);
  if (live.kind === "absent") {
    throw new Unreachable(`The router, '${router.worker}', is not deployed yet. Start with: milepost deploy`);
  }
  return router;
}

async function configured({ root, flags }: Context): Promise<RouterWorker> {
  try {
    const { workers, router } = await findWorkers(root, flags.env);
    const config = workers.find(({ name }) => name === router)?.config ?? "";
    return { worker: router, config };
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

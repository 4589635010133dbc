/** The workers of the system under test. */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { findWorkers } from "../../cli/deploy-configs.ts";
import { deployOrder } from "../../cli/deploy-order.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Configured {
  readonly name: string;
  /** Path of its configuration, from the root. */
  readonly config: string;
}

/** The router's first, which is the public one; then all that it reaches, as deploys find them. */
export async function systemConfigs(): Promise<readonly Configured[]> {
  const { workers, router } = await findWorkers(ROOT);
  const order = deployOrder(workers, router);
  if (order.kind !== "order") throw new Error("The workers' bindings cannot be followed.");
  return order.steps.map(({ worker: { name, config } }) => ({ name, config: relative(ROOT, config) })).toReversed();
}

/**
 * A router's administration is off until it has its first operator's token, its only secret. On this machine there is one:
 * the edge's, which `npm start` gives to the router it deploys. A router that comes later, of an environment, gets the same.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { Flags } from "./arguments.ts";
import type { Context } from "./context.ts";
import { runWrangler } from "./deploy-wrangler.ts";
import type { Performer } from "./execute.ts";
import { callPlatform, PlatformFault } from "./platform/call.ts";
import { wranglerError } from "./wrangler-fault.ts";

const FILE = "admin-token";
const SECRET = "ADMIN_TOKEN";

/** Null: the edge's folder holds none. */
export function edgeToken({ data }: Pick<Flags, "data">): Promise<string | null> {
  return readFile(join(data, FILE), "utf8").catch(() => null);
}

export interface OperatorStep {
  readonly kind: "operator";
  readonly worker: string;
}

/** Nothing to do but on the local edge: elsewhere the secret is the operator's own to make, and to put. */
export async function operatorSteps(context: Context, router: string): Promise<readonly OperatorStep[]> {
  const { flags } = context;
  if (!flags.local || (await edgeToken(flags)) === null || (await hasToken(context, router))) return [];
  return [{ kind: "operator", worker: router }];
}

export function operatorPerformer(context: Context): Performer<OperatorStep> {
  const { flags, root, signal } = context;
  return {
    tells: ({ worker }) => `Give '${worker}' the operator's token of the local edge`,
    done: ({ worker }) => hasToken(context, worker),
    async perform({ worker }) {
      const args = ["secret", "put", SECRET, "--name", worker];
      const input = (await edgeToken(flags)) ?? "";
      const { ok, output } = await runWrangler({ args, input, target: await context.target(), cwd: root, signal });
      if (!ok) throw new Error(`'${worker}' did not take the token:\n${wranglerError(output)}`);
    },
  };
}

const Secrets = z.array(z.object({ name: z.string() }));

/** False also for a worker that is not there yet. */
async function hasToken(context: Context, worker: string): Promise<boolean> {
  const access = { ...(await context.target()), signal: context.signal };
  const path = `scripts/${encodeURIComponent(worker)}/secrets`;
  try {
    return Secrets.parse(await callPlatform(access, { method: "GET", path })).some(({ name }) => name === SECRET);
  } catch (error) {
    if (error instanceof PlatformFault && error.kind === "missing") return false;
    throw error;
  }
}

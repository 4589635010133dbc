/**
 * What stands behind v1 when its calls are counted: the store, whose objects count the calls that reach them, and
 * a relay in v2's place, which counts what passes. Requests are counted one at a time.
 */
import { WorkerEntrypoint } from "cloudflare:workers";
import { AccountStore } from "../../store/account.ts";
import { AccountReads } from "../../store/account_reads.ts";
import type { Env as StoreEnv } from "../../store/env.ts";
import stored, { Account as Stored } from "../../store/index.ts";

export { LegacyV1 } from "../../store/index.ts";

interface Env extends StoreEnv {
  readonly V2: Fetcher;
  readonly V2_INTERNAL: Fetcher;
}

const counts = { v2: 0, objects: 0 };

/** Every method that is called over RPC. */
export class Account extends Stored {}

for (const room of [AccountReads.prototype, AccountStore.prototype]) {
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(room))) {
    if (name === "constructor" || name === "alarm" || name === "settings" || typeof value !== "function") continue;
    const method = value as (...args: unknown[]) => unknown;
    Object.defineProperty(Account.prototype, name, {
      value(...args: unknown[]): unknown {
        counts.objects += 1;
        return method.apply(this, args);
      },
    });
  }
}

/** v2's other entrypoint. */
export class Internal extends WorkerEntrypoint<Env> {
  override fetch(request: Request): Promise<Response> {
    counts.v2 += 1;
    return this.env.V2_INTERNAL.fetch(request);
  }
}

/** v2's first entrypoint, under that name because the store's own is the default one here. */
export class Relay extends WorkerEntrypoint<Env> {
  override fetch(request: Request): Promise<Response> {
    counts.v2 += 1;
    return this.env.V2.fetch(request);
  }
}

export default {
  fetch(request: Request, env: Env): Promise<Response> | Response {
    if (new URL(request.url).pathname !== "/counts") return stored.fetch(request, env);
    const now = { ...counts };
    counts.v2 = counts.objects = 0;
    return Response.json(now);
  },
} satisfies ExportedHandler<Env>;

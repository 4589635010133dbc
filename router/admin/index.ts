/**
 * The admin worker: the operator's API, and the Durable Object classes that hold the state of callers. Reached by
 * the router alone. A worker of its own, so that the public one stays small and its deploys restart no object.
 */
import { WorkerEntrypoint } from "cloudflare:workers";
import { docsPage } from "../docs/pages.ts";
import type { Env } from "./env.ts";
import { operate } from "./operate.ts";
import { ownUsage } from "./own-usage.ts";
import type { AdminWorker, Told } from "./told.ts";

export { Directory } from "../identity/directory-object.ts";
export { Keys } from "../identity/keys.ts";
export { RateLimiter } from "../limits/limiter.ts";
export { Usage } from "../usage/usage.ts";

export default class Admin extends WorkerEntrypoint<Env> implements AdminWorker {
  /** Nobody has a reason to fetch from this worker; only a misconfigured route could. */
  override fetch(): Response {
    return new Response(null, { status: 404 });
  }

  admin(request: Request, told: Told): Promise<Response> {
    return operate(request, told, this.env);
  }

  usage(request: Request, account: string, told: Told): Promise<Response> {
    return ownUsage(request, account, told, this.env);
  }

  docs(path: string): Promise<Response | null> {
    return Promise.resolve(docsPage(path));
  }
}

/** v2's exports: the version itself, bound by the router, and `Internal`, bound by other workers. */
import { WorkerEntrypoint } from "cloudflare:workers";
import type { Env } from "./env.ts";
import { serveInternal } from "./internal/internal.ts";
import { serve } from "./serve.ts";

export default { fetch: serve } satisfies ExportedHandler<Env>;

export class Internal extends WorkerEntrypoint<Env> {
  override fetch(request: Request): Promise<Response> {
    return serveInternal(request, this.env);
  }
}

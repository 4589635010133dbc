/**
 * What this version offered to other workers only, they still find here: the next version's, as it is. No change
 * touches these calls. A change that the callers of this entrypoint would notice has to be made where they are.
 */
import { WorkerEntrypoint } from "cloudflare:workers";

interface Env {
  readonly NEXT_INTERNAL: Fetcher;
}

export class Internal extends WorkerEntrypoint<Env> {
  override fetch(request: Request): Promise<Response> {
    return this.env.NEXT_INTERNAL.fetch(request);
  }
}

/**
 * The admin worker with its objects counting what they do: calls, and rows that SQLite says have changed. For the
 * counts of a benchmark, not for its times.
 */
import { Usage as RealUsage } from "../../router/usage/usage.ts";
import { RateLimiter as RealLimiter } from "../../router/limits/limiter.ts";
import { Keys as RealKeys } from "../../router/identity/keys.ts";
import Admin from "../../router/admin/index.ts";

export { Directory } from "../../router/admin/index.ts";

const counts: Record<string, { calls: number; rows: number }> = {};

/** Rows that this object's database has changed since it was opened. */
function changed(ctx: DurableObjectState): number {
  return Number(ctx.storage.sql.exec("SELECT total_changes() AS n").one()["n"]);
}

async function counted<T>(what: string, ctx: DurableObjectState, work: () => T | Promise<T>): Promise<T> {
  const count = (counts[what] ??= { calls: 0, rows: 0 });
  const before = changed(ctx);
  const result = await work();
  count.calls += 1;
  count.rows += changed(ctx) - before;
  return result;
}

export class RateLimiter extends RealLimiter {
  override take(...given: Parameters<RealLimiter["take"]>): ReturnType<RealLimiter["take"]> {
    return counted("limiter", this.ctx, () => super.take(...given));
  }
}

export class Usage extends RealUsage {
  override add(...given: Parameters<RealUsage["add"]>): Promise<true> {
    return counted("usage", this.ctx, () => super.add(...given));
  }
}

export class Keys extends RealKeys {
  override find(...given: Parameters<RealKeys["find"]>): ReturnType<RealKeys["find"]> {
    return counted("keys", this.ctx, () => super.find(...given)) as never;
  }
}

export default class Counted extends Admin {
  override fetch(): Response {
    return Response.json(counts);
  }
}

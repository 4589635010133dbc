/**
 * Usage: what a sixteenth of a version's accounts called, by day, key, way of selection and operation. A batch is
 * on disk before its isolate hears of it, once however often it is sent. Days that are over are rolled up, days
 * past the retention deleted, by an alarm that exists only while one of the two lies ahead.
 */
import { DurableObject } from "cloudflare:workers";
import { DAYS_PER_ALARM, ISOLATE_FORGOTTEN_MS } from "./bounds.ts";
import { dayOf } from "./day.ts";
import type { Numbered } from "./flush.ts";
import type { CallerPlace, CallerRow } from "./caller.ts";
import { callers, own, places, totals, type Own, type Period, type Totals } from "./read.ts";
import { record } from "./record.ts";
import { drop, forgetIsolates, held, oldDays, openDays, rollUp } from "./roll.ts";
import { firstKeptDay, firstOpenDay, nextWork } from "./schedule.ts";
import { SCHEMA } from "./schema.ts";

/** The router's configuration, which this worker does not have: it comes along with every flush. */
const RETENTION = "retention_days";

export class Usage extends DurableObject {
  #retentionDays: number | undefined;

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    ctx.storage.sql.exec(SCHEMA);
    this.#retentionDays = ctx.storage.kv.get<number>(RETENTION);
  }

  /** All of the batches or, when it throws, nothing; and each of them once. */
  async add(batches: readonly Numbered[], retentionDays: number): Promise<true> {
    const now = Date.now();
    const { storage } = this.ctx;
    let changed = false;
    storage.transactionSync(() => {
      // A day ahead at most: an isolate's clock may be a little ahead of ours at midnight.
      const open = { from: firstKeptDay(now, retentionDays), to: dayOf(now) + 1 };
      for (const batch of batches) changed = record(storage.sql, batch, open, now) || changed;
      if (retentionDays !== this.#retentionDays) {
        storage.kv.put(RETENTION, retentionDays);
        changed = true;
      }
    });
    this.#retentionDays = retentionDays;
    if (changed) await this.#schedule(now);
    return true;
  }

  totals(period: Period): Totals {
    return totals(this.ctx.storage.sql, period);
  }

  places(period: Period, after: CallerPlace | null, limit: number): CallerPlace[] {
    return places(this.ctx.storage.sql, period, after, limit);
  }

  callers(period: Period, after: CallerPlace | null, until: CallerPlace): CallerRow[] {
    return callers(this.ctx.storage.sql, period, after, until);
  }

  own(period: Period, account: string): Own {
    return own(this.ctx.storage.sql, period, account);
  }

  /** Some days at a time: what is left brings the next alarm at once, and requests come in between. */
  override async alarm(): Promise<void> {
    const now = Date.now();
    const { storage } = this.ctx;
    const { sql } = storage;
    if (this.#retentionDays !== undefined) {
      for (const day of oldDays(sql, firstKeptDay(now, this.#retentionDays), DAYS_PER_ALARM)) {
        storage.transactionSync(() => drop(sql, day));
      }
    }
    for (const day of openDays(sql, firstOpenDay(now), DAYS_PER_ALARM)) {
      storage.transactionSync(() => rollUp(sql, day));
    }
    forgetIsolates(sql, now - ISOLATE_FORGOTTEN_MS);
    await this.#schedule(now);
  }

  async #schedule(now: number): Promise<void> {
    if (this.#retentionDays === undefined) return;
    const at = nextWork(held(this.ctx.storage.sql), this.#retentionDays);
    if (at !== null) await this.ctx.storage.setAlarm(Math.max(at, now));
  }
}

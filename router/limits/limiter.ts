/**
 * One caller's limits: an object per account, and per client address for callers without a good key. It only keeps
 * what `Ledger` decides. What was granted is on disk before the answer leaves (the output gate), so that neither an
 * eviction nor a restart grants it again; what was denied is written nowhere.
 */
import { DurableObject } from "cloudflare:workers";
import { Ledger, type LedgerState, type Take, type Taken } from "./ledger.ts";
import { overridden, type Overrides, type TakesOverrides } from "./override.ts";

interface Own {
  readonly overrides: Overrides;
  readonly revision: number;
}

const LEDGER = "ledger";
const OWN = "overrides";

export class RateLimiter extends DurableObject implements TakesOverrides {
  readonly #kv: SyncKvStorage;
  #ledger: Ledger;
  #own: Own;
  /** When the alarm rings; null: none is set. */
  #alarm: number | null = null;

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    this.#kv = ctx.storage.kv;
    this.#ledger = new Ledger(this.#kv.get<LedgerState>(LEDGER) ?? null);
    this.#own = this.#kv.get<Own>(OWN) ?? { overrides: {}, revision: 0 };
    void ctx.blockConcurrencyWhile(async () => {
      this.#alarm = await ctx.storage.getAlarm();
    });
  }

  /** No await between checking and charging: calls do not interleave. */
  async take(take: Take): Promise<Taken> {
    const policies = overridden(take.policies, this.#own.overrides);
    const { taken, granted } = this.#ledger.take({ ...take, policies }, Date.now());
    if (granted) {
      this.#kv.put(LEDGER, this.#ledger.state);
      // One alarm per idle time, not one per grant: a ringing one looks whether there is still something to keep.
      if (this.#alarm === null) await this.#ring(this.#ledger.idleAt());
    }
    return taken;
  }

  /** Late and repeated calls do no harm. */
  async override(overrides: Overrides, revision: number): Promise<void> {
    if (revision <= this.#own.revision) return;
    this.#own = { overrides, revision };
    this.#kv.put(OWN, this.#own);
  }

  /** Deletes what no longer counts. What the account has of its own stays. */
  override async alarm(): Promise<void> {
    this.#alarm = null;
    const idleAt = this.#ledger.idleAt();
    if (idleAt > Date.now()) return this.#ring(idleAt);
    this.#ledger = new Ledger(null);
    this.#kv.delete(LEDGER);
  }

  async #ring(at: number): Promise<void> {
    this.#alarm = at;
    await this.ctx.storage.setAlarm(at);
  }
}

/**
 * From the isolate to the objects, on nobody's time: the first call after a flush has the next one follow 5 s
 * later, by its own `waitUntil`. A flush has a number, so that an object counts it once however often it is sent.
 * What an isolate had not flushed when it is lost, is lost.
 */
import { logFailure } from "../log.ts";
import {
  FLUSH_AFTER_MS,
  FULL_FLUSH_EVERY_MS,
  FULL_ROWS,
  KEPT_ROWS,
  LANES,
  PATIENCE_MS,
  REMEMBERED_FLUSHES,
} from "./bounds.ts";
import { Counter, type Batch, type Entry } from "./counter.ts";
import type { Usage } from "./usage.ts";

export type UsageNamespace = DurableObjectNamespace<Usage>;

/** A batch as it is sent, and sent again. */
export interface Numbered extends Batch {
  readonly isolate: string;
  /** Of the flush: all of an isolate's batches have different objects or different numbers. */
  readonly seq: number;
}

/** What a flush needs of the namespace. */
export interface Objects {
  getByName(name: string): { add(batches: readonly Numbered[], retentionDays: number): Promise<true> };
}

type Context = Pick<ExecutionContext, "waitUntil">;

export class Flusher {
  readonly #counter = new Counter();
  readonly #wait: (ms: number) => Promise<unknown>;
  /** Newest first. At most `KEPT_ROWS` rows, none so old that an object could not tell whether it has it. */
  #failed: Numbered[] = [];
  #isolate = "";
  #seq = 0;
  /** Until then the next flush is another request's business; later than that, its request has died. */
  #due = 0;
  #nextFull = 0;

  constructor(wait: (ms: number) => Promise<unknown> = (ms) => scheduler.wait(ms)) {
    this.#wait = wait;
  }

  /** Call it once there is an answer. Never throws, never waits. */
  counted(ctx: Context, objects: Objects, entry: Entry, now: number, retentionDays: number): void {
    this.#counter.count(now, entry);
    if (this.#counter.size >= FULL_ROWS && now >= this.#nextFull) {
      this.#nextFull = now + FULL_FLUSH_EVERY_MS;
      ctx.waitUntil(this.#flush(objects, retentionDays));
    } else if (now >= this.#due) {
      this.#due = now + 2 * FLUSH_AFTER_MS;
      ctx.waitUntil(
        this.#wait(FLUSH_AFTER_MS).then(() => {
          this.#due = 0;
          return this.#flush(objects, retentionDays);
        }),
      );
    }
  }

  async #flush(objects: Objects, retentionDays: number): Promise<void> {
    // Not when the isolate starts: randomness is there for requests only.
    const isolate = (this.#isolate ||= crypto.randomUUID());
    const seq = (this.#seq += 1);
    const batches = [...this.#counter.take().map((batch) => ({ ...batch, isolate, seq })), ...this.#failed];
    this.#failed = [];
    // One call for each object, with all that waits for it.
    const queue = [...Map.groupBy(batches, ({ object }) => object)];
    const lane = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        if (!(await this.#send(objects, ...next, retentionDays))) this.#keep(next[1]);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  /** False when the object did not answer in time, twice. It may have counted all the same. */
  async #send(objects: Objects, object: string, batches: readonly Numbered[], retentionDays: number): Promise<boolean> {
    let reason: unknown = "late";
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        // A new stub each time: one that has thrown stays broken.
        const added = objects.getByName(object).add(batches, retentionDays);
        if ((await Promise.race([added, this.#wait(PATIENCE_MS)])) === true) return true;
      } catch (error) {
        reason = error;
      }
    }
    logFailure("usage", reason);
    return false;
  }

  #keep(batches: readonly Numbered[]): void {
    const all = [...this.#failed, ...batches].sort((one, other) => other.seq - one.seq);
    let rows = 0;
    this.#failed = all.filter(
      (one) => this.#seq - one.seq < REMEMBERED_FLUSHES - 1 && (rows += one.rows.length) <= KEPT_ROWS,
    );
    if (this.#failed.length < all.length) logFailure("usage", "Calls are lost.");
  }
}

const flusher = new Flusher();

/** Counts one answered request of this isolate. */
export function counted(
  ctx: Context,
  namespace: UsageNamespace,
  entry: Entry,
  now: number,
  retentionDays: number,
): void {
  flusher.counted(ctx, namespace, entry, now, retentionDays);
}

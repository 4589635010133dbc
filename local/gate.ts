/**
 * Keeps requests out of the runtime while it reloads, so that a deploy loses none: new ones wait, running
 * ones finish first. Both waits are bounded, because a long stream must not block a deploy for ever, and a
 * reload that hangs must not hold clients for ever.
 */
export interface GateLimits {
  /** Milliseconds that a reload waits for running requests before it goes ahead and cuts them. */
  readonly drain: number;
  /** Milliseconds that a new request waits for the end of a reload before it is answered 503. */
  readonly wait: number;
}

/** Drain: far above any request of ours but a stream. Wait: drain plus a slow reload (0.3 s is usual). */
export const GATE_LIMITS: GateLimits = { drain: 4_000, wait: 15_000 };

export class Gate {
  readonly #limits: GateLimits;
  #running = 0;
  #idle: (() => void) | null = null;
  /** Resolves when the reload is over; null while the gate is open. */
  #closed: Promise<void> | null = null;

  constructor(limits: GateLimits = GATE_LIMITS) {
    this.#limits = limits;
  }

  /** True: go in, and call `leave` exactly once. False: waited too long; answer 503 and do not call `leave`. */
  async enter(): Promise<boolean> {
    const deadline = performance.now() + this.#limits.wait;
    while (this.#closed !== null) {
      const left = deadline - performance.now();
      if (left <= 0 || !(await within(this.#closed, left))) return false;
    }
    this.#running += 1;
    return true;
  }

  leave(): void {
    this.#running -= 1;
    if (this.#running === 0) this.#idle?.();
  }

  /** Runs `change` alone. One at a time: the caller queues. */
  async hold<T>(change: () => Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#closed = promise;
    try {
      await this.#drained();
      return await change();
    } finally {
      this.#closed = null;
      resolve();
    }
  }

  async #drained(): Promise<void> {
    if (this.#running === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#idle = resolve;
    await within(promise, this.#limits.drain);
    this.#idle = null;
  }
}

/** Whether the promise resolved within so many milliseconds. */
async function within(promise: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The exact definitions of both limits, over everything that was admitted. They share nothing with the code
 * they judge, and are judged themselves in oracle.test.ts.
 */
import type { BurstPolicy, Policy, WindowPolicy } from "../../router/limits/policy.ts";

export interface Admission {
  /** Milliseconds. */
  readonly time: number;
  readonly cost: number;
}

/** The most tokens that were admitted beyond the policy at any time; 0: it was kept. */
export function excess(policy: Policy, admissions: readonly Admission[]): number {
  const inOrder = admissions.toSorted((a, b) => a.time - b.time);
  return policy.kind === "window" ? windowExcess(policy, inOrder) : burstExcess(policy, inOrder);
}

/** A rolling log: in no window that ends at an admission, one that is exactly a window old left out. */
function windowExcess({ limit, windowMs }: WindowPolicy, admissions: readonly Admission[]): number {
  let [first, sum, most] = [0, 0, 0];
  for (const { time, cost } of admissions) {
    sum += cost;
    for (let oldest = admissions[first]; oldest !== undefined && oldest.time <= time - windowMs;) {
      sum -= oldest.cost;
      oldest = admissions[++first];
    }
    most = Math.max(most, sum - limit);
  }
  return most;
}

/** A bucket, full at the beginning; a millionth of a token is rounding. */
function burstExcess({ rate, burst }: BurstPolicy, admissions: readonly Admission[]): number {
  let [level, at, most] = [burst, -Infinity, 0];
  for (const { time, cost } of admissions) {
    level = Math.min(burst, level + ((time - at) * rate) / 1_000) - cost;
    at = time;
    most = Math.max(most, -level);
  }
  return most < 1e-6 ? 0 : most;
}

/** Admits whatever the policies let pass, one request after the other: as much as any limiter could, in order. */
export class Ideal {
  readonly #meters: readonly Meter[];

  constructor(policies: readonly Policy[]) {
    this.#meters = policies.map((policy) => (policy.kind === "window" ? new Log(policy) : new Bucket(policy)));
  }

  admits(time: number, cost: number): boolean {
    if (!this.#meters.every((meter) => meter.has(time, cost))) return false;
    for (const meter of this.#meters) meter.take(time, cost);
    return true;
  }
}

interface Meter {
  has(time: number, cost: number): boolean;
  take(time: number, cost: number): void;
}

class Log implements Meter {
  readonly #policy: WindowPolicy;
  readonly #log: Admission[] = [];
  #first = 0;
  #sum = 0;

  constructor(policy: WindowPolicy) {
    this.#policy = policy;
  }

  has(time: number, cost: number): boolean {
    let oldest = this.#log[this.#first];
    while (oldest !== undefined && oldest.time <= time - this.#policy.windowMs) {
      this.#sum -= oldest.cost;
      oldest = this.#log[++this.#first];
    }
    return this.#sum + cost <= this.#policy.limit;
  }

  take(time: number, cost: number): void {
    this.#sum += cost;
    this.#log.push({ time, cost });
  }
}

class Bucket implements Meter {
  readonly #policy: BurstPolicy;
  #level: number;
  #at = 0;

  constructor(policy: BurstPolicy) {
    this.#policy = policy;
    this.#level = policy.burst;
  }

  has(time: number, cost: number): boolean {
    const { rate, burst } = this.#policy;
    this.#level = Math.min(burst, this.#level + ((time - this.#at) * rate) / 1_000);
    this.#at = time;
    return this.#level >= cost;
  }

  take(_: number, cost: number): void {
    this.#level -= cost;
  }
}

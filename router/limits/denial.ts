/** The deny cache: after a refusal an isolate refuses by itself until it could be another answer. */
import { LONGEST_DENIAL } from "./numbers.ts";

export interface Denied {
  readonly kind: "denied";
  /** Exact: a request sent so much later passes, unless others take what comes free. */
  readonly retryMs: number;
  readonly violated: readonly string[];
}

export interface Denial {
  /** Early rather than late, counted from when the refused take was sent. */
  readonly until: number;
  /** When a request passes for certain, counted from the answer: what a client is told. */
  readonly passes: number;
  /** Cheaper requests may pass. */
  readonly cost: number;
  readonly violated: readonly string[];
}

/** @param refused what the object answered: `retryMs` counts from its clock, between these two instants */
export function denialOf(refused: Omit<Denied, "kind">, sent: number, now: number, cost: number): Denial {
  const { retryMs, violated } = refused;
  return { until: Math.min(sent + retryMs, now + LONGEST_DENIAL), passes: now + retryMs, cost, violated };
}

/** Null: ask the object. */
export function denied(denial: Denial | null, now: number, cost: number): Denied | null {
  if (denial === null || cost < denial.cost || now >= denial.until) return null;
  return { kind: "denied", retryMs: Math.max(1, denial.passes - now), violated: denial.violated };
}

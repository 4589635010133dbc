/** Walks a call through changes, and its answer back. Pure. */
import type { Answer, Call, Change } from "./change.ts";

/** A change that was passed, with the call as it came to it. */
interface Passed {
  readonly change: Change;
  readonly call: Call;
}

export interface Inward {
  /** In the next version's words. */
  readonly call: Call;
  readonly passed: readonly Passed[];
}

export function inward(changes: readonly Change[], given: Call): Inward {
  const passed: Passed[] = [];
  let call = given;
  for (const change of changes) {
    passed.push({ change, call });
    call = change.request?.(call) ?? call;
  }
  return { call, passed };
}

export function outward(passed: readonly Passed[], given: Answer): Answer {
  return passed.reduceRight((answer, { change, call }) => {
    if (given.status >= 400) return change.problem?.(answer, call) ?? answer;
    return {
      status: change.status?.(answer.status, call) ?? answer.status,
      // An answer without a body stays without one: there is nothing in it that could differ.
      body: answer.body === undefined || !change.response ? answer.body : change.response(answer.body, call),
    };
  }, given);
}

/**
 * Walks a call through an endpoint's changes, and its answer back. Pure: what a change has to know is
 * handed back as a need, and the walk starts again when it is known. Walking twice is cheap; a
 * half-turned call that waits for an answer would not be plain data.
 */
import { isObject } from "../../http/object.ts";
import type { Answer, Call, Change, Facts, Need, Seen, Wire } from "./change.ts";

/** A change that was passed, with the call as it came to it. */
export interface Passed<S> {
  readonly change: Change<S>;
  readonly call: Call;
}

export type Inward<S> =
  | { readonly step: "ready"; readonly call: Call; readonly passed: readonly Passed<S>[] }
  /** At least one fact that is not known yet. */
  | { readonly step: "needs"; readonly needs: readonly Need[] }
  | { readonly step: "refused"; readonly answer: Answer; readonly passed: readonly Passed<S>[] };

export function inward<S>(changes: readonly Change<S>[], call: Call, facts: Facts): Inward<S> {
  const passed: Passed<S>[] = [];
  let current = call;
  for (const change of changes) {
    const needs = (change.needs?.(current, facts) ?? []).filter(({ fact }) => facts[fact] === undefined);
    if (needs.length > 0) return { step: "needs", needs };
    const turned = change.request?.(current, facts) ?? current;
    if ("refuse" in turned) return { step: "refused", answer: turned.refuse, passed };
    passed.push({ change, call: current });
    current = turned;
  }
  return { step: "ready", call: current, passed };
}

/** Turns one object of v2 into one of v1. */
export function turnObject<S>(changes: readonly Change<S>[], object: Wire, seen: Seen): Wire {
  return changes.reduceRight((turned, change) => change.response?.(turned, seen) ?? turned, object);
}

/** Turns the answer to a single call. Only the changes that the call passed have a say. */
export function outward<S>(passed: readonly Passed<S>[], answer: Answer): Answer {
  if (answer.status >= 400) {
    return passed.reduceRight((turned, { change, call }) => change.problem?.(turned, call) ?? turned, answer);
  }
  const status = passed.reduceRight(
    (turned, { change, call }) => change.status?.(turned, call) ?? turned,
    answer.status,
  );
  const { body, items = [] } = answer;
  const changes = passed.map(({ change }) => change);
  const turn = (object: unknown, at: number): unknown =>
    isObject(object) ? turnObject(changes, object, { id: null, beside: {}, ...items[at] }) : object;
  return { status, body: Array.isArray(body) ? body.map(turn) : turn(body, 0) };
}

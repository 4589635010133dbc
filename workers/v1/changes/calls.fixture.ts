/** Calls as tests write them. Only tests import this. */
import type { Call, Change, Facts, Query, Wire } from "../change.ts";

export function post(body: Wire, query: Query = {}): Call {
  return { method: "POST", path: "/contacts.json", query, body, before: [] };
}

export function remove(query: Query): Call {
  return { method: "DELETE", path: "/contacts.json", query, body: {}, before: [] };
}

/** The call after the change; a refusal is thrown, because a test that expects none must not pass by it. */
export function turned<S>(change: Change<S>, call: Call, facts: Facts = {}): Call {
  const result = change.request?.(call, facts) ?? call;
  if ("refuse" in result) throw new Error(`refused: ${JSON.stringify(result.refuse)}`);
  return result;
}

/** The refusal's status and body, or null when there is none. */
export function refused<S>(change: Change<S>, call: Call, facts: Facts = {}): unknown {
  const result = change.request?.(call, facts);
  return result !== undefined && "refuse" in result ? [result.refuse.status, result.refuse.body] : null;
}

/** The facts that the change asks for. */
export function asked<S>(change: Change<S>, call: Call, facts: Facts = {}, refusal: unknown = null): readonly string[] {
  const answer = refusal === null ? null : { status: 400, body: refusal };
  return (change.needs?.(call, facts, answer) ?? []).map(({ fact }) => fact);
}

/** In the answer to a write. */
export const WRITTEN = { id: null, beside: {} };

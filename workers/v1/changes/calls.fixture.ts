/** Calls as tests write them. Only tests import this. */
import type { Around } from "../around.ts";
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
export function asked<S>(change: Change<S>, call: Call, facts: Facts = {}): readonly string[] {
  return (change.needs?.(call, facts) ?? []).map(({ fact }) => fact);
}

/** What is around a write, in an account where there is nothing but this. */
export function around(known: Partial<Around>): Facts {
  const nothing = { normal: new Map(), owners: [], fields: [], groups: [], channel: null };
  return { around: { anon: false, valid: true, ...nothing, ...known } };
}

/** In the answer to a write. */
export const WRITTEN = { id: null, beside: {} };

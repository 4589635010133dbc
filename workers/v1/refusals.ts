/**
 * v1's error bodies: flat, field → list of sentences, because its clients join exactly that.
 */
import type { Answer, Wire } from "./change.ts";

export type Faults = Readonly<Record<string, readonly string[]>>;

/** The key of faults that concern several fields at once. */
export const SEVERAL = "non_field_errors";

export function detail(status: number, sentence: string): Answer {
  return { status, body: { detail: sentence } };
}

export function faults(body: Faults): Answer {
  return { status: 400, body };
}

/** A 400 that names fields; null for every other answer, also for a 400 that only has a `detail`. */
export function faultsOf(answer: Answer | null): Wire | null {
  if (answer?.status !== 400 || typeof answer.body !== "object" || answer.body === null) return null;
  const body: Wire = { ...answer.body };
  return "detail" in body ? null : body;
}

/** Puts what is said about `from` under `to`, where the client knows it. */
export function renamed(answer: Answer, from: string, to: string): Answer {
  const body = faultsOf(answer);
  if (body === null || body[from] === undefined) return answer;
  const { [from]: said, ...rest } = body;
  return { ...answer, body: { ...rest, [to]: [...sentences(rest[to]), ...sentences(said)] } };
}

/** Everything a refusal says, in one list. */
export function sentences(said: unknown): readonly string[] {
  if (typeof said === "string") return [said];
  if (Array.isArray(said)) return said.flatMap(sentences);
  if (typeof said === "object" && said !== null) return Object.values(said).flatMap(sentences);
  return [];
}

/**
 * v2 and the counted reads, as one request sees them: with the caller's fields passed on unchanged.
 * An answer that is v2's own trouble (5xx) is not for any change to turn: it stops the request and goes to
 * the client as it is.
 */
import type { CountedReads } from "../../contracts/counted.ts";
import { FORWARDED } from "../../contracts/headers.ts";
import type { AroundNames } from "./around.ts";
import { actorOf, answerOf, reasonRefused, refusalOf } from "./acts.ts";
import { batchAnswer, batchBodies, batches } from "./batch.ts";
import type { ActCall, Answer, Call, PickKind, Query, Wire } from "./change.ts";
import { isObject } from "../../http/object.ts";

export interface Env {
  readonly V2: Fetcher;
  /** v2's binding-only entrypoint: several writes as one, objects by identifier. */
  readonly V2_INTERNAL: Fetcher;
  /** The store's legacy module, which v2 has no use for. */
  readonly LEGACY: CountedReads;
}

/** Ends the request with this answer, whatever it was doing. */
export class Stop extends Error {
  readonly response: Response;
  constructor(response: Response) {
    super(`v1 stopped with ${response.status}`);
    this.response = response;
  }
}

export class Upstream {
  readonly legacy: CountedReads;
  readonly account: string;
  readonly #env: Env;
  readonly #fields: Headers;
  /** What the client gave as `reason`, for the event log; v2 says what is wrong with one. */
  readonly #reason: Query;

  constructor(env: Env, request: Request, account: string) {
    this.#env = env;
    this.legacy = env.LEGACY;
    this.account = account;
    const reason = new URL(request.url).searchParams.getAll("reason").slice(-1);
    this.#reason = reason.length > 0 ? { reason } : {};
    this.#fields = new Headers({ "Content-Type": "application/json", Accept: "application/json" });
    for (const name of Object.values(FORWARDED)) {
      const value = request.headers.get(name);
      if (value !== null) this.#fields.set(name, value);
    }
  }

  /** One call to v2: with preparations, or numbered, as batches, else as itself. An act is the legacy module's, and v2 shows what it made. */
  async send(call: Call): Promise<Answer> {
    if (call.act !== undefined) return this.#perform(call.act);
    const { method } = call;
    const query = method === "GET" ? call.query : { ...call.query, ...this.#reason };
    if (method === "GET" || (call.before.length === 0 && call.numbered === undefined)) {
      const body = method === "POST" ? JSON.stringify(call.body) : null;
      return this.#ask(this.#env.V2, pathOf(call.path, query), method, body);
    }
    const last = { method, path: pathOf(call.path, call.query), body: call.body };
    const path = pathOf("/batch", this.#reason);
    let answer: Answer = { status: 200, body: null };
    const answers: unknown[] = [];
    for (const operations of batches(call.before, last)) {
      const told = await this.#ask(this.#env.V2_INTERNAL, path, "POST", JSON.stringify({ operations }));
      answer = batchAnswer(operations, told);
      answers.push(...batchBodies(told));
      if (answer.status >= 400) return answer;
    }
    if (call.gathers === true) return { ...answer, body: { answers } };
    const { items } = answer;
    return items === undefined ? answer : { ...answer, items: items.map((item) => ({ ...item, ...call.numbered })) };
  }

  /** v2's objects by identifier, in that order; those that are gone are left out. At most 250, at least one. */
  async pick(kind: PickKind, ids: readonly string[], wanted: Wire = {}): Promise<readonly Wire[]> {
    const body = JSON.stringify({ ids, ...wanted });
    const answer = await this.#ask(this.#env.V2_INTERNAL, `/pick/${kind}`, "POST", body);
    return resultsOf(answer).results;
  }

  /** What the account has under these names, and what belongs to that: one call, whatever of it is wanted. */
  async around(names: AroundNames): Promise<Wire> {
    const answer = await this.#ask(this.#env.V2_INTERNAL, "/around", "POST", JSON.stringify(names));
    if (answer.status !== 200 || !isObject(answer.body)) {
      throw new Stop(Response.json(answer.body, { status: answer.status }));
    }
    return answer.body;
  }

  /** Shows a list's pages to `more`, one call each, until it has seen enough or there are no more. */
  async walk(path: string, query: Query, more: (page: readonly Wire[]) => boolean): Promise<void> {
    let cursor: Query = {};
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page = resultsOf(await this.#ask(this.#env.V2, pathOf(path, { ...query, ...cursor }), "GET", null));
      const next = page.next === null ? null : new URL(page.next).searchParams.get("cursor");
      if (!more(page.results) || next === null) return;
      cursor = { cursor: [next] };
    }
  }

  async #perform({ act, args, shows }: ActCall): Promise<Answer> {
    const reason = this.#reason["reason"]?.[0] ?? "";
    const refused = reasonRefused(reason);
    if (refused !== null) return refused;
    const acted = await this.legacy.act(this.account, actorOf(this.#fields, reason), act, args);
    if (!acted.ok) return refusalOf(acted);
    const refs = acted.made.map(({ ref }) => ref);
    const objects = shows === null || refs.length === 0 ? [] : await this.pick(shows.kind, refs);
    return answerOf(shows, acted.made, objects);
  }

  async #ask(target: Fetcher, path: string, method: string, body: string | null): Promise<Answer> {
    let response: Response;
    try {
      response = await target.fetch(`http://v2${path}`, { method, headers: this.#fields, body, redirect: "manual" });
    } catch {
      throw new Stop(Response.json({ detail: "The API is not answering just now; try again later." }, { status: 503 }));
    }
    if (response.status >= 500) throw new Stop(response);
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  }
}

/** Of 250 objects each; one request of a worker may make 32 calls in all. */
const MOST_PAGES = 20;

function pathOf(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, values] of Object.entries(query)) for (const value of values) parameters.append(name, value);
  return parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
}

function resultsOf(answer: Answer): { results: readonly Wire[]; next: string | null } {
  if (answer.status !== 200 || !isObject(answer.body) || !Array.isArray(answer.body["results"])) {
    throw new Stop(Response.json(answer.body, { status: answer.status }));
  }
  const { results, next } = answer.body;
  return { results: results.filter(isObject), next: typeof next === "string" ? next : null };
}

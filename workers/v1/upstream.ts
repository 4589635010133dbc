/**
 * v2 and the counted reads, as one request sees them: with the caller's fields passed on unchanged.
 * An answer that is v2's own trouble (5xx) is not for any change to turn: it stops the request and goes to
 * the client as it is.
 */
import type { CountedLists } from "../../contracts/counted.ts";
import { FORWARDED } from "../../contracts/headers.ts";
import { batchAnswer } from "./batch.ts";
import type { Answer, Call, Wire } from "./change.ts";
import { isObject } from "./translate.ts";

export interface Env {
  readonly V2: Fetcher;
  /** v2's binding-only entrypoint: several writes as one, objects by identifier. */
  readonly V2_INTERNAL: Fetcher;
  /** The store's counted reads, which v2 has no use for. */
  readonly LEGACY: CountedLists;
}

/** Ends the request with this answer, whatever it was doing. */
export class Stop extends Error {
  readonly response: Response;
  constructor(response: Response) {
    super(`v1 stopped with ${response.status}`);
    this.response = response;
  }
}

export type PickKind = "contacts" | "groups" | "fields";

export class Upstream {
  readonly legacy: CountedLists;
  readonly account: string;
  readonly #env: Env;
  readonly #fields: Headers;

  constructor(env: Env, request: Request, account: string) {
    this.#env = env;
    this.legacy = env.LEGACY;
    this.account = account;
    this.#fields = new Headers({ "Content-Type": "application/json", Accept: "application/json" });
    for (const name of Object.values(FORWARDED)) {
      const value = request.headers.get(name);
      if (value !== null) this.#fields.set(name, value);
    }
  }

  /** One call to v2: with preparations as a batch, else as itself. */
  async send(call: Call): Promise<Answer> {
    const path = pathOf(call);
    if (call.before.length === 0) {
      const body = call.method === "POST" ? JSON.stringify(call.body) : null;
      return this.#ask(this.#env.V2, path, call.method, body);
    }
    const last = { method: call.method, path, body: call.body };
    const operations = [...call.before.map(({ method, path: at, body }) => ({ method, path: at, body })), last];
    return batchAnswer(call, await this.#ask(this.#env.V2_INTERNAL, "/batch", "POST", JSON.stringify({ operations })));
  }

  /** v2's objects by identifier, in that order; those that are gone are left out. At most 250, at least one. */
  async pick(kind: PickKind, ids: readonly string[]): Promise<readonly Wire[]> {
    const answer = await this.#ask(this.#env.V2_INTERNAL, `/pick/${kind}`, "POST", JSON.stringify({ ids }));
    return resultsOf(answer).results;
  }

  /** Every object of a list, page by page. For lists that an account keeps short. */
  async all(path: string): Promise<readonly Wire[]> {
    const found: Wire[] = [];
    for (let cursor: string | null = "", pages = 0; cursor !== null && pages < MOST_PAGES; pages++) {
      const at: string = cursor === "" ? path : `${path}?cursor=${encodeURIComponent(cursor)}`;
      const page = resultsOf(await this.#ask(this.#env.V2, at, "GET", null));
      found.push(...page.results);
      cursor = page.next === null ? null : new URL(page.next).searchParams.get("cursor");
    }
    return found;
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

function pathOf(call: Call): string {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(call.query)) for (const value of values) query.append(name, value);
  return query.size === 0 ? call.path : `${call.path}?${query}`;
}

function resultsOf(answer: Answer): { results: readonly Wire[]; next: string | null } {
  if (answer.status !== 200 || !isObject(answer.body) || !Array.isArray(answer.body["results"])) {
    throw new Stop(Response.json(answer.body, { status: answer.status }));
  }
  const { results, next } = answer.body;
  return { results: results.filter(isObject), next: typeof next === "string" ? next : null };
}

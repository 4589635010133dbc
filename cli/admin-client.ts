/** The router's administration (docs/admin.md) for commands: typed answers, and sentences for everything else. */
import * as z from "zod";
import { ask } from "./answer.ts";
import { Unreachable } from "./command.ts";

export interface AdminOptions {
  /** The router's address. */
  readonly url: string;
  readonly token: string;
  readonly signal: AbortSignal;
  /** Milliseconds for one answer. The administration asks many objects for some of them, and gives each 2 s. */
  readonly patience: number;
}

/** A refusal of the administration itself, in its own words. */
export class AdminProblem extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const Problem = z.object({
  detail: z.string(),
  errors: z.array(z.object({ field: z.string().optional(), detail: z.string() })).optional(),
});

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface Call<T> {
  readonly shape: z.ZodType<T>;
  readonly query?: Query;
  readonly body?: unknown;
}

export interface Changed<T> {
  readonly value: T;
  /** False: written and sure to hold, but not every request meets it yet. There is nothing to repeat. */
  readonly inEffect: boolean;
}

export interface Listed<T> {
  readonly results: readonly T[];
  /** False: there are more. */
  readonly complete: boolean;
}

export type Query = Readonly<Record<string, string | number | undefined>>;

export class AdminClient {
  readonly #options: AdminOptions;

  constructor(options: AdminOptions) {
    this.#options = options;
  }

  /** For what the table names by a path alone, such as a guide. */
  link(path: string): string {
    return new URL(path, this.#options.url).href;
  }

  /** The router's address. */
  get url(): string {
    return this.#options.url;
  }

  get<T>(path: string, shape: z.ZodType<T>, query: Query = {}): Promise<T> {
    return this.call("GET", path, { shape, query });
  }

  /** All results of a list, page after page. `most`: pages, when the end is not worth the wait; usually all. */
  async all<T>(path: string, item: z.ZodType<T>, query: Query = {}, most = Infinity): Promise<Listed<T>> {
    const shape = z.object({ results: z.array(item), next: z.string().nullable() });
    const results: T[] = [];
    let page = query;
    for (let read = 1; ; read++) {
      const { results: more, next } = await this.get(path, shape, page);
      results.push(...more);
      if (next === null || read >= most) return { results, complete: next === null };
      // Only its parameters: behind a proxy `next` may name a host that our token is not for.
      page = Object.fromEntries(new URL(next, this.#options.url).searchParams);
    }
  }

  /**
   * `path`: behind `/admin/`, segments encoded by the caller; `query` has `reason` for every change. Throws an
   * `Unreachable`, or an `AdminProblem` for any other status that is no success.
   */
  async call<T>(method: Method, path: string, { shape, ...asked }: Call<T>): Promise<T> {
    return (await this.change(method, path, { shape, ...asked })).value;
  }

  /** As `call`, and says whether every request meets the change by now. */
  async change<T>(method: Method, path: string, { shape, query = {}, body }: Call<T>): Promise<Changed<T>> {
    const { url: _, ...how } = this.#options;
    const url = new URL(`/admin/${path}`, this.#options.url);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const tokenName = "MILEPOST_ADMIN_TOKEN";
    const answer = await ask({ who: "The router", url, method, body, tokenName, ...how });
    if (answer.status >= 300) throw problem(answer.status, answer.body);
    const read = shape.safeParse(answer.body);
    if (!read.success)
      throw new Unreachable(`What answers at ${url.origin} is not this project's router: look at MILEPOST_URL.`);
    return { value: read.data, inEffect: answer.status !== 202 };
  }
}

function problem(status: number, body: unknown): Error {
  const read = Problem.safeParse(body);
  if (!read.success) return new AdminProblem(status, `The router's administration answered with status ${status}.`);
  const { detail, errors = [] } = read.data;
  // In a terminal the list itself is the sentence: "correct what is listed under errors" is for readers of JSON.
  const listed = errors.map(({ field, detail }) => (field === undefined ? detail : `${field}: ${detail}`));
  return new AdminProblem(status, listed.length === 0 ? detail : listed.join(" "));
}

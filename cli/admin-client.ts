/** The router's administration (docs/admin.md) for commands: typed answers, and sentences for everything else. */
import * as z from "zod";
import { ask } from "./answer.ts";
import { Unreachable } from "./command.ts";

export interface AdminOptions {
  /** The router's address. */
  readonly url: string;
  readonly token: string;
  readonly signal: AbortSignal;
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
  errors: z.array(z.object({ detail: z.string() }).loose()).optional(),
});

export type Query = Readonly<Record<string, string | number | undefined>>;

export class AdminClient {
  readonly #options: AdminOptions;

  constructor(options: AdminOptions) {
    this.#options = options;
  }

  get<T>(path: string, shape: z.ZodType<T>, query: Query = {}): Promise<T> {
    return this.call("GET", path, { shape, query });
  }

  /**
   * `path`: behind `/admin/`, segments encoded by the caller; `query` has `reason` for every change. Throws an
   * `Unreachable`, or an `AdminProblem` for any other status that is no success.
   */
  async call<T>(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    { shape, query = {}, body }: { shape: z.ZodType<T>; query?: Query; body?: unknown },
  ): Promise<T> {
    const { token, signal } = this.#options;
    const url = new URL(`/admin/${path}`, this.#options.url);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const tokenName = "MILEPOST_ADMIN_TOKEN";
    const answer = await ask({ who: "The router", url, method, token, body, signal, tokenName });
    if (answer.status >= 300) throw problem(answer.status, answer.body);
    const read = shape.safeParse(answer.body);
    if (!read.success)
      throw new Unreachable(`What answers at ${url.origin} is not this project's router: look at MILEPOST_URL.`);
    return read.data;
  }
}

function problem(status: number, body: unknown): Error {
  const read = Problem.safeParse(body);
  if (!read.success) return new AdminProblem(status, `The router's administration answered with status ${status}.`);
  const { detail, errors = [] } = read.data;
  return new AdminProblem(status, [detail, ...errors.map((error) => error.detail)].join(" "));
}

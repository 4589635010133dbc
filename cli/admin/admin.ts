/**
 * The router's operator API, as the command's client: JSON in, what a schema says out, every failure one sentence. Sends
 * the operator's token to the router's address alone, and says it nowhere.
 */
import * as z from "zod";
import { refusalSentence } from "./refusal.ts";

/** Where the router is and who is asking. */
export interface Operator {
  /** The router's: scheme, host and port. */
  readonly url: string;
  readonly token: string;
  /** Why, for the audit log; of every change. */
  readonly reason?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
}

/** Longer than the admin worker waits for the objects that it asks, however many. */
const TIMEOUT_MS = 30_000;

/** As many results as a page may have. */
const PAGE = "200";

/** The router did not do it, or cannot be reached; the message is a sentence that says what to do. */
export class AdminError extends Error {
  override readonly name = "AdminError";
  /** Null: no answer came. */
  readonly status: number | null;

  constructor(sentence: string, status: number | null) {
    super(sentence);
    this.status = status;
  }
}

export interface Changed<T> {
  readonly value: T;
  /** False: written and sure to hold, but not every request meets it yet. There is nothing to repeat. */
  readonly inEffect: boolean;
}

type Query = Readonly<Record<string, string | undefined>>;

/** @param path below the router, `/admin/…` */
export async function read<T>(operator: Operator, path: string, schema: z.ZodType<T>, query: Query = {}): Promise<T> {
  const { text } = await ask(operator, "GET", target(operator, path, query));
  return parsed(schema, text, operator);
}

/** All results of a list, page after page. */
export async function readAll<T>(
  operator: Operator,
  path: string,
  item: z.ZodType<T>,
  query: Query = {},
): Promise<readonly T[]> {
  const page = z.object({ results: z.array(item), next: z.string().nullable() });
  const found: T[] = [];
  let url: URL | null = target(operator, path, query);
  while (url !== null) {
    const { text } = await ask(operator, "GET", url);
    const { results, next }: z.output<typeof page> = parsed(page, text, operator);
    found.push(...results);
    url = next === null ? null : sameOrigin(next, url);
  }
  return found;
}

/** The parameter that asks for long pages; not every list has it. */
export const LONG_PAGES = { limit: PAGE };

/** @param schema of the answer's body; left out where there is none */
export async function change<T = null>(
  operator: Operator,
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  { body, schema }: { readonly body?: object; readonly schema?: z.ZodType<T> } = {},
): Promise<Changed<T>> {
  const { text, status } = await ask(operator, method, target(operator, path, { reason: operator.reason }), body);
  const value = schema === undefined ? (null as T) : parsed(schema, text, operator);
  return { value, inEffect: status !== 202 };
}

function target({ url }: Operator, path: string, query: Query): URL {
  const target = new URL(path, url);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) target.searchParams.set(name, value);
  return target;
}

/** Behind a proxy `next` may name another host than the one we were given, and the token is for that one only. */
function sameOrigin(next: string, url: URL): URL {
  const { pathname, search } = new URL(next, url);
  return new URL(pathname + search, url.origin);
}

async function ask(
  { url, token, signal, timeoutMs = TIMEOUT_MS }: Operator,
  method: string,
  target: URL,
  body?: object,
): Promise<{ readonly text: string; readonly status: number }> {
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  let text: string;
  try {
    response = await fetch(target, {
      method,
      // A redirect would take the token with it, or turn a change into a look.
      redirect: "manual",
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    text = await response.text();
  } catch {
    throw new AdminError(noAnswer(url, method, timeout.aborted ? timeoutMs : null), null);
  }
  if (response.ok) return { text, status: response.status };
  const retryAfter = response.headers.get("Retry-After");
  throw new AdminError(refusalSentence({ status: response.status, retryAfter, body: text }, url), response.status);
}

/** @param waited milliseconds, when that is why there is none */
function noAnswer(url: string, method: string, waited: number | null): string {
  const why =
    waited === null ? `The router at ${url} cannot be reached.` : `${url} did not answer within ${waited / 1000} s.`;
  if (method === "GET") return `${why} Check the address and that the router runs, and run the command again.`;
  return `${why} What was asked may have been done all the same: look with a list or show command before you run it again.`;
}

function parsed<T>(schema: z.ZodType<T>, text: string, { url }: Operator): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new AdminError(
      `${url} answered what this command cannot read. Is it the router, and is it as new as this command?`,
      null,
    );
  }
}

/** One HTTP call whose every failure is a sentence: what the platform's and the router's clients are made of. */
import { isObject } from "../http/object.ts";
import { Unreachable } from "./command.ts";

/** After a change whose answer we did not get nobody knows, so this must not pass for "nothing was changed". */
const UNSURE = "What was asked may have been done all the same: look first, then start it again.";

export interface Asking {
  /** Names the other side in sentences: `Cloudflare`, `The router`. */
  readonly who: string;
  readonly url: URL;
  readonly method: string;
  readonly token: string;
  readonly body?: unknown;
  readonly signal: AbortSignal;
  /** The variable to look at when the token is refused. */
  readonly tokenName: string;
  /** Milliseconds until a silent other side is given up. */
  readonly patience: number;
}

export interface Answer {
  readonly status: number;
  /** Parsed JSON; null when there is none. */
  readonly body: unknown;
}

/** Throws an `Unreachable` for everything that says nothing about what was asked: no answer, 401, 403, 429, 5xx. */
export async function ask(asking: Asking): Promise<Answer> {
  const { who, url, method, token, body, signal, tokenName, patience } = asking;
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      // A redirect would turn a change into a look.
      redirect: "manual",
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    text = await response.text();
  } catch (error) {
    if (signal.aborted) throw new Error("Interrupted.", { cause: error });
    const silent = error instanceof Error && error.name === "TimeoutError";
    const how = silent ? `did not answer within ${patience / 1000} seconds` : "cannot be reached";
    const sentence = `${who} ${how} at ${url.origin}.`;
    if (method === "GET" || neverArrived(error)) throw new Unreachable(`${sentence} Try again.`, { cause: error });
    throw new Error(`${sentence} ${UNSURE}`, { cause: error });
  }
  const answered = parsed(text);
  const fault = faultOf(who, tokenName, response, answered);
  if (fault === null) return { status: response.status, body: answered };
  throw method === "GET" || response.status < 500 ? new Unreachable(fault) : new Error(`${fault} ${UNSURE}`);
}

function faultOf(who: string, tokenName: string, { status, headers }: Response, body: unknown): string | null {
  if (status === 401 || status === 403) {
    return `${who} refused the token (${status}): look at ${tokenName}, and at what it may do.`;
  }
  if (status === 429) {
    const wait = /^\d+$/.exec(headers.get("Retry-After") ?? "")?.[0];
    return `${who} takes no more calls for now (429): try again ${wait === undefined ? "in a few minutes" : `in ${wait} seconds`}.`;
  }
  if (status < 500) return null;
  // The router words what it cannot do (RFC 9457), e.g. that its administration is off.
  const worded = isObject(body) && typeof body["detail"] === "string" ? body["detail"] : null;
  return worded === null ? `${who} answered with status ${status}: try again later.` : `${who} says: ${worded}`;
}

/** Node's fetch keeps what the network said in the cause. */
function neverArrived(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && "code" in cause && (cause.code === "ECONNREFUSED" || cause.code === "ENOTFOUND");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * What the router's operator API says when it does not do what it was asked, as one sentence for a terminal. Pure: what
 * came over the wire in, words out. Never a token: none of it is among what goes in.
 */
import * as z from "zod";

/** An answer that is not a success, as it came. */
export interface Refused {
  readonly status: number;
  /** `Retry-After`, as it came. */
  readonly retryAfter: string | null;
  readonly body: string;
}

const Problem = z.object({
  type: z.string().catch(""),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), detail: z.string() })).catch([]),
});

/** @param url the router's, for what only an operator can look into */
export function refusalSentence({ status, retryAfter, body }: Refused, url: string): string {
  const problem = Problem.safeParse(jsonOf(body));
  if (status === 401) {
    return `The router at ${url} takes no operator with this token. Set MILEPOST_ADMIN_TOKEN to its secret ADMIN_TOKEN, or to an operator's own token.`;
  }
  if (!problem.success) return unexplained(status, url);
  const { detail, errors, type } = problem.data;
  // The sentence for a terminal is the list itself: "correct what is listed under errors" is for readers of JSON.
  if (errors.length > 0) return errors.map(({ field, detail }) => `${field}: ${detail}`).join(" ");
  const wait = status === 429 || type.endsWith("-unavailable") ? again(retryAfter, detail) : "";
  return `${detail}${wait}`;
}

/** The router words everything it refuses; what is not worded is of something before it, or of no router at all. */
function unexplained(status: number, url: string): string {
  if (status === 404) return `Nothing at ${url} answers for /admin. Is this the router's address?`;
  return `${url} answered with status ${status} and gave no reason. Look into the router's log, and run the command again.`;
}

/** Unless the sentence says it already. */
function again(retryAfter: string | null, detail: string): string {
  if (retryAfter === null || /\bsecond/.test(detail)) return "";
  return ` Run the command again in ${retryAfter} seconds.`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What every write takes beside its own parameters: why it is made, and, where it is a POST, its name for a repetition. */
import * as z from "zod";
import type { Once } from "../../../contracts/account.ts";
import type { Body } from "../body.ts";
import { KEY_LIMIT, readKey } from "../idempotency/key.ts";
import { printOf } from "../idempotency/print.ts";
import type { Query } from "../query.ts";
import type { Refusal } from "../refusal.ts";
import type { Route } from "../route.ts";
import { atMost } from "../text.ts";

const REASON_LIMIT = 255;
const IDEMPOTENCY_KEY = "Idempotency-Key";

const reason = z
  .string()
  .optional()
  .meta({ maxLength: REASON_LIMIT, description: "Why, for the event log. Nothing else depends on it." });

const header = z.object({
  [IDEMPOTENCY_KEY]: z
    .string()
    .optional()
    .meta({
      maxLength: KEY_LIMIT,
      description: [
        "A name for this request, new for each one. For 24 hours the same request by the same key of the account is",
        "answered with what it came to the first time, and has no second effect. Refused requests are judged anew.",
      ].join(" "),
    }),
});

/** The route as it is in the table: a write with what all writes take. */
export function asWrite(route: Route): Route {
  if (route.work.kind !== "write") return route;
  const query = route.query.extend({ reason });
  return { ...route, query, ...(route.method === "POST" ? { header } : {}) };
}

export interface WriteParameters {
  readonly reason: string;
  /** Null: not to be kept. A DELETE that is repeated finds nothing more to delete: it needs no name. */
  readonly once: Once | null;
}

export async function writeParametersOf(
  request: Request,
  route: Route,
  query: Query,
  body: Body,
): Promise<WriteParameters | Refusal> {
  const { reason: given = "" } = query;
  const fault = reasonFault(given);
  if (fault !== null) return fault;
  const read = readKey(route.method === "POST" ? request.headers.get(IDEMPOTENCY_KEY) : null);
  switch (read.kind) {
    case "none":
      return { reason: given, once: null };
    case "malformed":
      return { why: "key-malformed" };
    case "key":
      return { reason: given, once: { name: read.key, print: await printOf(route, query, body) } };
  }
}

/** Null: it can go into the event log. */
export function reasonFault(given: string): Refusal | null {
  if (!atMost(REASON_LIMIT)(given)) {
    return { why: "query", sentence: `The reason has more than ${REASON_LIMIT} characters. Say it in fewer.` };
  }
  if (given.includes("\0")) return { why: "query", sentence: "The reason has a null character in it. Leave it out." };
  return null;
}

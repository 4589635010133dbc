/**
 * Everything that this version refuses, and how it says so: flat bodies, `{"field": ["sentence"]}` or
 * `{"detail": "sentence"}`. The contract's clients read no other shape (contract 0.3), so there are no
 * problem documents here.
 */

/** By field, the sentences about it. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

export type Refusal =
  | { readonly why: "fields"; readonly errors: FieldErrors }
  /** A combination or form of query parameters that makes no sense. */
  | { readonly why: "query"; readonly sentence: string }
  | { readonly why: "malformed" | "not-utf8" | "not-an-object" | "too-large" | "unsupported-type" }
  /** The caller's role may not do this; or there is no account behind the key. */
  | { readonly why: "forbidden" | "no-account" }
  | { readonly why: "no-endpoint" | "missing" | "bad-cursor" }
  | { readonly why: "method"; readonly method: string; readonly allow: readonly string[] }
  /** The name of a request: not one, or another request's. */
  | { readonly why: "key-malformed" | "key-reused" }
  /** The account has no room for what the request would add. */
  | { readonly why: "full" }
  | { readonly why: "unavailable" };

/** Thrown where a refusal is met too deep to be returned: the account's object is asked in many places. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(`The request is refused: ${refusal.why}.`, options);
    this.refusal = refusal;
  }
}

export interface Worded {
  readonly status: number;
  readonly body: FieldErrors | { readonly detail: string };
  readonly headers?: Readonly<Record<string, string>>;
}

export function word(refusal: Refusal): Worded {
  switch (refusal.why) {
    case "fields":
      return { status: 400, body: refusal.errors };
    case "query":
      return detail(400, refusal.sentence);
    case "malformed":
      return detail(400, "The body is not valid JSON. Send one JSON object.");
    case "not-utf8":
      return detail(400, "The body is not valid UTF-8. Send JSON encoded as UTF-8.");
    case "not-an-object":
      return { status: 400, body: { non_field_errors: ["The body is not a JSON object. Send one, or no body."] } };
    case "too-large":
      return detail(413, "The body is larger than 1,000,000 bytes. Send less at a time.");
    case "unsupported-type":
      return detail(415, "The body is not JSON by its Content-Type. Send application/json.");
    case "forbidden":
      return detail(
        403,
        "This key's role may not use this endpoint. Ask an administrator of the account for another key.",
      );
    case "no-account":
      return detail(403, "There is no account behind this key. Check the key.");
    case "no-endpoint":
      return detail(404, "There is no such endpoint. The root of this API lists all of them.");
    case "missing":
      return detail(404, "Not found.");
    case "bad-cursor":
      return detail(404, "This cursor is not one that a list gave out. Start again without it.");
    case "method": {
      const allow = refusal.allow.join(", ");
      return detail(405, `This endpoint does not take ${refusal.method}. It takes ${allow}.`, { Allow: allow });
    }
    case "key-malformed":
      return detail(400, "The Idempotency-Key is not a string of 1 to 255 printable characters. Send a new UUID.");
    case "key-reused":
      // 422 and not 409, which says that the first request is still under way (draft-ietf-httpapi-idempotency-key-header §2.7).
      return detail(
        422,
        "Another request was sent with this Idempotency-Key. Send each request with a key of its own.",
      );
    case "full":
      return detail(
        507,
        "This account is full: nothing can be added to it. What it has can be read and deleted; ask its operator for another.",
      );
    case "unavailable":
      return detail(503, "The account cannot be reached at the moment. Try again.", { "Retry-After": "1" });
  }
}

function detail(status: number, sentence: string, headers: Readonly<Record<string, string>> = {}): Worded {
  return { status, body: { detail: sentence }, headers };
}

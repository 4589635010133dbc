/** What a request comes to, and the response that says it. */
import { REPORTED } from "../../contracts/headers.ts";
import { type Refusal, word } from "./refusal.ts";
import { RELEASE } from "./release.ts";

export type Answer =
  | { readonly kind: "json"; readonly status: 200 | 201; readonly body: unknown }
  | { readonly kind: "empty" }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** A fault of ours: said without any of its detail. */
  | { readonly kind: "broken" };

/** An answer as data: what a batch returns for each of its operations. */
export interface Told {
  readonly status: number;
  /** Null: no body. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

export function tell(answer: Answer): Told {
  switch (answer.kind) {
    case "json":
      return { status: answer.status, body: answer.body, headers: {} };
    case "empty":
      return { status: 204, body: null, headers: {} };
    case "refused": {
      const { status, body, headers } = word(answer.refusal);
      return { status, body, headers: headers ?? {} };
    }
    case "broken":
      return { status: 500, body: null, headers: {} };
  }
}

const BROKEN = "Something went wrong on our side. Try again; if it goes on, report it with the request id.\n";

/**
 * @param route the route's template for usage, `GET /contacts`
 * @param method HEAD: same fields, no body
 */
export function respond(answer: Answer, route: string, method: string): Response {
  const { status, body, headers } = tell(answer);
  const fields = new Headers(headers);
  fields.set(REPORTED.release, RELEASE);
  fields.set(REPORTED.route, route);
  if (answer.kind === "broken") {
    // The contract has plain text here, so that no client takes it for a refusal it could mend.
    fields.set("Content-Type", "text/plain; charset=utf-8");
    return new Response(method === "HEAD" ? null : BROKEN, { status, headers: fields });
  }
  if (body === null) return new Response(null, { status, headers: fields });
  fields.set("Content-Type", "application/json");
  return new Response(method === "HEAD" ? null : JSON.stringify(body), { status, headers: fields });
}

export function refused(refusal: Refusal): Answer {
  return { kind: "refused", refusal };
}

/** What an operator's request comes to, and the response that says it. */
import { refuse } from "./problems.ts";
import type { Refusal } from "./refusal.ts";
import type { Told } from "./told.ts";

export type Outcome =
  /** Null: without a body. */
  | { readonly kind: "json"; readonly status: 200 | 201 | 202; readonly body: unknown }
  | { readonly kind: "empty" }
  /** Passed through unread: it may be larger than memory. */
  | { readonly kind: "stream"; readonly body: ReadableStream; readonly type: string; readonly filename: string }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export function json(body: unknown): Outcome {
  return { kind: "json", status: 200, body };
}

export function refused(refusal: Refusal): Outcome {
  return { kind: "refused", refusal };
}

/** What an operator reads is out of date at the next change, and may hold a key: no cache keeps it. */
const NO_STORE = { "Cache-Control": "no-store" };

/** HEAD: same fields, no body. */
export function respond(request: Request, told: Told, outcome: Outcome): Response {
  const head = request.method === "HEAD";
  switch (outcome.kind) {
    case "json": {
      const { status, body } = outcome;
      if (body === null) return new Response(null, { status, headers: NO_STORE });
      const answer = Response.json(body, { status, headers: NO_STORE });
      return head ? new Response(null, answer) : answer;
    }
    case "empty":
      return new Response(null, { status: 204, headers: NO_STORE });
    case "stream":
      // Nobody will read it: the store need not write it.
      if (head) void outcome.body.cancel();
      return new Response(head ? null : outcome.body, {
        headers: {
          ...NO_STORE,
          "Content-Type": outcome.type,
          "Content-Disposition": `attachment; filename="${outcome.filename}"`,
        },
      });
    case "refused":
      return refuse(request, told, outcome.refusal);
  }
}

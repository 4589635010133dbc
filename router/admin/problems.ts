/** The admin worker's catalogue: every refusal, its status and its sentence, in one exhaustive switch. */
import { problemResponse, type Problem } from "../../http/problem.ts";
import type { Refusal } from "./refusal.ts";
import type { Told } from "./told.ts";

interface Worded extends Omit<Problem, "type" | "title"> {
  readonly fields?: Readonly<Record<string, string>>;
}

/** Each has a page under /docs/problems/. */
export const ADMIN_TITLES: Readonly<Record<Refusal["kind"], string>> = {
  "not-found": "Not found",
  "operator-required": "Operator required",
  "method-not-allowed": "Method not allowed",
  "import-unavailable": "Import unavailable",
  "import-too-large": "Chunk too large",
  "import-invalid": "Import refused",
  "import-gap": "Chunk out of order",
};

/** Seconds after which to try again what did not answer. */
const RETRY_AFTER = "5";

export function refuse(request: Request, told: Told, refusal: Refusal): Response {
  const { fields, ...worded } = word(request, refusal);
  const answer = problemResponse(
    { ...worded, type: refusal.kind, title: ADMIN_TITLES[refusal.kind] },
    { origin: told.origin, instance: new URL(request.url).pathname, traceId: told.requestId },
    request.method,
  );
  for (const [name, value] of Object.entries(fields ?? {})) answer.headers.set(name, value);
  return answer;
}

function word(request: Request, refusal: Refusal): Worded {
  switch (refusal.kind) {
    case "not-found":
      return { status: 404, detail: "There is nothing at this address." };
    case "operator-required":
      return {
        status: 401,
        detail: 'Send the operator\'s token as "Authorization: Bearer <token>".',
        fields: { "WWW-Authenticate": 'Bearer realm="admin"' },
      };
    case "method-not-allowed":
      return {
        status: 405,
        detail: `${request.method} is not possible here. Use ${refusal.allow.join(" or ")}.`,
        fields: { Allow: refusal.allow.join(", ") },
      };
    case "import-unavailable":
      return {
        status: 503,
        detail: "The store does not answer. Send the same chunk again; it is applied once.",
        fields: { "Retry-After": RETRY_AFTER },
      };
    case "import-too-large":
      return { status: 413, detail: `A chunk has at most ${refusal.limit} bytes. Send fewer lines at a time.` };
    case "import-invalid":
      return {
        status: 400,
        detail: refusal.detail,
        members: {
          ...(refusal.line === undefined ? {} : { line: refusal.line }),
          ...(refusal.field === undefined ? {} : { field: refusal.field }),
        },
      };
    case "import-gap":
      return {
        status: 409,
        detail: `The next chunk of this import is ${refusal.next}. Continue from there.`,
        members: { next: refusal.next },
      };
  }
}

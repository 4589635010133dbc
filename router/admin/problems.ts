/** The admin worker's catalogue: every refusal, its status and its sentence, in one exhaustive switch. */
import { KEYS_PER_ACCOUNT } from "../identity/directory.ts";
import { problemResponse, type Problem } from "../../http/problem.ts";
import type { Fault, Refusal } from "./refusal.ts";
import type { Told } from "./told.ts";

interface Worded extends Omit<Problem, "type" | "title"> {
  readonly fields?: Readonly<Record<string, string>>;
}

/** Each has a page under /docs/problems/. */
export const ADMIN_TITLES: Readonly<Record<Refusal["kind"], string>> = {
  "not-found": "Not found",
  "operator-required": "Operator required",
  "method-not-allowed": "Method not allowed",
  "request-invalid": "Invalid request",
  "body-malformed": "Malformed body",
  "body-too-large": "Body too large",
  "body-type-unsupported": "Unsupported body type",
  "account-unknown": "Unknown account",
  "account-exists": "Account exists",
  "too-many-keys": "Too many keys",
  "key-unknown": "Unknown key",
  "operator-unknown": "Unknown operator",
  "operator-exists": "Operator exists",
  "export-unavailable": "Export unavailable",
  "import-unavailable": "Import unavailable",
  "import-too-large": "Chunk too large",
  "import-invalid": "Import refused",
  "import-gap": "Chunk out of order",
  "import-full": "Account full",
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
    case "request-invalid":
      return {
        status: 400,
        detail: `This request cannot be carried out. Correct what is listed under "errors": ${nameOf(refusal.faults)}.`,
        members: { errors: refusal.faults },
      };
    case "body-malformed":
      return { status: 400, detail: MALFORMED[refusal.why] };
    case "body-too-large":
      return { status: 413, detail: `The body is larger than ${refusal.limit} bytes. Nothing here needs as much.` };
    case "body-type-unsupported":
      return { status: 415, detail: "The body is not JSON by its Content-Type. Send application/json." };
    case "account-unknown":
      return {
        status: 404,
        detail: `There is no account "${refusal.account}". GET /admin/accounts lists those there are.`,
      };
    case "account-exists":
      return {
        status: 409,
        detail: `There is an account "${refusal.account}" already. Change it, or choose another key.`,
      };
    case "too-many-keys":
      return {
        status: 409,
        detail: `The account "${refusal.account}" has ${KEYS_PER_ACCOUNT} keys, which is all it may have. Delete one that is not used.`,
      };
    case "key-unknown":
      return {
        status: 404,
        detail: `This account has no key with the id "${refusal.id}". Its list of keys has the ids.`,
      };
    case "operator-unknown":
      return {
        status: 404,
        detail: `There is no operator "${refusal.name}". GET /admin/operators lists those there are.`,
      };
    case "operator-exists":
      return {
        status: 409,
        detail: `The name "${refusal.name}" is or was an operator's, and the log must stay clear. Choose another name.`,
      };
    case "export-unavailable":
      return {
        status: 503,
        detail: `The store does not answer. Start the export again in ${RETRY_AFTER} seconds.`,
        fields: { "Retry-After": RETRY_AFTER },
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
    case "import-full":
      return {
        status: 507,
        detail: `The account "${refusal.account}" has no room for more. Import what is left under another key.`,
      };
    case "import-gap":
      return {
        status: 409,
        detail: `The next chunk of this import is ${refusal.next}. Continue from there.`,
        members: { next: refusal.next },
      };
  }
}

const MALFORMED = {
  "not-utf8": "The body is not valid UTF-8. Send JSON encoded as UTF-8.",
  malformed: "The body is not valid JSON. Send one JSON object.",
  "not-an-object": "The body is not a JSON object. Send one.",
} as const;

/** Faults that the sentence names; the list has all of them. */
const NAMED = 5;

function nameOf(faults: readonly Fault[]): string {
  const names = [...new Set(faults.map(({ field, in: where }) => (field === "" ? `the ${where}` : field)))];
  return names.length > NAMED ? `${names.slice(0, NAMED).join(", ")} and more` : names.join(", ");
}

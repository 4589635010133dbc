/**
 * The catalogue: every refusal, its status and its sentence, in one exhaustive switch. The last part of
 * a type is the refusal's kind; each has a page under /docs/problems/.
 */
import { problemResponse, type Problem } from "../http/problem.ts";
import { alternates, supportedVersions } from "./discovery/versions.ts";
import { brownout, retired } from "./farewell.ts";
import { retryAfter } from "./limits/fields.ts";
import type { Refusal } from "./refusal.ts";
import { admitsJson } from "./version/accept.ts";
import type { Application, Registry } from "./version/registry.ts";
import type { Visit } from "./visit.ts";

export interface Told extends Omit<Problem, "type" | "title"> {
  readonly fields?: Readonly<Record<string, string>>;
}

/** What a list of problems is made from: pages, tests. */
export const TITLES: Readonly<Record<Refusal["kind"], string>> = {
  "not-found": "Not found",
  "version-unknown": "Unknown version",
  "version-invalid": "Invalid version",
  "version-conflict": "Conflicting versions",
  "not-acceptable": "Not acceptable",
  "header-too-large": "Header too large",
  "version-required": "Version required",
  "version-unavailable": "Version unavailable",
  "key-required": "Key required",
  "key-refused": "Key refused",
  "keys-unavailable": "Keys unavailable",
  "quota-exceeded": "Quota exceeded",
  "temporary-reduced-capacity": "Temporarily reduced capacity",
  misconfigured: "Misconfigured",
  "internal-error": "Internal error",
  "admin-off": "Administration is off",
  "admin-unavailable": "Administration unavailable",
  "method-not-allowed": "Method not allowed",
  "version-retired": "Version retired",
  "version-brownout": "Version in a brownout",
};

/** Registered for everyone's use (draft-ietf-httpapi-ratelimit-headers-10, section 6). */
const REGISTERED = "https://iana.org/assignments/http-problem-types#";
const REGISTERED_KINDS: ReadonlySet<Refusal["kind"]> = new Set(["quota-exceeded", "temporary-reduced-capacity"]);

/** Seconds after which a client may try a version or an object again that did not answer. */
const RETRY_AFTER = "5";

const RETRY_AFTER_LIMITS = "2";

const SOURCES = { url: "in the URL", header: "in a header", accept: "in Accept" } as const;

/** @param registry null when the table is faulty: then nothing of it may be told */
export function refuse(visit: Visit, refusal: Refusal, registry: Registry | null): Response {
  const { fields, ...problem } = tell(visit, refusal, registry);
  const { method, headers } = visit.request;
  // Only here: whoever still opens a retired version is as often a person or a device as a program that reads problems.
  const plain = refusal.kind === "version-retired" && !admitsJson(headers.get("Accept") ?? "", refusal.application);
  const answer = problemResponse(
    { ...problem, type: typeOf(refusal.kind), title: TITLES[refusal.kind] },
    { origin: visit.address.origin, instance: visit.address.path, traceId: visit.requestId },
    method,
    plain,
  );
  for (const [name, value] of Object.entries(fields ?? {})) answer.headers.set(name, value);
  // HEAD has no body to find the versions in; the list is here too.
  if ("application" in refusal && registry !== null) {
    const links = alternates(registry, refusal.application, visit.now);
    if (links !== "") answer.headers.set("Link", links);
  }
  return answer;
}

function typeOf(kind: Refusal["kind"]): string {
  return REGISTERED_KINDS.has(kind) ? `${REGISTERED}${kind}` : kind;
}

function tell(visit: Visit, refusal: Refusal, registry: Registry | null): Told {
  const supported = (application: Application) =>
    registry === null ? [] : supportedVersions(registry, application, visit.address.origin, visit.now);
  switch (refusal.kind) {
    case "not-found":
      return {
        status: 404,
        detail: `There is nothing at this address. The API is under ${visit.address.origin}${registry?.base ?? ""}/.`,
      };
    case "version-unknown":
      return {
        // A URL that names no version is no resource; a header names it beside one that may exist.
        status: refusal.named.source === "url" ? 404 : 400,
        detail: `There is no version "${refusal.named.requested}" of this API. Use one of those listed under "supported".`,
        members: { requested: refusal.named.requested, supported: supported(refusal.application) },
      };
    case "version-invalid":
      return {
        status: 400,
        detail: 'A version header holds one version, such as 2 or v2. Those that exist are listed under "supported".',
        members: { requested: refusal.named.requested, supported: supported(refusal.application) },
      };
    case "version-conflict": {
      const [one, other] = refusal.named.map((named) => `"${named.requested}" (${SOURCES[named.source]})`);
      return {
        status: 400,
        detail: `This request asks for two versions: ${one} and ${other}. Ask for one of them.`,
        members: { requested: refusal.named, supported: supported(refusal.application) },
      };
    }
    case "not-acceptable":
      return {
        status: 406,
        detail: 'No version that exists is one that Accept admits. Use one of those listed under "supported".',
        members: { requested: refusal.named.requested, supported: supported(refusal.application) },
      };
    case "header-too-large":
      return {
        status: 431,
        detail: `Accept has more than ${refusal.limit} bytes. Send a shorter one.`,
      };
    case "version-required":
      return {
        status: 400,
        detail: 'Name a version in the URL, a version header or Accept. Those that exist are listed under "supported".',
        members: { requested: null, supported: supported(refusal.application) },
      };
    case "version-retired":
      return retired(visit, refusal, registry);
    case "version-brownout":
      return brownout(visit, refusal, registry);
    case "version-unavailable":
      return {
        status: 503,
        detail: `Version ${refusal.version.number} does not answer at the moment. Try again in ${RETRY_AFTER} seconds.`,
        members: { requested: String(refusal.version.number) },
        fields: { "Retry-After": RETRY_AFTER },
      };
    case "key-required":
      return {
        status: refusal.application.denied,
        detail: 'This API needs a key. Send it as "Authorization: Token <key>".',
        ...challenge(refusal.application),
      };
    case "key-refused":
      return {
        status: refusal.application.denied,
        detail: "This key is not valid. Check it, or ask whoever runs this API for a new one.",
        ...challenge(refusal.application),
      };
    case "keys-unavailable":
      return {
        status: 503,
        detail: `Your key cannot be checked at the moment. Try again in ${RETRY_AFTER} seconds.`,
        fields: { "Retry-After": RETRY_AFTER },
      };
    case "quota-exceeded": {
      const seconds = retryAfter(refusal.retryMs);
      return {
        status: 429,
        detail: `Too many requests. Try again in ${seconds} seconds.`,
        members: { "violated-policies": refusal.violated },
        fields: { "Retry-After": String(seconds) },
      };
    }
    case "temporary-reduced-capacity":
      return {
        status: 503,
        detail: `Requests cannot be counted at the moment. Try again in ${RETRY_AFTER_LIMITS} seconds.`,
        fields: { "Retry-After": RETRY_AFTER_LIMITS },
      };
    case "misconfigured":
      return {
        status: 500,
        detail: "This API is not configured correctly. Its operators find the reason in the log under this trace_id.",
      };
    case "internal-error":
      return {
        status: 500,
        detail: "Something went wrong on our side. Its operators find the reason in the log under this trace_id.",
      };
    case "admin-off":
      return {
        status: 503,
        detail: "No operator can be recognised: set the secret with `wrangler secret put ADMIN_TOKEN`.",
      };
    case "admin-unavailable":
      return {
        status: 503,
        detail: `Administration does not answer at the moment. Try again in ${RETRY_AFTER} seconds.`,
        fields: { "Retry-After": RETRY_AFTER },
      };
    case "method-not-allowed":
      return {
        status: 405,
        detail: `${visit.request.method} is not possible here. Use ${refusal.allow.join(" or ")}.`,
        fields: { Allow: refusal.allow.join(", ") },
      };
  }
}

/** RFC 9110 11.6.1: a 401 carries a challenge, a 403 does not. */
function challenge(application: Application): Pick<Told, "fields"> {
  return application.denied === 401 ? { fields: { "WWW-Authenticate": 'Bearer realm="api"' } } : {};
}

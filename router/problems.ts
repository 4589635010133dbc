/**
 * The catalogue: every refusal, its status and its sentence, in one exhaustive switch. The last part of
 * a type is the refusal's kind; each will have a page under /docs/problems/.
 */
import { problemResponse, type Problem } from "../http/problem.ts";
import { supportedVersions } from "./discovery/versions.ts";
import { versionRoot } from "./lifecycle/fields.ts";
import { isoDate } from "./lifecycle/instant.ts";
import { successorOf } from "./lifecycle/stage.ts";
import type { Refusal } from "./refusal.ts";
import type { Application, Registry, Version } from "./version/registry.ts";
import type { Visit } from "./visit.ts";

interface Told extends Omit<Problem, "type"> {
  readonly fields?: Readonly<Record<string, string>>;
}

/** Seconds after which a client may try a version or an object again that did not answer. */
const RETRY_AFTER = "5";

const SOURCES = { url: "in the URL", header: "in a header", accept: "in Accept" } as const;

/** @param registry null when the table is faulty: then nothing of it may be told */
export function refuse(visit: Visit, refusal: Refusal, registry: Registry | null): Response {
  const { fields, ...problem } = tell(visit, refusal, registry);
  const answer = problemResponse(
    { ...problem, type: refusal.kind },
    { origin: visit.url.origin, instance: visit.url.pathname, traceId: visit.requestId },
    visit.request.method,
  );
  for (const [name, value] of Object.entries(fields ?? {})) answer.headers.set(name, value);
  return answer;
}

function tell(visit: Visit, refusal: Refusal, registry: Registry | null): Told {
  const supported = (application: Application) =>
    registry === null ? [] : supportedVersions(registry, application, visit.url.origin, visit.now);
  switch (refusal.kind) {
    case "not-found":
      return {
        status: 404,
        title: "Not found",
        detail: `There is nothing at this address. The API is under ${visit.url.origin}${registry?.base ?? ""}/.`,
      };
    case "version-unknown":
      return {
        // A URL that names no version is no resource; a header names it beside one that may exist.
        status: refusal.named.source === "url" ? 404 : 400,
        title: "Unknown version",
        detail: `There is no version "${refusal.named.requested}" of this API. Use one of those listed under "supported".`,
        members: { requested: refusal.named.requested, supported: supported(refusal.application) },
      };
    case "version-invalid":
      return {
        status: 400,
        title: "Invalid version",
        detail: 'A version header holds one version, such as 2 or v2. Those that exist are listed under "supported".',
        members: { requested: refusal.named.requested, supported: supported(refusal.application) },
      };
    case "version-conflict": {
      const [one, other] = refusal.named.map((named) => `"${named.requested}" (${SOURCES[named.source]})`);
      return {
        status: 400,
        title: "Conflicting versions",
        detail: `This request asks for two versions: ${one} and ${other}. Ask for one of them.`,
        members: { requested: refusal.named, supported: supported(refusal.application) },
      };
    }
    case "not-acceptable":
      return {
        status: 406,
        title: "Not acceptable",
        detail: 'No version that exists is one that Accept admits. Use one of those listed under "supported".',
        members: { requested: refusal.named.requested, supported: supported(refusal.application) },
      };
    case "header-too-large":
      return {
        status: 431,
        title: "Header too large",
        detail: `Accept has more than ${refusal.limit} bytes. Send a shorter one.`,
      };
    case "version-required":
      return {
        status: 400,
        title: "Version required",
        detail: 'Name a version in the URL, a version header or Accept. Those that exist are listed under "supported".',
        members: { requested: null, supported: supported(refusal.application) },
      };
    case "version-retired":
      return retired(visit, refusal, registry);
    case "version-unavailable":
      return {
        status: 503,
        title: "Version unavailable",
        detail: `Version ${refusal.version.number} does not answer at the moment. Try again in ${RETRY_AFTER} seconds.`,
        members: { requested: String(refusal.version.number) },
        fields: { "Retry-After": RETRY_AFTER },
      };
    case "key-required":
      return {
        status: refusal.application.denied,
        title: "Key required",
        detail: 'This API needs a key. Send it as "Authorization: Token <key>".',
        ...challenge(refusal.application),
      };
    case "key-refused":
      return {
        status: refusal.application.denied,
        title: "Key refused",
        detail: "This key is not valid. Check it, or ask whoever runs this API for a new one.",
        ...challenge(refusal.application),
      };
    case "keys-unavailable":
      return {
        status: 503,
        title: "Keys unavailable",
        detail: `Your key cannot be checked at the moment. Try again in ${RETRY_AFTER} seconds.`,
        fields: { "Retry-After": RETRY_AFTER },
      };
    case "misconfigured":
      return {
        status: 500,
        title: "Misconfigured",
        detail: "This API is not configured correctly. Its operators find the reason in the log under this trace_id.",
      };
    case "internal-error":
      return {
        status: 500,
        title: "Internal error",
        detail: "Something went wrong on our side. Its operators find the reason in the log under this trace_id.",
      };
    case "admin-off":
      return {
        status: 503,
        title: "Administration is off",
        detail: "No operator can be recognised: set the secret with `wrangler secret put ADMIN_TOKEN`.",
      };
    case "operator-required":
      return {
        status: 401,
        title: "Operator required",
        detail: 'Send the operator\'s token as "Authorization: Bearer <token>".',
        fields: { "WWW-Authenticate": 'Bearer realm="admin"' },
      };
    case "method-not-allowed":
      return {
        status: 405,
        title: "Method not allowed",
        detail: `${visit.request.method} is not possible here. Use ${refusal.allow.join(" or ")}.`,
        fields: { Allow: refusal.allow.join(", ") },
      };
    case "import-unavailable":
      return {
        status: 503,
        title: "Import unavailable",
        detail: "The store does not answer. Send the same chunk again; it is applied once.",
        fields: { "Retry-After": RETRY_AFTER },
      };
    case "import-too-large":
      return {
        status: 413,
        title: "Chunk too large",
        detail: `A chunk has at most ${refusal.limit} bytes. Send fewer lines at a time.`,
      };
    case "import-invalid":
      return {
        status: 400,
        title: "Import refused",
        detail: refusal.detail,
        members: {
          ...(refusal.line === undefined ? {} : { line: refusal.line }),
          ...(refusal.field === undefined ? {} : { field: refusal.field }),
        },
      };
    case "import-gap":
      return {
        status: 409,
        title: "Chunk out of order",
        detail: `The next chunk of this import is ${refusal.next}. Continue from there.`,
        members: { next: refusal.next },
      };
  }
}

function retired(
  visit: Visit,
  { application, version, requested }: { application: Application; version: Version; requested: string | null },
  registry: Registry | null,
): Told {
  const successor = successorOf(application, version, visit.now);
  const url =
    successor === null || registry === null
      ? null
      : `${visit.url.origin}${versionRoot(registry, application, successor)}`;
  const guide = version.guide === null ? null : new URL(version.guide, visit.url.origin).href;
  const since = version.retired === null ? "" : ` on ${isoDate(version.retired).slice(0, 10)}`;
  const forward = successor === null ? "" : ` Use version ${successor.number} at ${url}.`;
  const help = guide === null ? "" : ` How to migrate: ${guide}`;
  return {
    status: 410,
    title: "Version retired",
    detail: `Version ${version.number} was retired${since}.${forward}${help}`,
    members: {
      requested: requested ?? String(version.number),
      ...(successor === null ? {} : { successor: { version: successor.number, url } }),
      ...(guide === null ? {} : { guide }),
      ...(version.deprecated === null ? {} : { deprecated: isoDate(version.deprecated) }),
      ...(version.sunset === null ? {} : { sunset: isoDate(version.sunset) }),
      ...(version.retired === null ? {} : { retired: isoDate(version.retired) }),
      supported: registry === null ? [] : supportedVersions(registry, application, visit.url.origin, visit.now),
    },
  };
}

/** RFC 9110 11.6.1: a 401 carries a challenge, a 403 does not. */
function challenge(application: Application): Pick<Told, "fields"> {
  return application.denied === 401 ? { fields: { "WWW-Authenticate": 'Bearer realm="api"' } } : {};
}

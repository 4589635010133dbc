/** The router's own pages: what is no version's. Nothing here is on the path of a version's requests. */
import { forgetLookups } from "./identity/identify.ts";
import { addressRefused, chargeAddress } from "./limiting.ts";
import { recognise } from "./identity/operator.ts";
import { askAdmin, toldOf } from "./admin-call.ts";
import { CATALOG_PATH, CATALOG_TYPE, catalog, catalogLinks } from "./discovery/catalog.ts";
import { HEALTH_TYPE, health } from "./discovery/health.ts";
import { versionsDocument } from "./discovery/versions.ts";
import type { Env } from "./env.ts";
import type { Refusal } from "./refusal.ts";
import type { Application, Registry } from "./version/registry.ts";
import type { Visit } from "./visit.ts";

export interface Asked {
  readonly visit: Visit;
  readonly env: Env;
  readonly registry: Registry;
}

type Page = (asked: Asked) => Promise<Response | Refusal> | Response | Refusal;
type Methods = Readonly<Record<string, Page>>;

const PUBLIC: Readonly<Record<string, Methods>> = {
  "/": { GET: ({ visit, registry }) => index(visit, registry) },
  "/health": { GET: (asked) => healthPage("default", asked) },
  "/health/versions": { GET: (asked) => healthPage("all", asked) },
  [CATALOG_PATH]: {
    GET: ({ visit, registry }) =>
      Response.json(catalog(registry, visit.address.origin, visit.now), {
        headers: { "Content-Type": CATALOG_TYPE, Link: catalogLinks(registry, visit.now) },
      }),
  },
};

/** By the path alone: the method decides afterwards, so that a wrong one is told apart from no page. */
export async function ownPage(asked: Asked): Promise<Response | Refusal> {
  const { path } = asked.visit.address;
  const plain = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  const [, room] = plain.split("/", 2);
  if (room === "admin") return operate(asked);
  if (room === "docs") return byMethod({ GET: docsPage }, asked);
  const methods = Object.hasOwn(PUBLIC, plain) ? PUBLIC[plain] : undefined;
  return methods === undefined ? { kind: "not-found" } : byMethod(methods, asked);
}

/** `/api`, `/api/versions` and an application's root: the list of versions, for anyone. */
export function discoveryPage(asked: Asked, application: Application): Promise<Response | Refusal> {
  const { visit, registry } = asked;
  const list: Page = () => Response.json(versionsDocument(registry, application, visit.address.origin, visit.now));
  return byMethod({ GET: list }, asked);
}

async function byMethod(methods: Methods, asked: Asked): Promise<Response | Refusal> {
  const { method } = asked.visit.request;
  const page = methods[method === "HEAD" ? "GET" : method];
  if (page === undefined) {
    const allow = Object.keys(methods).flatMap((name) => (name === "GET" ? ["GET", "HEAD"] : [name]));
    return { kind: "method-not-allowed", allow };
  }
  const answer = await page(asked);
  return method === "HEAD" && answer instanceof Response ? new Response(null, answer) : answer;
}

async function docsPage({ visit, env }: Asked): Promise<Response | Refusal> {
  const page = await askAdmin(env.ADMIN?.docs(visit.address.path));
  if (page === undefined) return { kind: "admin-unavailable" };
  return page ?? { kind: "not-found" };
}

async function operate({ visit, env, registry }: Asked): Promise<Response | Refusal> {
  const operator = await recognise(visit.request, env.ADMIN_TOKEN);
  if (operator.kind === "off") return { kind: "admin-off" };
  const exhausted = operator.kind === "first" ? null : addressRefused(visit, registry);
  if (exhausted !== null) return exhausted.refusal;
  const told = toldOf(visit, registry, operator.kind === "first");
  const answer = await askAdmin(env.ADMIN?.admin(visit.request, told));
  if (visit.request.method !== "GET") forgetLookups();
  // Whoever guesses at operators' tokens is slowed like one who guesses at keys.
  if (answer?.status === 401) return (await chargeAddress(visit, env, registry)).refusal ?? answer;
  return answer ?? { kind: "admin-unavailable" };
}

function index(visit: Visit, registry: Registry): Response {
  const { origin } = visit.address;
  return Response.json({ versions: `${origin}${registry.base}`, docs: `${origin}/docs`, health: `${origin}/health` });
}

async function healthPage(which: "default" | "all", { visit, env, registry }: Asked): Promise<Response> {
  const found = await health(which, registry, env, visit);
  return Response.json(found, {
    status: found.status === "pass" ? 200 : 503,
    headers: { "Content-Type": HEALTH_TYPE, "Cache-Control": found.status === "pass" ? "max-age=1" : "no-store" },
  });
}

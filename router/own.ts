/** The router's own pages: what is no version's. Nothing here is on the path of a version's requests. */
import { IttyRouter, type IRequest } from "itty-router";
import { importChunk, importProgress, type Outcome } from "./admin/import.ts";
import { recognise } from "./admin/operator.ts";
import { CATALOG_PATH, CATALOG_TYPE, catalog, catalogLinks } from "./discovery/catalog.ts";
import { HEALTH_TYPE, health } from "./discovery/health.ts";
import { versionsDocument } from "./discovery/versions.ts";
import { docsPage } from "./docs/pages.ts";
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

const operatorsPage =
  (page: (visit: Visit, env: Env) => Promise<Outcome>): Page =>
  async ({ visit, env }) => {
    const outcome = await page(visit, env);
    return outcome.kind === "done" ? Response.json(outcome.body, { headers: NO_STORE }) : outcome.refusal;
  };

const NO_STORE = { "Cache-Control": "no-store" };

const ADMIN: Readonly<Record<string, Methods>> = {
  "/admin/import": { GET: operatorsPage(importProgress), POST: operatorsPage(importChunk) },
};

const PUBLIC: Readonly<Record<string, Methods>> = {
  "/": { GET: ({ visit, registry }) => index(visit, registry) },
  "/docs": { GET: ({ visit }) => docsPage(visit.address.path) },
  "/docs/*": { GET: ({ visit }) => docsPage(visit.address.path) },
  "/health": { GET: (asked) => healthPage("default", asked) },
  "/health/versions": { GET: (asked) => healthPage("all", asked) },
  [CATALOG_PATH]: {
    GET: ({ visit, registry }) =>
      Response.json(catalog(registry, visit.address.origin, visit.now), {
        headers: { "Content-Type": CATALOG_TYPE, Link: catalogLinks(registry, visit.now) },
      }),
  },
};

/** Routes by the path alone: the method decides afterwards, so that a wrong one is told apart from no page. */
const pages = IttyRouter<IRequest, [Asked]>();
for (const [path, methods] of Object.entries(PUBLIC)) pages.all(path, (_request, asked) => byMethod(methods, asked));
for (const [path, methods] of Object.entries(ADMIN)) pages.all(path, (_request, asked) => operate(methods, asked));
pages.all("*", (): Refusal => ({ kind: "not-found" }));

export async function ownPage(asked: Asked): Promise<Response | Refusal> {
  return (await pages.fetch(asked.visit.request, asked)) as Response | Refusal;
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

/** Who is asking comes first: a stranger does not learn which methods there are. */
async function operate(methods: Methods, asked: Asked): Promise<Response | Refusal> {
  const operator = await recognise(asked.visit.request, asked.env.ADMIN_TOKEN);
  switch (operator.kind) {
    case "off":
      return { kind: "admin-off" };
    case "stranger":
      return { kind: "operator-required" };
    case "operator":
      return byMethod(methods, asked);
  }
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

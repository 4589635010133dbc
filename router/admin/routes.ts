/** The route table: every operation of the operator's API. */
import { IttyRouter, type IRequest } from "itty-router";
import * as z from "zod";
import { accountRoutes } from "./accounts.ts";
import { auditRoutes } from "./audit.ts";
import { exportRoutes } from "./export.ts";
import { exemptionRoutes } from "./exemptions.ts";
import { importRoutes } from "./import-routes.ts";
import { keyRoutes } from "./keys.ts";
import { limitRoutes } from "./limits.ts";
import { operatorRoutes } from "./operators.ts";
import { pinRoutes } from "./pins.ts";
import { json } from "./outcome.ts";
import { route, type Route } from "./route.ts";
import { usageRoutes } from "./usage.ts";
import { versionRoutes } from "./versions.ts";

/** Pages that need no identifier, by the name that the index has for them. */
const INDEX = ["versions", "accounts", "usage", "operators", "audit", "import"] as const;

const ownRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/admin",
    id: "get_index",
    summary: "The pages of this API, as absolute URLs",
    answers: { 200: z.record(z.string(), z.string()).meta({ id: "Index" }) },
    work: ({ told }) => {
      const pages = INDEX.map((name) => [name, `${told.origin}/admin/${name}`] as const);
      return json({ openapi: `${told.origin}/admin/openapi.json`, ...Object.fromEntries(pages) });
    },
  }),
  {
    ...route({
      method: "GET",
      path: "/admin/openapi.json",
      id: "get_openapi",
      summary: "This document",
      answers: { 200: z.looseObject({ openapi: z.string() }).meta({ id: "Document" }) },
      work: () => json({}),
    }),
    work: "document",
  },
];

export const ROUTES: readonly Route[] = [
  ...ownRoutes,
  ...versionRoutes,
  ...accountRoutes,
  ...keyRoutes,
  ...pinRoutes,
  ...limitRoutes,
  ...exemptionRoutes,
  ...exportRoutes,
  ...importRoutes,
  ...usageRoutes,
  ...operatorRoutes,
  ...auditRoutes,
];

export type Found =
  | { readonly kind: "route"; readonly route: Route; readonly path: Readonly<Record<string, string>> }
  | { readonly kind: "wrong-method"; readonly allow: readonly string[] }
  | { readonly kind: "nowhere" };

type Methods = ReadonlyMap<string, Route>;
interface Match {
  readonly methods: Methods;
  readonly path: Record<string, string>;
}

// Routes by the path alone: the method decides afterwards, so that a wrong one is told apart from no page.
const paths = IttyRouter<IRequest, []>();
for (const [path, methods] of byPath(ROUTES)) {
  const pattern = path.replaceAll(/\{(\w+)\}/g, ":$1");
  paths.all(pattern, ({ params }): Match => ({ methods, path: params }));
}

function byPath(routes: readonly Route[]): Map<string, Map<string, Route>> {
  const found = new Map<string, Map<string, Route>>();
  for (const row of routes) found.set(row.path, (found.get(row.path) ?? new Map<string, Route>()).set(row.method, row));
  return found;
}

/** HEAD is answered as GET. */
export async function find(url: string, method: string): Promise<Found> {
  // The library writes its findings into the request it is given, so it gets one of its own.
  const match = (await paths.fetch({ method: "GET", url })) as Match | undefined;
  const path = match === undefined ? null : decoded(match.path);
  if (match === undefined || path === null) return { kind: "nowhere" };
  const row = match.methods.get(method === "HEAD" ? "GET" : method);
  if (row !== undefined) return { kind: "route", route: row, path };
  return {
    kind: "wrong-method",
    allow: [...match.methods.keys()].flatMap((it) => (it === "GET" ? ["GET", "HEAD"] : it)),
  };
}

/** Null when a part of the path is no UTF-8. */
function decoded(path: Record<string, string>): Record<string, string> | null {
  try {
    return Object.fromEntries(Object.entries(path).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return null;
  }
}

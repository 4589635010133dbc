/** The router's own pages: what is not a version's. Nothing here is on the path of a version's requests. */
import { IttyRouter, type IRequest } from "itty-router";
import { importChunk, importProgress, type Outcome } from "./admin/import.ts";
import { recognise } from "./admin/operator.ts";
import type { Env } from "./env.ts";
import type { Refusal } from "./refusal.ts";
import type { Visit } from "./visit.ts";

type Own = (visit: Visit, env: Env) => Promise<Outcome>;

/** By path and method; a path that is here with another method is a 405. */
const PAGES: Readonly<Record<string, Readonly<Record<string, Own>>>> = {
  "/admin/import": { GET: importProgress, POST: importChunk },
};

export type OwnAnswer =
  | { readonly kind: "page"; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Routes by the path alone: the method decides afterwards, so that a wrong one is told apart from no page. */
const pages = IttyRouter<IRequest, [Visit, Env]>();
for (const [path, methods] of Object.entries(PAGES)) {
  pages.all(path, (_request, visit, env) => operate(visit, env, methods));
}
pages.all("*", async () => ({ kind: "refused", refusal: { kind: "not-found" } }));

export function ownAnswer(visit: Visit, env: Env): Promise<OwnAnswer> {
  return pages.fetch(visit.request, visit, env);
}

/** Who is asking comes first: a stranger does not learn which methods there are. */
async function operate(visit: Visit, env: Env, methods: Readonly<Record<string, Own>>): Promise<OwnAnswer> {
  const operator = await recognise(visit.request, env.ADMIN_TOKEN);
  switch (operator.kind) {
    case "off":
      return { kind: "refused", refusal: { kind: "admin-off" } };
    case "stranger":
      return { kind: "refused", refusal: { kind: "operator-required" } };
    case "operator": {
      const page = methods[visit.request.method];
      if (page === undefined) {
        return { kind: "refused", refusal: { kind: "method-not-allowed", allow: Object.keys(methods) } };
      }
      const outcome = await page(visit, env);
      return outcome.kind === "done" ? { kind: "page", body: outcome.body } : outcome;
    }
  }
}

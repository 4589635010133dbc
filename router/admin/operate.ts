/** The operator's requests: who is asking, which page, which method. */
import { IttyRouter, type IRequest } from "itty-router";
import type { Env } from "./env.ts";
import { importChunk, importProgress, type Outcome } from "./import.ts";
import { refuse } from "./problems.ts";
import type { Refusal } from "./refusal.ts";
import type { Told } from "./told.ts";

export interface Asked {
  readonly request: Request;
  readonly told: Told;
  readonly env: Env;
}

type Page = (asked: Asked) => Promise<Outcome>;
type Methods = Readonly<Record<string, Page>>;

const PAGES: Readonly<Record<string, Methods>> = {
  "/admin/import": { GET: importProgress, POST: importChunk },
};

/** Routes by the path alone: the method decides afterwards, so that a wrong one is told apart from no page. */
const pages = IttyRouter<IRequest, [Asked]>();
for (const [path, methods] of Object.entries(PAGES)) pages.all(path, (_request, asked) => byMethod(methods, asked));
pages.all("*", (): Refusal => ({ kind: "not-found" }));

export async function operate(request: Request, told: Told, env: Env): Promise<Response> {
  // Who is asking comes first: a stranger does not learn which pages there are.
  if (!told.first) return refuse(request, told, { kind: "operator-required" });
  const answer = (await pages.fetch(request, { request, told, env })) as Response | Refusal;
  return answer instanceof Response ? answer : refuse(request, told, answer);
}

async function byMethod(methods: Methods, asked: Asked): Promise<Response | Refusal> {
  const { method } = asked.request;
  const page = methods[method === "HEAD" ? "GET" : method];
  if (page === undefined) {
    const allow = Object.keys(methods).flatMap((name) => (name === "GET" ? ["GET", "HEAD"] : [name]));
    return { kind: "method-not-allowed", allow };
  }
  const outcome = await page(asked);
  if (outcome.kind === "refused") return outcome.refusal;
  const answer = Response.json(outcome.body, { headers: { "Cache-Control": "no-store" } });
  return method === "HEAD" ? new Response(null, answer) : answer;
}

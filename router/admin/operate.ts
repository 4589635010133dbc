/** The life of an operator's request, top to bottom: who asks, for which operation, with what; then the answer. */
import { readJsonObject } from "../../http/body.ts";
import type { Env } from "./env.ts";
import { read, readQuery, type Read } from "./given.ts";
import document from "./openapi.json";
import { operatorOf } from "./operator.ts";
import { type Outcome, json, refused, respond } from "./outcome.ts";
import { find } from "./routes.ts";
import type { Asked, Given, Route } from "./route.ts";
import type { Told } from "./told.ts";

/** Bytes. The largest body that anything here has a use for is a fraction of it. */
export const BODY_LIMIT = 16_384;

export async function operate(request: Request, told: Told, env: Env): Promise<Response> {
  return respond(request, told, await outcomeOf(request, told, env));
}

async function outcomeOf(request: Request, told: Told, env: Env): Promise<Outcome> {
  // Who is asking comes first: a stranger does not learn which pages there are.
  const operator = await operatorOf(request, told, env);
  if (operator === null) return refused({ kind: "operator-required" });
  const found = await find(request.url, request.method);
  if (found.kind === "nowhere") return refused({ kind: "not-found" });
  if (found.kind === "wrong-method") return refused({ kind: "method-not-allowed", allow: found.allow });
  const { route } = found;
  const url = new URL(request.url);
  const body = await bodyOf(request, route);
  if ("kind" in body) return body;
  const reads = {
    path: read(route.parameters, found.path, "path"),
    query: readQuery(route.query, url.searchParams),
    body,
  };
  const given = allOf(reads);
  if ("kind" in given) return given;
  const asked: Asked = {
    request,
    told,
    env,
    now: Date.now(),
    by: { actor: operator, reason: reasonOf(url), requestId: told.requestId },
    link: (query) => linkTo(told, url, query),
  };
  return route.work === "document" ? json(document) : route.work(asked, given);
}

/** An operation without a documented body does not look at one. */
async function bodyOf(request: Request, route: Route): Promise<Read | Outcome> {
  if (route.body === undefined) return { ok: true, value: undefined };
  const body = await readJsonObject(request, BODY_LIMIT);
  if (body.ok) return read(route.body, body.value, "body");
  switch (body.why) {
    case "too-large":
      return refused({ kind: "body-too-large", limit: BODY_LIMIT });
    case "unsupported-type":
      return refused({ kind: "body-type-unsupported" });
    case "not-utf8":
    case "malformed":
    case "not-an-object":
      return refused({ kind: "body-malformed", why: body.why });
  }
}

function allOf({ path, query, body }: Readonly<Record<keyof Given, Read>>): Given | Outcome {
  if (path.ok && query.ok && body.ok) {
    return { path: path.value as Given["path"], query: query.value, body: body.value };
  }
  const faults = [path, query, body].flatMap((part) => (part.ok ? [] : part.faults));
  return refused({ kind: "request-invalid", faults });
}

function linkTo(told: Told, url: URL, query: Readonly<Record<string, string>>): string {
  const parameters = new URLSearchParams(url.searchParams);
  for (const [name, value] of Object.entries(query)) parameters.set(name, value);
  return `${told.origin}${url.pathname}?${parameters.toString()}`;
}

/** Validated with the rest of the query; an empty one is none. */
function reasonOf(url: URL): string | null {
  const reason = url.searchParams.get("reason");
  return reason === null || reason.trim() === "" ? null : reason;
}

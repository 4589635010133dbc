/** The life of a request in this worker, top to bottom: which operation, by whom, on what; then the answer. */
import { readJsonObject } from "../../http/body.ts";
import { type Account, accountOf } from "./account.ts";
import { type Answer, refused, respond } from "./answer.ts";
import type { Body } from "./body.ts";
import { type Caller, readCaller } from "./caller.ts";
import type { Env } from "./env.ts";
import { health, isProbe } from "./health.ts";
import { logFault } from "./log.ts";
import document from "./openapi.json";
import { type Labelled, operationOf } from "./operation.ts";
import { linkTo } from "./page.ts";
import { type Query, readQuery } from "./query.ts";
import { type Refusal, Refused } from "./refusal.ts";
import type { Route } from "./route.ts";
import { listed } from "./routes.ts";
import { writeParametersOf } from "./writing/parameters.ts";
import { single, write } from "./writing/write.ts";

export async function serve(request: Request, env: Env): Promise<Response> {
  if (isProbe(request)) return health(env);
  const caller = readCaller(request);
  const { operation, label } = await operationOf(request.method, request.url, caller.role);
  if (operation.kind === "refused") return respond(refused(operation.refusal), label, request.method);
  const answer = await guarded(caller, label, () =>
    answerTo(request, caller, accountOf(env, caller.account), operation.route, operation.suffix),
  );
  return respond(answer, label, request.method);
}

/** Refusals met deep inside become answers; anything else is our fault, logged and never shown. */
export async function guarded(
  { actor }: Caller,
  label: Labelled["label"],
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) {
      logFault({ requestId: actor.requestId, route: label, status: 500, error });
      return { kind: "broken" };
    }
    if (error.cause !== undefined) {
      logFault({ requestId: actor.requestId, route: label, status: 503, error: error.cause });
    }
    return refused(error.refusal);
  }
}

async function answerTo(
  request: Request,
  caller: Caller,
  account: Account,
  route: Route,
  suffix: boolean,
): Promise<Answer> {
  const { work } = route;
  const url = new URL(request.url);
  switch (work.kind) {
    case "document":
      return { kind: "json", status: 200, body: document };
    case "root":
      await account.exists();
      return { kind: "json", status: 200, body: rootListing(caller.base) };
    case "read": {
      if (work.list && !suffix) return { kind: "json", status: 200, body: [] };
      const link = linkTo(caller.base, `/${route.endpoint}.json`, url.searchParams);
      const every = (name: string): readonly string[] => url.searchParams.getAll(name);
      return work.read({ query: queryOf(route, url), every, base: caller.base, link }, account);
    }
    case "write": {
      const body = await bodyOf(request, route);
      if (!body.ok) return refused(body.refusal);
      const query = queryOf(route, url);
      const named = await writeParametersOf(request, route, query, body.value);
      if ("why" in named) return refused(named);
      const actor = { ...caller.actor, reason: named.reason };
      return single(await write(account, actor, [work.plan(query, body.value)], named.once));
    }
  }
}

export function queryOf(route: Route, url: URL): Query {
  return readQuery(Object.keys(route.query.shape), url.searchParams);
}

type BodyRead = { readonly ok: true; readonly value: Body } | { readonly ok: false; readonly refusal: Refusal };

/** An operation without a documented body does not look at one. */
async function bodyOf(request: Request, route: Route): Promise<BodyRead> {
  if (route.body === undefined) return { ok: true, value: {} };
  const body = await readJsonObject(request);
  return body.ok ? body : { ok: false, refusal: { why: body.why } };
}

function rootListing(base: string): Record<string, string> {
  return Object.fromEntries(listed().map((endpoint) => [endpoint, `${base}/${endpoint}`]));
}

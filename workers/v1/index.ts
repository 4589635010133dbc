/**
 * v1 of the messaging API: a shell. It keeps nothing and decides nothing; each endpoint is a list of
 * changes between v1 and v2, and v2 does the work. The router has checked the key before.
 */
import { FORWARDED, REPORTED, type Role } from "../../contracts/headers.ts";
import { readJsonObject } from "../../http/body.ts";
import { matchEndpoint } from "../../http/endpoint.ts";
import { ABSENT } from "./absent.ts";
import type { Answer, Wire } from "./change.ts";
import type { Endpoint, Method } from "./endpoint.ts";
import { endpointCalled, endpointNames } from "./endpoints.ts";
import document from "./openapi.json";
import { queryOf } from "./query.ts";
import { detail, faults, SEVERAL } from "./refusals.ts";
import { RELEASE } from "./release.ts";
import { prefersText, rootText } from "./root.ts";
import { isDeep } from "./shapes.ts";
import { type Env, Stop, Upstream } from "./upstream.ts";

const NO_SUCH_ENDPOINT = detail(404, "There is no such endpoint; GET .json at the root of this version lists them.");
const NOT_ALLOWED = detail(403, "This key may not use this endpoint; ask for one with another role.");

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const response = await answerTo(request, env);
    response.headers.set(REPORTED.release, RELEASE);
    return request.method === "HEAD" ? new Response(null, response) : response;
  },
} satisfies ExportedHandler<Env>;

async function answerTo(request: Request, env: Env): Promise<Response> {
  const url = new URL(request.url);
  const method = request.method === "HEAD" ? "GET" : request.method;
  const path = await matchEndpoint(request.url);
  if (path.kind === "nowhere") return reported(rendered(NO_SUCH_ENDPOINT), method, "*");
  const own = OWN.get(path.endpoint);
  if (own !== undefined) {
    const answer = method === "GET" ? own(request, url.pathname) : notAllowed(method, ["GET"]);
    return reported(answer, method, path.endpoint);
  }
  const absent = ABSENT.get(path.endpoint);
  if (absent !== undefined) return reported(rendered(absent), method, path.endpoint);
  const endpoint = endpointCalled(path.endpoint);
  if (endpoint === undefined) return reported(rendered(NO_SUCH_ENDPOINT), method, "*");
  return reported(await visited(request, env, url, method, endpoint, path.suffix), method, endpoint.name);
}

/** What the version says about itself, to anyone that the router lets through. */
const OWN = new Map<string, (request: Request, path: string) => Response>([
  ["", root],
  ["openapi", () => Response.json(document)],
]);

/** Permission comes before the method, as in v1's framework: a role learns nothing of what it may not use. */
async function visited(
  request: Request,
  env: Env,
  url: URL,
  method: string,
  endpoint: Endpoint,
  suffixed: boolean,
): Promise<Response> {
  const account = request.headers.get(FORWARDED.account);
  const role = request.headers.get(FORWARDED.role) as Role | null;
  if (account === null || role === null || !endpoint.roles.includes(role)) return rendered(NOT_ALLOWED);
  const known = endpoint.methods.find((one): one is Method => one === method);
  if (known === undefined) return notAllowed(method, endpoint.methods);
  if (known !== "GET" && endpoint.writers?.includes(role) === false) return rendered(NOT_ALLOWED);
  if (known === "GET" && endpoint.isList && !suffixed) return rendered({ status: 200, body: [] });
  // Of a write it is what the log is told, see `upstream.ts`, and no filter.
  if (known !== "GET") url.searchParams.delete("reason");
  const body = known === "POST" ? await bodyOf(request) : { ok: true as const, value: {} };
  if (!body.ok) return rendered(body.answer);
  try {
    const answer = await endpoint.run({
      method: known,
      query: queryOf(url.searchParams),
      body: body.value,
      address: `${prefix(request)}/${endpoint.name}.json`,
      upstream: new Upstream(env, request, account),
    });
    return rendered(answer);
  } catch (error) {
    if (error instanceof Stop) return new Response(error.response.body, error.response);
    const reason = error instanceof Error ? (error.stack ?? error.message) : "not an error";
    console.error(JSON.stringify({ event: "failed", request_id: request.headers.get(FORWARDED.requestId), reason }));
    return new Response(
      "Something went wrong on our side. Try again; if it goes on, report it with the request id.\n",
      {
        status: 500,
        headers: { "Content-Type": "text/plain; charset=utf-8" },
      },
    );
  }
}

async function bodyOf(request: Request): Promise<{ ok: true; value: Wire } | { ok: false; answer: Answer }> {
  const body = await readJsonObject(request);
  if (body.ok && isDeep(body.value)) return { ok: false, answer: detail(400, "The body is nested too deeply.") };
  if (body.ok) return body;
  switch (body.why) {
    case "too-large":
      return { ok: false, answer: detail(413, "The body is too large: send at most 1,000,000 bytes.") };
    case "unsupported-type":
      return { ok: false, answer: detail(415, "Send the body as application/json.") };
    case "not-utf8":
      return { ok: false, answer: detail(400, "The body is not UTF-8.") };
    case "malformed":
      return { ok: false, answer: detail(400, "The body is not well-formed JSON.") };
    case "not-an-object":
      return { ok: false, answer: faults({ [SEVERAL]: ["Send a JSON object."] }) };
  }
}

/** Name → absolute URL, without suffix. People who open it without a suffix read a text. */
function root(request: Request, path: string): Response {
  const urls = Object.fromEntries(endpointNames().map((name) => [name, `${prefix(request)}/${name}`]));
  return path === "/" && prefersText(request.headers.get("Accept"))
    ? new Response(rootText(urls), { headers: { "Content-Type": "text/plain; charset=utf-8" } })
    : Response.json(urls);
}

/** Scheme, host and path prefix as the client spoke them. */
function prefix({ headers }: Request): string {
  const proto = headers.get(FORWARDED.proto) ?? "https";
  return `${proto}://${headers.get(FORWARDED.host) ?? "localhost"}${headers.get(FORWARDED.prefix) ?? ""}`;
}

function notAllowed(method: string, allowed: readonly string[]): Response {
  const response = rendered(detail(405, `Method ${method} is not allowed here; use ${allowed.join(", ")}.`));
  response.headers.set("Allow", allowed.join(", "));
  return response;
}

/** An answer without a body is empty: clients take any 2xx and 404 like that. */
function rendered({ status, body }: Answer): Response {
  return body === null ? new Response(null, { status }) : Response.json(body, { status });
}

const METHODS = new Set(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Usage is counted by this: never by a name or method that a client made up. */
function reported(response: Response, method: string, name: string): Response {
  response.headers.set(REPORTED.route, `${METHODS.has(method) ? method : "OTHER"} /${name}`);
  return response;
}

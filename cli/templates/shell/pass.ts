/**
 * One request to the next version. Without a change that concerns it, it goes through as a stream of bytes, and so does
 * its answer. What cannot be read as JSON cannot be turned: it goes through too, and the next version says what it thinks.
 */
import { BODY_LIMIT, readBounded } from "../../../http/body.ts";
import type { Call, Change } from "./change.ts";
import { isOperation } from "./operation.ts";
import { inward, outward } from "./translate.ts";

export async function pass(next: Fetcher, request: Request, changes: readonly Change[]): Promise<Response> {
  const { pathname } = new URL(request.url);
  const own = changes.filter(({ operations }) => operations.some((it) => isOperation(it, request.method, pathname)));
  const call = own.length === 0 ? null : await callOf(request);
  if (call === null) return next.fetch(request);
  const turned = inward(own, call);
  const response = await next.fetch(requestOf(turned.call, request));
  const answer = await jsonOf(response.clone());
  if (answer === null) return response;
  const { status, body } = outward(turned.passed, { status: response.status, body: answer.json });
  const headers = new Headers(response.headers);
  headers.delete("Content-Length");
  return new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
}

/** Null: its body is none that could be turned. The request itself stays unread. */
async function callOf(request: Request): Promise<Call | null> {
  const { pathname, searchParams } = new URL(request.url);
  const sent = await readBounded(request.clone().body, BODY_LIMIT);
  const body = sent === null ? null : parse(new TextDecoder().decode(sent));
  return body === null ? null : { method: request.method, path: pathname, query: [...searchParams], body: body.json };
}

function requestOf({ method, path, query, body }: Call, original: Request): Request {
  const url = new URL(path, original.url);
  for (const [name, value] of query) url.searchParams.append(name, value);
  const headers = new Headers(original.headers);
  headers.delete("Content-Length");
  return new Request(url, {
    method,
    headers,
    redirect: "manual",
    body: body === undefined ? null : JSON.stringify(body),
  });
}

async function jsonOf(response: Response): Promise<{ readonly json: unknown } | null> {
  const type = response.headers.get("Content-Type") ?? "";
  if (response.body !== null && !/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) return null;
  return parse(await response.text());
}

/** `json` is undefined for an empty text; null: no JSON. */
function parse(text: string): { readonly json: unknown } | null {
  if (text.trim() === "") return { json: undefined };
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

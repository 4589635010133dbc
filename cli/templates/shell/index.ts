/**
 * A shell: this version as a list of changes over the next one, which does the work. It keeps nothing and decides nothing.
 * Links come out right without it, because the next version makes them from the fields that the router sent.
 */
import { REPORTED } from "../../../contracts/headers.ts";
import { CHANGES } from "./changes.ts";
import { isOperation } from "./operation.ts";
import { pass } from "./pass.ts";
import { DOCUMENT, RELEASE } from "./self.ts";
export { Internal } from "./internal.ts";

interface Env {
  readonly NEXT: Fetcher;
}

const DOCUMENT_ROUTE = "GET /openapi";

export default {
  async fetch(request, env) {
    const answer = own(request) ?? (await pass(env.NEXT, request, CHANGES));
    const response = new Response(answer.body, answer);
    response.headers.set(REPORTED.release, RELEASE);
    return response;
  },
} satisfies ExportedHandler<Env>;

function own(request: Request): Response | null {
  if (DOCUMENT === null || !isOperation(DOCUMENT_ROUTE, request.method, new URL(request.url).pathname)) return null;
  const headers = { "Content-Type": "application/json", [REPORTED.route]: DOCUMENT_ROUTE };
  return new Response(request.method === "HEAD" ? null : JSON.stringify(DOCUMENT), { headers });
}

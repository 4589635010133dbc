/**
 * Which endpoint of the messaging API a path names: `/contacts.json`, the same in every version. By the path
 * alone: the method is a route table's business, so that a wrong one is told apart from an endpoint that does
 * not exist.
 */
import { IttyRouter, type IRequest } from "itty-router";

/** `endpoint` is "" for the root. It need not exist. */
export type Match =
  | { readonly kind: "endpoint"; readonly endpoint: string; readonly suffix: boolean }
  | { readonly kind: "nowhere" };

// `fetch` of this router answers with what its handler returns, here a match instead of a response. A path
// parameter takes no slash, and `.xml` or `.api` stay part of the name, which then no endpoint has.
const paths = IttyRouter<IRequest, []>();
paths
  .all("/", () => place("", true))
  .all("/.json", () => place("", true))
  .all("/:endpoint.json", ({ params }) => place(params["endpoint"], true))
  .all("/:endpoint", ({ params }) => place(params["endpoint"], false))
  .all("*", (): Match => ({ kind: "nowhere" }));

function place(endpoint: string | undefined, suffix: boolean): Match {
  return { kind: "endpoint", endpoint: endpoint ?? "", suffix };
}

/** @param url absolute */
export function matchEndpoint(url: string): Promise<Match> {
  // The library writes its findings into the request it is given, so it gets one of its own.
  return paths.fetch({ method: "GET", url }) as Promise<Match>;
}

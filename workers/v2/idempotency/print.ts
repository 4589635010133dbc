/** What makes two requests the same one: version, endpoint, documented parameters and body, as a digest. */
import type { Body } from "../body.ts";
import type { Query } from "../query.ts";
import { VERSION } from "../release.ts";
import type { Route } from "../route.ts";

/** SHA-256 in hex. White space in the body and parameters that nobody reads make no difference. */
export async function printOf({ method, endpoint }: Route, query: Query, body: Body): Promise<string> {
  const parameters = Object.entries(query).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const text = JSON.stringify([VERSION, method, endpoint, parameters, body]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A whole answer of v2 as both clients read it: one object, or a page of them. */
import { reader2017, readerToday } from "./strictness.ts";
import { V2_ENDPOINTS, V2_SHAPES } from "./v2-shapes.ts";

/**
 * Complaints of either client; none means that both read it.
 * @param endpoint its name, `contacts`; of one that neither client knows nothing is said
 * @param body of an answer that worked, parsed
 */
export function chokedOn(endpoint: string, body: unknown): string[] {
  const kind = V2_ENDPOINTS[endpoint];
  if (kind === undefined) return [];
  const { in2017, today } = V2_SHAPES[kind];
  const objects = isPage(body) ? body.results : [body];
  return objects.flatMap((object) => [
    ...reader2017(in2017, object).map((complaint) => `2017: ${complaint}`),
    ...readerToday(today, object).map((complaint) => `today: ${complaint}`),
  ]);
}

function isPage(body: unknown): body is { readonly results: readonly unknown[] } {
  return typeof body === "object" && body !== null && "results" in body && Array.isArray(body.results);
}

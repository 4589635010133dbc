/**
 * Deleted contacts by reference. v2 gives out objects by identifier only as long as they exist; what is
 * left of a deleted one stands in its list of deleted contacts alone. That list is walked until all are found: one
 * call for the first page, one more for each page further down.
 */
import type { Query, Wire } from "./change.ts";
import type { Upstream } from "./upstream.ts";

/** In the order of `refs`. Bounds on the date narrow the walk; other filters v2 has no use for here. */
export async function deletedContacts(
  upstream: Upstream,
  refs: readonly string[],
  query: Query,
): Promise<readonly Wire[]> {
  const bounds = ["before", "after"].flatMap((name) => {
    const value = query[name]?.at(-1);
    return value ? [[name, [value]] as const] : [];
  });
  const wanted = new Set(refs);
  const found = new Map<string, Wire>();
  await upstream.walk("/contacts.json", { deleted: ["1"], ...Object.fromEntries(bounds) }, (contacts) => {
    for (const contact of contacts)
      if (wanted.has(String(contact["uuid"]))) found.set(String(contact["uuid"]), contact);
    return found.size < wanted.size;
  });
  return refs.map((ref) => found.get(ref)).filter((contact) => contact !== undefined);
}

/**
 * What a path asks for. A pattern router would need two patterns an endpoint and could not tell an
 * unknown endpoint (404) from a method it lacks (405); the names are a table, so a split says all.
 */

export type Address =
  /** The list of endpoints. */
  | { readonly kind: "root" }
  /** `suffixed`: the path ends in `.json`. Without it a GET answers an empty array and reads nothing. */
  | { readonly kind: "endpoint"; readonly name: string; readonly suffixed: boolean }
  | { readonly kind: "unknown" };

/** A slash at the end is optional; `.xml` and `.api` are not served here. */
export function addressOf(path: string): Address {
  if (/^\/?(\.json\/?)?$/.test(path)) return { kind: "root" };
  const match = /^\/([a-z_]+)(\.json)?\/?$/.exec(path);
  const [, name, suffix] = match ?? [];
  return name === undefined ? { kind: "unknown" } : { kind: "endpoint", name, suffixed: suffix !== undefined };
}

/** Operations as configuration names them: compared in a normal form, so that no spelling slips past. */
import type { Operation } from "../version/registry.ts";

/** The path without what spelling adds: slashes at the end, and `.json`. */
export function operationPath(path: string): string {
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === 47) end -= 1;
  const bare = path.slice(0, end);
  const plain = bare.endsWith(".json") ? bare.slice(0, -5) : bare;
  return plain === "" ? "/" : plain;
}

/** HEAD is the GET of the same path (RFC 9110 9.3.2). */
export function names(operations: readonly Operation[], method: string, path: string): boolean {
  if (operations.length === 0) return false;
  const wanted = method === "HEAD" ? "GET" : method;
  const plain = operationPath(path);
  return operations.some((one) => (one.method === "*" || one.method === wanted) && one.path === plain);
}

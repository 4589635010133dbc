/** Operations as configuration names them: compared in a normal form, so that no spelling slips past. */

/** A method (or `*`) and a normalised path: no `.json`, no slash at the end. */
export interface Operation {
  readonly method: string;
  readonly path: string;
}

/** The path without what spelling adds: slashes at the end, and `.json`. */
export function operationPath(path: string): string {
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === 47) end -= 1;
  const bare = path.slice(0, end);
  const plain = bare.endsWith(".json") ? bare.slice(0, -5) : bare;
  return plain === "" ? "/" : plain;
}

/** HEAD is the GET of the same path (RFC 9110 9.3.2). A path that ends with a star names all paths below it. */
export function matches(operation: Operation, method: string, path: string): boolean {
  const wanted = method === "HEAD" ? "GET" : method;
  if (operation.method !== "*" && operation.method !== wanted) return false;
  const plain = operationPath(path);
  return operation.path.endsWith("/*") ? plain.startsWith(operation.path.slice(0, -1)) : plain === operation.path;
}

export function names(operations: readonly Operation[], method: string, path: string): boolean {
  return operations.some((operation) => matches(operation, method, path));
}

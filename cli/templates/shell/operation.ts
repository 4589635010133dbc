/**
 * Whether a request is one of a change's operations. Pure. No other spelling of a path may slip past its changes, so
 * `%63` equals `c`, and `/contacts` equals `/contacts.json`: the next version takes them for the same.
 */

/**
 * @param operation a method or `*`, and a path in which `*` stands for one whole segment: `GET /contacts/*`. GET is
 * HEAD too.
 */
export function isOperation(operation: string, method: string, path: string): boolean {
  const [wantedMethod, wantedPath = ""] = operation.split(" ");
  if (wantedMethod !== "*" && wantedMethod !== (method === "HEAD" ? "GET" : method)) return false;
  const wanted = segments(wantedPath);
  const given = segments(path);
  return (
    wanted.length === given.length && wanted.every((segment, index) => segment === "*" || segment === given[index])
  );
}

function segments(path: string): string[] {
  return plain(path)
    .replace(/\.json$/, "")
    .split("/");
}

function plain(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not UTF-8: no operation is spelled so.
    return path;
  }
}

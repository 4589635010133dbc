/** What every answer of a version tells its client: which version answered, why, and how long it will. */
import { REPORTED } from "../contracts/headers.ts";
import type { LifecycleFields } from "./lifecycle/fields.ts";
import type { Source } from "./version/resolve.ts";
import type { Version } from "./version/registry.ts";

export interface Reported {
  readonly version: Version;
  readonly by: Source;
  readonly lifecycle: LifecycleFields;
  readonly requestId: string;
}

/** A copy with our fields; the body passes through as it comes, the socket of a 101 too. */
export function reported(answer: Response, report: Reported): Response {
  const copy = new Response(answer.body, answer);
  const { headers } = copy;
  headers.set("API-Version", String(report.version.number));
  headers.set("API-Version-Source", report.by);
  headers.set("X-Request-Id", report.requestId);
  headers.delete(REPORTED.route);
  const { deprecation, sunset, link } = report.lifecycle;
  // An Item, so never two lines: the earlier date wins when a worker has one of its own (RFC 9745 2.1).
  if (deprecation !== null) headers.set("Deprecation", earlier(headers.get("Deprecation"), deprecation));
  if (sunset !== null) headers.set("Sunset", sunset);
  // Appended: the worker's own links stay (RFC 8288 3).
  if (link !== null) headers.append("Link", link);
  return copy;
}

function earlier(workers: string | null, ours: string): string {
  if (workers === null || !/^@-?\d{1,15}$/.test(workers)) return ours;
  return Number(workers.slice(1)) < Number(ours.slice(1)) ? workers : ours;
}

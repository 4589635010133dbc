/** One JSON line for whatever the router refuses or fails at. Never a key, a body or a query. */
import type { Visit } from "./visit.ts";

export interface Ending {
  readonly status: number;
  /** A refusal's kind, or `worker` for an error that a version's worker answered. */
  readonly problem: string;
  readonly version?: number;
  /** For operators only; clients never see it. */
  readonly reason?: string;
}

export function logRequest(visit: Visit, ending: Ending): void {
  const line = {
    event: ending.status >= 500 ? "failed" : "refused",
    request_id: visit.requestId,
    method: visit.request.method,
    path: visit.address.path,
    ...ending,
  };
  console.log(JSON.stringify(line));
}

export function logFaults(faults: readonly string[]): void {
  console.error(JSON.stringify({ event: "misconfigured", faults }));
}

export function logWarnings(warnings: readonly string[]): void {
  if (warnings.length > 0) console.warn(JSON.stringify({ event: "unwise", warnings }));
}

/** What else of ours did not answer: the request goes on without it, or its refusal says so. */
export function logFailure(what: "admin" | "limits" | "usage", error: unknown): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(JSON.stringify({ event: "unavailable", what, reason }));
}

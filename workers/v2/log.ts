/** Faults, one JSON line each. With the request's id and never its query, body or key. */
export interface Fault {
  readonly requestId: string;
  /** The route's template, not the URL: URNs are personal data. */
  readonly route: string;
  readonly status: number;
  readonly error: unknown;
}

export function logFault({ requestId, route, status, error }: Fault): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(JSON.stringify({ event: "failed", request_id: requestId, route, status, reason }));
}

/** One JSON line for whatever the router refuses or fails at. Never a key, a body or a query. */

export interface RefusalLine {
  readonly event: "refused" | "failed";
  readonly request_id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly problem: string;
  /** Public id. */
  readonly key?: string;
  /** For operators only; clients never see it. */
  readonly reason?: string;
}

export function logRefusal(line: RefusalLine): void {
  console.log(JSON.stringify(line));
}

export function logFault(line: { readonly event: "misconfigured"; readonly faults: readonly string[] }): void {
  console.error(JSON.stringify(line));
}

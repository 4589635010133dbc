/** What came of a request, at either level, and whether it is what the case expects. */
import type { Source } from "../../router/version/resolve.ts";
import type { Expected } from "./cases.ts";

/** `type` is null where the answer has no body to name it in, which is HEAD over HTTP. */
export type Actual =
  | { readonly status: number; readonly version: number; readonly by: Source }
  | { readonly status: number; readonly type: string | null };

/** Null: as expected. Else both, in one line. */
export function difference(expected: Expected, actual: Actual): string | null {
  return agrees(expected, actual) ? null : `expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`;
}

function agrees(expected: Expected, actual: Actual): boolean {
  if (expected.status !== actual.status) return false;
  if ("version" in expected) {
    return "version" in actual && actual.version === expected.version && actual.by === expected.by;
  }
  return "type" in actual && (actual.type === null || actual.type === expected.type);
}

/** May this request through to its version now? Brownouts, retirement and what is retained of a retired version. */
import type { Instant, Version, Window } from "../version/registry.ts";
import { names } from "./operation.ts";
import { brownoutAt, isRetired } from "./stage.ts";

export type Gate =
  | { readonly kind: "open" }
  | { readonly kind: "retired" }
  | { readonly kind: "brownout"; readonly window: Window };

export interface Knock {
  readonly method: string;
  /** The worker's part of the path. */
  readonly path: string;
  /** The key's role; null without a good key. */
  readonly role: string | null;
  /** The account is exempted from this version's brownouts. */
  readonly exempt: boolean;
}

const OPEN: Gate = { kind: "open" };
const RETIRED: Gate = { kind: "retired" };

export function gate(version: Version, knock: Knock, now: Instant): Gate {
  if (isRetired(version, now)) return isRetained(version, knock) ? OPEN : RETIRED;
  if (version.brownouts.length === 0 || knock.exempt) return OPEN;
  const window = brownoutAt(version, now);
  return window === null ? OPEN : { kind: "brownout", window };
}

/** Only a worker that is still bound can answer; for another role the version is as gone as for everybody. */
function isRetained(version: Version, knock: Knock): boolean {
  if (!version.bound) return false;
  if (version.retainedRole !== null && version.retainedRole !== knock.role) return false;
  return names(version.retained, knock.method, knock.path);
}

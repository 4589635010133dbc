/** What an act comes to, for the modules that act. Pure. */
import type { Acted, CountedFailure } from "../../contracts/counted_flows.ts";

export const NOTHING: Acted = { ok: true, made: [] };

export function refused(...failures: readonly CountedFailure[]): Acted {
  return { ok: false, why: "invalid", failures };
}

/** Step 11: who called which version how. In the isolate's memory; what goes to the objects goes after the answer. */
import { REPORTED } from "../contracts/headers.ts";
import type { Env } from "./env.ts";
import type { Caller } from "./identity/keys.ts";
import type { Served } from "./outcome.ts";
import type { Chosen } from "./report.ts";
import { counted } from "./usage/flush.ts";
import type { Visit } from "./visit.ts";

/** Refusals of a retired version are calls too: they are who has not moved. */
export function countCall(visit: Visit, env: Env, chosen: Chosen, caller: Caller | null, served: Served): void {
  const { outcome, fallback } = served;
  const answered = outcome instanceof Response ? outcome : null;
  counted(
    visit.ctx,
    env.USAGE,
    {
      version: chosen.to.version.binding,
      account: caller?.account ?? "",
      key: caller?.key ?? "",
      by: chosen.resolution.by,
      operation: answered?.headers.get(REPORTED.route) ?? visit.request.method,
      failed: answered === null || answered.status >= 400,
      fallback,
    },
    visit.now,
    chosen.registry.usageRetentionDays,
  );
}

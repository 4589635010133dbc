/** `GET /api/usage`: a caller's own calls. Each asks an object per version, so it is charged to the address. */
import { toldOf, askAdmin } from "./admin-call.ts";
import type { Env } from "./env.ts";
import { chargeAddress } from "./limiting.ts";
import { ownAnswer, problemAnswer } from "./outcome.ts";
import { present } from "./present.ts";
import type { Refusal } from "./refusal.ts";
import type { Application, Registry } from "./version/registry.ts";
import type { Visit } from "./visit.ts";

export async function ownUsage(
  visit: Visit,
  env: Env,
  registry: Registry,
  application: Application,
): Promise<Response> {
  const { method } = visit.request;
  // A key is needed here also where the default application itself is public.
  const presented = await present(visit, env, { ...application, access: "key" }, registry);
  const keyed = presented.kind !== "none";
  const refuse = (refusal: Refusal, holder = presented.kind === "exhausted" ? presented.holder : null) =>
    problemAnswer(visit, refusal, registry, { keyed, holder });
  if (presented.kind === "exhausted") return refuse(presented.refusal);
  const charged = await chargeAddress(visit, env, registry);
  if (charged.refusal !== null) return refuse(charged.refusal, charged.holder);
  switch (presented.kind) {
    case "none":
      return refuse({ kind: "key-required", application });
    case "unknown":
      return refuse({ kind: "key-refused", application });
    case "unavailable":
      return refuse({ kind: "keys-unavailable" });
    case "caller":
      break;
  }
  if (method !== "GET" && method !== "HEAD") return refuse({ kind: "method-not-allowed", allow: ["GET", "HEAD"] });
  const { account } = presented.caller;
  const answer = await askAdmin(env.ADMIN?.usage(visit.request, account, toldOf(visit, registry, false)));
  return answer === undefined ? refuse({ kind: "admin-unavailable" }) : ownAnswer(visit, answer, registry);
}

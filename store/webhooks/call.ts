/**
 * One try: a signed POST, and the status that came back. The answer's body is never read, redirects are not followed, and
 * nobody is waited for longer than the patience: a receiver can neither lead us elsewhere nor hold us up.
 */
import type { AttemptRecord } from "../../contracts/webhooks.ts";
import type { Pending } from "./deliveries.ts";
import { payload } from "./forms.ts";
import { PATIENCE_MS } from "./numbers.ts";
import { signature } from "./sign.ts";
import { judge } from "./target.ts";

/** Header fields of a delivery, beside its type. */
export const FIELDS = {
  /** The same at every try: a receiver that sees it again has seen it all. */
  delivery: "Milepost-Delivery",
  event: "Milepost-Event",
  /** From 1. */
  attempt: "Milepost-Attempt",
  /** See `sign.ts`. */
  signature: "Milepost-Signature",
  /** What the contract that one subscribed through is called. */
  version: "X-API-Version",
} as const;

export type Outcome = Pick<AttemptRecord, "status" | "fault">;

/** @param now milliseconds since 1970 */
export async function call(
  { uuid, kind, attempts, data }: Pending,
  to: NonNullable<Pending["to"]>,
  anywhere: boolean,
  now: number,
): Promise<Outcome> {
  const judged = judge(to.target, anywhere);
  if (!judged.ok) return { status: null, fault: "target" };
  const written = payload(to.form, data);
  if (written === null) return { status: null, fault: "form" };
  const headers = {
    "Content-Type": written.contentType,
    "User-Agent": written.agent,
    [FIELDS.delivery]: uuid,
    [FIELDS.event]: kind,
    [FIELDS.attempt]: String(attempts + 1),
    [FIELDS.signature]: await signature(to.secret, Math.floor(now / 1000), uuid, written.body),
    [FIELDS.version]: to.version,
  };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const { status, body } = await fetch(judged.url, {
      method: "POST",
      headers,
      body: written.body,
      redirect: "manual",
      signal,
    });
    // What it has to say is not for us; a connection that breaks while we say so has answered all the same.
    void body?.cancel().catch(() => {});
    return { status, fault: null };
  } catch {
    return { status: null, fault: signal.aborted ? "timeout" : "unreachable" };
  }
}

/** Any 2xx is a success (contract of these events since their beginning). Pure. */
export function succeeded({ status }: Outcome): boolean {
  return status !== null && status >= 200 && status < 300;
}

/**
 * Several of this version's writes as one: each read and checked by the very code that serves it alone,
 * then applied in one transaction. The first that fails is named, and then nothing is written.
 */
import type { Written } from "../../../contracts/account.ts";
import type { Account } from "../account.ts";
import { type Answer, refused, tell } from "../answer.ts";
import type { Caller } from "../caller.ts";
import { operationOf } from "../operation.ts";
import type { Plan } from "../route.ts";
import { queryOf } from "../serve.ts";
import { write } from "../writing/write.ts";
import type { BatchOperation } from "./messages.ts";

interface ToldAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface Made extends ToldAnswer {
  /** The number that the object has beside its UUID, for callers whose contract shows it; null where there is none. */
  readonly id: number | null;
}

export type BatchResult =
  | { readonly answers: readonly Made[] }
  | { readonly failed: number; readonly answer: ToldAnswer };

export async function runBatch(
  operations: readonly BatchOperation[],
  caller: Caller,
  account: Account,
): Promise<BatchResult> {
  const plans: Plan[] = [];
  for (const operation of operations) plans.push(await planOf(operation, caller));
  const outcome = await write(account, caller.actor, plans);
  if (!outcome.ok) return { failed: outcome.at, answer: plain(refused(outcome.refusal)) };
  return { answers: outcome.answers.map((answer, at) => ({ ...plain(answer), id: numberOf(outcome.written[at]) })) };
}

async function planOf({ method, path, body }: BatchOperation, { role }: Caller): Promise<Plan> {
  // Only path and query of it are looked at.
  const url = new URL(path, "http://internal");
  const { operation } = await operationOf(method, url.href, role);
  if (operation.kind === "refused") return operation;
  const { route } = operation;
  if (route.work.kind === "write") return route.work.plan(queryOf(route, url), body);
  // A batch is for writing: there is nothing that a read could be part of.
  return { kind: "refused", refusal: { why: "method", method, allow: ["POST", "DELETE"] } };
}

function plain(answer: Answer): ToldAnswer {
  const { status, body } = tell(answer);
  return { status, body };
}

function numberOf(written: Written | undefined): number | null {
  switch (written?.kind) {
    case "campaign":
      return written.campaign.id;
    case "campaign_event":
      return written.event.id;
    default:
      return null;
  }
}

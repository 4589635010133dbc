/**
 * Writes: plans made of requests, sent to the account as one transaction. One request is a list of one;
 * a batch is a longer one. Nothing is written unless every plan is a command that the account accepts.
 */
import type { Actor, Command, Once, WriteOptions, Written } from "../../../contracts/account.ts";
import type { Account } from "../account.ts";
import { type Answer, refused } from "../answer.ts";
import type { Refusal } from "../refusal.ts";
import type { Plan } from "../route.ts";
import { refusalOf } from "./failures.ts";
import { answerOf } from "./written.ts";

export type Outcome =
  | { readonly ok: true; readonly answers: readonly Answer[]; readonly written: readonly Written[] }
  | { readonly ok: false; readonly at: number; readonly refusal: Refusal };

/** @param once the name that the caller gave the request; null where it gave none */
export async function write(
  account: Account,
  actor: Actor,
  plans: readonly Plan[],
  once: Once | null = null,
): Promise<Outcome> {
  const { commands, stop } = untilStop(plans);
  const named = once === null ? {} : { once };
  if (stop !== null) return { ok: false, ...(await explain(account, actor, commands, stop, plans, named)) };
  const result = await account.write((object) => object.write(actor, commands, named));
  if (result.ok) return { ok: true, answers: result.written.map(answerOf), written: result.written };
  return { ok: false, at: result.at, refusal: refusalOf(result, namesAt(plans, result.at)) };
}

/** The one answer to a single request. */
export function single(outcome: Outcome): Answer {
  if (!outcome.ok) return refused(outcome.refusal);
  return outcome.answers[0] ?? { kind: "broken" };
}

type Stop = Exclude<Plan, { kind: "command" }>;

/** The commands before the first plan that cannot be carried out, and that plan. */
function untilStop(plans: readonly Plan[]): { readonly commands: readonly Command[]; readonly stop: Stop | null } {
  const commands: Command[] = [];
  for (const plan of plans) {
    if (plan.kind !== "command") return { commands, stop: plan };
    commands.push(plan.command);
  }
  return { commands, stop: null };
}

/**
 * Which plan fails first, and with all of its failing fields: asks the account about everything up to
 * `stop` without writing anything. What the request itself got wrong outweighs what its probe met.
 */
async function explain(
  account: Account,
  actor: Actor,
  commands: readonly Command[],
  stop: Stop,
  plans: readonly Plan[],
  named: Pick<WriteOptions, "once">,
): Promise<{ readonly at: number; readonly refusal: Refusal }> {
  const at = commands.length;
  const probe = stop.kind === "invalid" ? stop.probe : null;
  const own: Refusal = stop.kind === "invalid" ? { why: "fields", errors: stop.errors } : stop.refusal;
  const asked = probe === null ? commands : [...commands, probe];
  // Also where there is nothing to ask about: whether there is an account, and whether the name is another request's.
  const result = await account.write((object) => object.write(actor, asked, { dryRun: true, ...named }));
  if (result.ok) return { at, refusal: own };
  const theirs = refusalOf(result, namesAt(plans, result.at));
  if (result.at < at || theirs.why !== "fields" || own.why !== "fields") return { at: result.at, refusal: theirs };
  // What is wrong between fields is only looked at once each of them has passed (contract 0.3).
  if (Object.hasOwn(own.errors, "non_field_errors")) return { at, refusal: theirs };
  return { at, refusal: { why: "fields", errors: { ...theirs.errors, ...own.errors } } };
}

function namesAt(plans: readonly Plan[], at: number): Readonly<Record<string, string>> {
  const plan = plans[at];
  return plan === undefined || plan.kind === "refused" ? {} : (plan.names ?? {});
}

/**
 * Carries a plan out: shows it, asks, then takes step after step, each only if it is not done yet. So a run that broke
 * is simply started again. Decides nothing: what to do is the plan's, how is the performers'.
 */
import { Misuse, type Outcome, Unreachable, type Wire } from "./command.ts";
import type { Context } from "./context.ts";
import type { Plan } from "./plan/plan.ts";

export interface Performer<S> {
  /** What the step does, as a sentence without its full stop: `Deploy the router`. */
  readonly tells: (step: S) => string;
  /** What `--dry-run` shows besides, e.g. a diff; lines. */
  readonly shows?: (step: S) => Promise<readonly string[]>;
  /** Looks at the world, changes nothing. True: leave the step out. */
  readonly done: (step: S) => Promise<boolean>;
  /** Throws an `Error` with a sentence; the step counts as not done then. */
  readonly perform: (step: S) => Promise<void>;
}

export type Performers<S extends { readonly kind: string }> = {
  readonly [K in S["kind"]]: Performer<Extract<S, { readonly kind: K }>>;
};

export interface Execution<S extends { readonly kind: string }> {
  readonly plan: Plan<S>;
  readonly performers: Performers<S>;
  /** What is asked before the first step; null: not worth a question. */
  readonly question: string | null;
  /** Beside the steps in the wire of the outcome. */
  readonly wire?: { readonly [key: string]: Wire };
}

type Taken = "done" | "was done already";

export async function execute<S extends { readonly kind: string }>(
  context: Context,
  { plan, performers, question, wire = {} }: Execution<S>,
): Promise<Outcome> {
  if (plan.kind === "refused") return { kind: "refused", reasons: plan.refusals };
  const { steps, warnings } = plan;
  const { say, flags } = context;
  const of = (step: S): Performer<S> => performers[step.kind as S["kind"]] as unknown as Performer<S>;
  for (const warning of warnings) say(`Note: ${warning}`);
  if (steps.length > 0) say("What will be done:");
  for (const [index, step] of steps.entries()) {
    say(`  ${index + 1}. ${of(step).tells(step)}`);
    for (const line of (await of(step).shows?.(step)) ?? []) say(line === "" ? "" : `     ${line}`);
  }
  const told = steps.map((step) => ({ kind: step.kind, step: of(step).tells(step) }));
  const common = { ...wire, warnings };
  if (flags.dryRun) {
    say("Nothing was done: this is a dry run.");
    return { kind: "planned", wire: { ...common, steps: told } };
  }
  if (steps.length > 0 && question !== null && !(await context.confirm(question))) {
    return { kind: "refused", reasons: ["You said no."] };
  }
  const taken: Taken[] = [];
  for (const step of steps) {
    taken.push(await take(context, of(step), step, taken.includes("done")));
    say(`${taken.at(-1) === "done" ? "Done" : "Was done already"}: ${of(step).tells(step)}`);
  }
  return {
    kind: "done",
    wire: { ...common, steps: told.map((it, index) => ({ ...it, taken: taken[index] ?? "done" })) },
  };
}

/** `begun`: an earlier step of this run changed something. */
async function take<S>(context: Context, performer: Performer<S>, step: S, begun: boolean): Promise<Taken> {
  if (context.signal.aborted) throw new Error("Interrupted. Start it again: it goes on where it stopped.");
  let performing = false;
  try {
    if (await performer.done(step)) return "was done already";
    performing = true;
    await performer.perform(step);
    return "done";
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Status 4 and 2 promise that nothing was changed.
    if (!begun && !performing && (error instanceof Unreachable || error instanceof Misuse)) throw error;
    throw new Error(`Not done: ${performer.tells(step)}.\n${message}\nStart it again: it goes on where it stopped.`, {
      cause: error,
    });
  }
}

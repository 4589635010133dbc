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

/** A type and no interface, so that it can be part of a wire. */
type Told = { readonly kind: string; readonly step: string };
type Taken = Told & { readonly taken: "now" | "earlier" };

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
  const told: (Told & { shows: readonly string[] })[] = [];
  for (const [index, step] of steps.entries()) {
    const shows = (await of(step).shows?.(step)) ?? [];
    told.push({ kind: step.kind, step: of(step).tells(step), shows });
    say(`  ${index + 1}. ${of(step).tells(step)}`);
    for (const line of shows) say(line === "" ? "" : `     ${line}`);
  }
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
    const it = await take(context, of(step), step, taken);
    taken.push(it);
    say(`${it.taken === "now" ? "Done" : "Was done already"}: ${it.step}`);
  }
  return { kind: "done", wire: { ...common, steps: taken } };
}

/** `before`: the steps of this run that are over. */
async function take<S extends { readonly kind: string }>(
  context: Context,
  performer: Performer<S>,
  step: S,
  before: readonly Taken[],
): Promise<Taken> {
  if (context.signal.aborted) throw new Error("Interrupted. Start it again: it goes on where it stopped.");
  const told = { kind: step.kind, step: performer.tells(step) };
  const begun = before.filter(({ taken }) => taken === "now").map((it) => it.step);
  let performing = false;
  try {
    if (await performer.done(step)) return { ...told, taken: "earlier" };
    performing = true;
    // A step may take a minute, and silence looks like a fault.
    context.say(`Doing: ${told.step}`);
    await performer.perform(step);
    return { ...told, taken: "now" };
  } catch (error) {
    // Statuses 2 and 4 promise that nothing was changed.
    if (begun.length === 0 && !performing && (error instanceof Unreachable || error instanceof Misuse)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const state = begun.length === 0 ? "Nothing was done before that." : `Done before that: ${begun.join("; ")}.`;
    throw new Error(`Not done: ${told.step}.\n${message}\n${state} Start it again: it goes on there.`, {
      cause: error,
    });
  }
}

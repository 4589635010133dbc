/** Counted lists (`counted.ts`) of flows and runs, and what is written of them beside the commands. */
import type { Actor, Failure } from "./account.ts";
import type { CountedItem } from "./counted.ts";
import type { ReleaseChannels } from "./counted_campaigns.ts";
import type { Micros } from "./records.ts";

/** Inclusive bounds on createdOn. `beside` of a flow: its `rulesets`, each a `CountedRuleset`. */
export interface CountedFlowQuery {
  readonly uuid?: readonly string[];
  /** By number. */
  readonly flow?: readonly number[];
  readonly archived?: boolean;
  /** Exact names of labels. */
  readonly labels?: readonly string[];
  /** As stored: `message`, `voice`, … */
  readonly types?: readonly string[];
  readonly before?: Micros;
  readonly after?: Micros;
}

export interface CountedRuleset {
  readonly id: number;
  readonly node: string;
  readonly label: string;
  readonly type: string;
  readonly categories: readonly string[];
}

/**
 * Inclusive bounds on modifiedOn. Several values of one filter are alternatives, different filters must all hold.
 * `beside` of a run is a `BesideRun`.
 */
export interface CountedRunQuery {
  readonly run?: readonly number[];
  /** UUIDs. */
  readonly flow?: readonly string[];
  /** By number. */
  readonly flowNumbers?: readonly number[];
  /** UUIDs. */
  readonly contact?: readonly string[];
  /** Telephone numbers, as they stand after `tel:`. In an account that hides them nobody has one. */
  readonly phone?: readonly string[];
  /** UUIDs. */
  readonly group?: readonly string[];
  /** Any case. */
  readonly groupNames?: readonly string[];
  readonly before?: Micros;
  readonly after?: Micros;
}

export interface BesideRun {
  /** The flow's number. */
  readonly flow: number;
  readonly expiresOn: Micros | null;
  /** JSON as stored: steps with all they were sent with; the last result of each key. */
  readonly path: string;
  readonly results: string;
  /** Those nodes of the flow that ask, as against those that send. */
  readonly asking: readonly string[];
}

/** One flow as a whole. `beside`: its `revision`; `definition` (JSON) and `savedOn`, null where it was never saved. */
export interface CountedDefinitionQuery {
  /** Without it nothing is found. */
  readonly uuid?: string;
}

/** Failures: `flow`, `contacts`, `groups`, `recipients` as those of a start; `phones`; too many recipients; `started` for none. */
export interface StartRuns {
  /** A UUID, or a number. */
  readonly flow: string | number;
  /** UUIDs. */
  readonly contacts: readonly string[];
  /**
   * Telephone numbers without punctuation, at home in the account's country where they have no country code. A contact is
   * made for one that nobody has.
   */
  readonly phones: readonly string[];
  /** UUIDs. */
  readonly groups: readonly string[];
  readonly restartParticipants: boolean;
  /** A JSON object. */
  readonly extra: string | null;
}

/** Contacts that one act starts: as many as a step of a start, which is what readers of the account may wait for. */
export const STARTED_AT_ONCE = 250;

/** Ends the runs of these contacts as if their time was over. Failures: `contacts`. UUIDs. */
export interface ExpireRuns {
  readonly contacts: readonly string[];
}

/** Failures: `uuid`. */
export interface SaveDefinition {
  /** Null: a new flow. */
  readonly uuid: string | null;
  readonly name: string;
  /** Null, of type and expiry: as it was, or for a new flow a message's and a week. */
  readonly type: string | null;
  /** Minutes. */
  readonly expires: number | null;
  readonly baseLanguage: string | null;
  /** In the flow's order. */
  readonly rulesets: readonly Omit<CountedRuleset, "id">[];
  /** A JSON object. */
  readonly definition: string;
}

/** One visit of a node. */
export interface SubmittedStep {
  readonly node: string;
  readonly arrivedOn: Micros;
  /** What was answered where the node asks. */
  readonly answer: { readonly category: string; readonly value: string; readonly text: string } | null;
}

/**
 * An interview that was held elsewhere. What has been sent before, which is known by contact, flow and beginning, goes on.
 * Failures: `flow`, `contact`, `steps` (an answer at a node that asks nothing; a run that has ended takes none).
 */
export interface SubmitSteps {
  /** UUIDs. */
  readonly flow: string;
  readonly contact: string;
  readonly started: Micros;
  readonly completed: boolean;
  readonly steps: readonly SubmittedStep[];
  /** Who held it, for the event log; may be empty. */
  readonly by: string;
}

/** By name, what each takes. */
export interface CountedActs {
  /** Makes the runs now. Answers them. */
  readonly "runs.start": StartRuns;
  /** Answers nothing. */
  readonly "runs.expire": ExpireRuns;
  /** Answers the flow, see `CountedDefinitionQuery`. */
  readonly "definition.save": SaveDefinition;
  /** Answers the run. */
  readonly "steps.submit": SubmitSteps;
  /** Answers nothing. */
  readonly "channels.release": ReleaseChannels;
}

export type CountedAct = keyof CountedActs;

/** many: more than one act does · none: nobody was left to do it for · ended: what it is about is over · number: not one to call */
export interface CountedFailure {
  readonly field: string;
  readonly code: Failure["code"] | "many" | "none" | "ended" | "number";
  readonly value?: string;
}

/** On a failure nothing was written. */
export type Acted =
  /** The objects it is about, to be read by identifier. */
  | { readonly ok: true; readonly made: readonly CountedItem[] }
  /** The account has no data, or no room left. */
  | { readonly ok: false; readonly why: "no-account" | "full" }
  | { readonly ok: false; readonly why: "invalid"; readonly failures: readonly CountedFailure[] };

/** What such callers may have done to flows and runs beside the commands. */
export interface FlowActs {
  /** One transaction, all or nothing, in the event log as the actor's. */
  act<A extends CountedAct>(account: string, actor: Actor, act: A, args: CountedActs[A]): Promise<Acted>;
}

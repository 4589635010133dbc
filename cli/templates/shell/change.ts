/**
 * A change: one difference between this version and the next one, as plain data and pure functions. On the way in
 * each turns a call into one that is a little more the next version's; on the way out, in reverse order, each turns the
 * answer back. So the first change of the list stands next to the client and the last one next to the next version, and
 * every side of a change may believe that the others have done their part.
 */

/** A request on its way. */
export interface Call {
  readonly method: string;
  /** Below the version's root, from its slash, without query. */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** What the JSON says; undefined when no body was sent. */
  readonly body: unknown;
}

/** `body` is undefined for an answer without one. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Change {
  /** One sentence that begins with what this version did. A migration guide is made of these. */
  readonly description: string;
  /**
   * What it concerns: `POST /contacts`, `* /contacts/*`; see `operation.ts`. All other operations are passed on as bytes,
   * unread, so a list that is long costs only those it is about.
   */
  readonly operations: readonly string[];
  request?(call: Call): Call;
  /** The body of an answer below 400. `call` is the one this change was given, in the words of this side. */
  response?(body: unknown, call: Call): unknown;
  /** The status of an answer below 400. */
  status?(status: number, call: Call): number;
  /** A refusal: 400 and above. */
  problem?(answer: Answer, call: Call): Answer;
}

/**
 * How an endpoint is described for the API document. Nothing of this folder is in the worker: it is read on Node, by
 * the generator, and what it makes is committed as `openapi.json`.
 */
import type { ZodObject, ZodType } from "zod";
import type { Method } from "../endpoint.ts";

export interface DescribedOperation {
  readonly method: Method;
  readonly summary: string;
  readonly description?: string;
  /** Its filters. None: `z.object({})`. */
  readonly query: ZodObject;
  /** What v1 takes, not what v2 is sent. Unknown attributes are ignored, as everywhere. */
  readonly body?: ZodType;
  /** Status of success → body; null: none. */
  readonly answers: Readonly<Record<number, ZodType | null>>;
  /**
   * Refusals that differ from what follows from the method (see `document.ts`): the body they have, null for
   * none, `never` where the operation does not refuse so.
   */
  readonly refuses?: Readonly<Record<number, ZodType | null | "never">>;
  /** The operation of v2 that does the same, in the words of its API document; null when it has none. */
  readonly successor: `${Method} /${string}` | null;
  /** One sentence that says what to do. The operator's report of who is affected quotes it. */
  readonly migration: string;
}

/**
 * Where an export is between two of its parts. It travels with the reader, so the object keeps nothing of an export:
 * one that is never read to its end leaves nothing behind, and a restarted object goes on where the last one was.
 */
import type { ImportList } from "../../contracts/import.ts";
import type { Micros } from "../../contracts/records.ts";

/** Keys are hashed and kept elsewhere: they never leave. */
export type ExportList = Exclude<ImportList, "tokens">;

export interface Place {
  /** Which of the walks, in their order; their number when all are done. */
  readonly walk: number;
  /** The number of the last row read of this walk's list, 0 before the first. */
  readonly after: number;
  readonly ends: Ends;
  /** The object's clock when the export began: an import that wrote later broke it. */
  readonly began: Micros;
  /** Changes up to this event are freed: the lines already sent claim no URN that has moved since. */
  readonly freed: number;
  /** Changes up to this event are sent in full. Never above `freed`. */
  readonly filled: number;
}

/**
 * The last number of every list that is through. Commands give out ever larger numbers, so what has a larger one came
 * later, its line is not in the export, and no line may refer to it.
 */
export type Ends = Readonly<Partial<Record<ExportList, number>>>;

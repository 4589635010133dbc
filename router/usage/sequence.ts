/**
 * Which flushes of an isolate an object has counted: the highest number, and one bit for each of the 32 before it,
 * as receivers of IPsec tell a replayed packet (RFC 4303 3.4.3). A flush that is sent again is so counted once,
 * at the price of one row per isolate, in whatever order flushes come.
 */
import { REMEMBERED_FLUSHES } from "./bounds.ts";

export interface Received {
  readonly highest: number;
  /** Bit n: flush `highest - n` was counted. */
  readonly bits: number;
}

/** What is remembered once `seq` is counted; null when it was counted before, or is too old to tell. */
export function receive(known: Received | null, seq: number): Received | null {
  if (known === null) return { highest: seq, bits: 1 };
  const ahead = seq - known.highest;
  // A shift by 32 or more would be one by the rest of the division.
  if (ahead >= REMEMBERED_FLUSHES) return { highest: seq, bits: 1 };
  if (ahead > 0) return { highest: seq, bits: ((known.bits << ahead) | 1) >>> 0 };
  if (-ahead >= REMEMBERED_FLUSHES) return null;
  const bit = 1 << -ahead;
  return (known.bits & bit) !== 0 ? null : { highest: known.highest, bits: (known.bits | bit) >>> 0 };
}

/** Pauses between two looks, which an interruption ends with a sentence. */
import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds. Throws an `Error` when interrupted. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch (error) {
    throw new Error("Interrupted.", { cause: error });
  }
}

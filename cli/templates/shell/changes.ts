/**
 * What is different here from the next version, the first change next to the client. Empty: nothing is, and everything
 * passes through. Each change gets a file of its own in `changes/`, and a test beside it.
 */
import type { Change } from "./change.ts";

export const CHANGES: readonly Change[] = [];

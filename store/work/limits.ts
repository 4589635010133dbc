/** The queue's numbers. */

/**
 * Rows that one step works through (recipients looked at, messages or runs made): some tens of milliseconds, which is
 * what a reader of the account may have to wait.
 */
export const STEP_ROWS = 250;

/**
 * Rows changed after which a step of a start ends: what one contact costs depends on its groups, its runs and on who has
 * subscribed to them, so contacts alone would be no bound. As many as an import takes at a time.
 */
export const STEP_CHANGES = 1_000;

/** Actions outside the object at the same time: the platform holds more than six open connections back. */
export const OUTSIDE_AT_ONCE = 6;

/** Milliseconds after its lease that an action is taken for lost: while the object lives, it ends within its lease. */
export const LEASE_MARGIN = 5_000;

/** Milliseconds after the first failure of a step; doubled with each further one. */
export const FIRST_PAUSE = 1_000;
/** Milliseconds. An hour: somebody may have mended it by then. */
export const LONGEST_PAUSE = 3_600_000;
/** Failures of one step, about nine hours, before its task is given up. */
export const ATTEMPTS = 20;

/** Milliseconds that a task of a kind this build does not know is left for the build that does. */
export const UNKNOWN_PAUSE = 60_000;

/** The numbers of webhooks, each with its reason. */

/** Seconds until the second try: most failures are a restart. Doubles from there. */
export const FIRST_DELAY_S = 1;
/** Seconds. A receiver that comes back after a night is told within the morning. */
export const LONGEST_DELAY_S = 6 * 3600;
/** With the two above: the last try is about three days after the first, long enough for a weekend. */
export const ATTEMPTS = 26;

/** Milliseconds until the status of an answer is there; what comes after it is never read. */
export const PATIENCE_MS = 10_000;
/** The platform lets one invocation wait for as many answers. */
export const AT_ONCE = 6;

/** Days that a finished delivery can be read. */
export const KEPT_DAYS = 30;
/** Old deliveries removed at a time: more than are made at a time, so they never pile up, and few enough to go unnoticed. */
export const REMOVED_AT_ONCE = 10;

/** Characters of a target. */
export const TARGET_LIMIT = 2_000;

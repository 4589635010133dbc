/** The numbers of webhooks, each with its reason. */

/** Seconds until the second try: most failures are a restart. Doubles from there. */
export const FIRST_DELAY_S = 1;
/** Seconds. A receiver that comes back after a night is told within the morning. */
export const LONGEST_DELAY_S = 6 * 3600;
/** With the two above: the last try is about three days after the first, long enough for a weekend. */
export const ATTEMPTS = 26;

/** Milliseconds until the status of an answer is there; what comes after it is never read. */
export const PATIENCE_MS = 10_000;
/** Milliseconds after which a try whose outcome was lost is made again: the patience, and time to write it down. */
export const LEASE_MS = 20_000;

/** Failures in a row before a subscriber is left alone: fewer may be about single deliveries. */
export const FAILURES_BEFORE_REST = 3;
/** Seconds. So long, or twice that, one that is back waits for the rest; so often a dead one takes a turn from others. */
export const LONGEST_REST_S = 30;

/** Days that a finished delivery can be read. */
export const KEPT_DAYS = 30;
/** Old deliveries removed at a time: more than are made at a time, so they never pile up, and few enough to go unnoticed. */
export const REMOVED_AT_ONCE = 10;

/** Of one resthook: each costs a row for each run, and a flow start makes more than a hundred runs in one step. */
export const SUBSCRIBERS_LIMIT = 10;

/** Characters of a target. */
export const TARGET_LIMIT = 2_000;

/** Every figure of the protocol of limits, with its unit and reason. Those of the request path stand in limit.ts. */

/**
 * Cells of a sliding window. What comes free late is lost where demand is near the limit: with 200 cells up to
 * 0.7 % of it, with 120 up to 1.1 %.
 */
export const MOST_CELLS = 200;

/** Milliseconds a lease on windows lives at most: what a dead isolate takes along is charged so much longer. */
export const LONGEST_LEASE = 25_000;
/** Share of its window that a lease lives: it is charged as if it were all spent at its end. */
export const LEASE_OF_WINDOW = 0.01;
/** Milliseconds; a lease on a shorter window would be over before its answer is there. */
export const SHORTEST_LEASED_WINDOW = 60_000;
/** Milliseconds of a lease on a burst policy: at least a round trip, at most what halves the burst. */
export const SHORTEST_BURST_LEASE = 500;
export const LONGEST_BURST_LEASE = 1_000;

/**
 * Milliseconds by which a holder stops before the ttl is over; a tenth of the shortest ttl there is. Covers a
 * clock that stands still while code runs, and the object's clock stepping forward by as much.
 */
export const GUARD = 50;

/** Share of what is left that a lease has at least where nothing speaks against it: a first lease has no rate yet. */
export const LEAST_SHARE = 0.01;

/** Tokens for a caller without limits: more than it spends until the lease is over. */
export const PLENTY = 1_000_000;

/** Bounds of the stored row. Forgetting the oldest loses refunds, never tokens. */
export const MOST_LEASES = 256;
export const MOST_ISOLATES = 64;

/** Unused tokens that are worth a call of their own at expiry. */
export const WORTH_RETURNING = 10;
/** Closed leases an isolate remembers until a stored take has carried their report. */
export const MOST_REPORTS = 32;

/** Milliseconds for which an isolate refuses by itself at most: overrides and returned tokens show after that. */
export const LONGEST_DENIAL = 60_000;
/** Milliseconds without calls after the object did not answer, doubled each time up to the longest. */
export const FIRST_PAUSE = 1_000;
export const LONGEST_PAUSE = 8_000;

/** The numbers of this room. What the router's bundle does not name is not in it. */

/** To gather what one object call carries; half of the 10 s within which a call is to be counted. */
export const FLUSH_AFTER_MS = 5_000;

/** A full counter is flushed at once, but not more often than this. */
export const FULL_FLUSH_EVERY_MS = 1_000;

/** Rows in an isolate that make a flush worth its calls before its time: about 0.5 MB. */
export const FULL_ROWS = 2_000;

/** Rows in an isolate from which on a new operation is no longer told from others. */
export const FOLD_ROWS = 4_000;

/** Rows that an isolate keeps of flushes that failed: about 2 MB. */
export const KEPT_ROWS = 8_000;

/** The platform lets six connections wait for their first answer; more would only queue. */
export const LANES = 6;

/** For one object. Sent twice by all lanes behind 48 objects that hang, a flush still ends within the platform's 30 s. */
export const PATIENCE_MS = 1_500;

/** Flushes of one isolate that an object tells apart: the bits of one integer. At 5 s each, 160 s. */
export const REMEMBERED_FLUSHES = 32;

/** What an operation is called that is too long, or one too many. */
export const OTHER = "other";

/** Characters. Route templates are shorter; what is longer is a path with somebody's data in it. */
export const OPERATION_LENGTH = 120;

/** Distinct operations per account and day; an API has fewer. Bounds what one caller can make of a day. */
export const OPERATIONS_PER_ACCOUNT = 100;

/** After midnight UTC, so that late flushes find the day open. */
export const SETTLE_MS = 600_000;

/** Days that one alarm rolls up, and deletes, before it makes way for requests. */
export const DAYS_PER_ALARM = 8;

/** An isolate that was silent for so long has no flush left to repeat. */
export const ISOLATE_FORGOTTEN_MS = 86_400_000;

/** Operations in a report, the most called first. */
export const TOP_OPERATIONS = 50;

/** Of one object in a report of totals; the sums of what it leaves out are missing from that operation alone. */
export const OPERATIONS_PER_OBJECT = 1_000;

/** Of a report that names no first day. */
export const USUAL_DAYS = 30;

/**
 * The import format: NDJSON, one object a line, each with exactly one key that says what the line is.
 * `{"org": {…}}` comes first and describes the account; then one line per item, in the order of
 * `IMPORT_LISTS` (an item may refer only to what came before it). `{"tokens": {…}}` lines are keys: the
 * router keeps those (hashed) and the store never sees them. A large account is sent as many chunks of
 * whole lines, each applied once however often it is sent.
 *
 * An export is the same format without keys, as one body that breaks off where it cannot be completed: the store answers
 * `GET /export?account=KEY` with it, or 404 where nothing was imported under that key.
 */
export const IMPORT_LISTS = [
  "tokens",
  "channels",
  "fields",
  "groups",
  "labels",
  "contacts",
  "flows",
  "messages",
  "runs",
  "channel_events",
  "resthooks",
  "resthook_events",
  "boundaries",
  "campaigns",
  "campaign_events",
] as const;

export type ImportList = (typeof IMPORT_LISTS)[number];

/** Limits of one chunk: a chunk is one request and one transaction. */
export const CHUNK_LIMITS = {
  /** Rows of one transaction: tens of milliseconds, so that readers of the account hardly wait. */
  lines: 1_000,
  /** Bytes of one request. The platform takes 100 MB; memory is 128 MB. */
  bytes: 4_000_000,
} as const;

/** Account keys name objects and appear in logs and URLs. */
export const ACCOUNT_KEY = /^[a-z0-9][a-z0-9-]{0,62}$/;

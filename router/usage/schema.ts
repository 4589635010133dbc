/**
 * The tables of one object, which holds a sixteenth of a version's accounts.
 *
 * `calls`   what was counted, to the operation; kept for the retention.
 * `totals`  days that are over, without accounts and keys. Rows of a day exist only while it is rolled up.
 * `days`    which days `calls` has. `accounts` is known once the day is rolled up, null before. A late flush
 *           makes it null again, and takes the day's totals away.
 * `isolates` which flushes were counted (sequence.ts).
 *
 * Day first: what is asked, rolled up and deleted is days, and today's rows stay side by side. Without a row id and
 * without an index, a new row is one write, and so is one more call of it.
 */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS calls (
  day INTEGER NOT NULL,
  account TEXT NOT NULL,
  key TEXT NOT NULL,
  way TEXT NOT NULL,
  operation TEXT NOT NULL,
  calls INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  fallbacks INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  PRIMARY KEY (day, account, key, way, operation)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS totals (
  day INTEGER NOT NULL,
  way TEXT NOT NULL,
  operation TEXT NOT NULL,
  calls INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  fallbacks INTEGER NOT NULL,
  PRIMARY KEY (day, way, operation)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS days (
  day INTEGER PRIMARY KEY,
  accounts INTEGER
) STRICT;

CREATE INDEX IF NOT EXISTS days_open ON days (day) WHERE accounts IS NULL;

CREATE TABLE IF NOT EXISTS isolates (
  isolate TEXT PRIMARY KEY,
  highest INTEGER NOT NULL,
  bits INTEGER NOT NULL,
  seen_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** SQL as an object runs it; a test passes one that listens. */
export type Sql = Pick<SqlStorage, "exec">;

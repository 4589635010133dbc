-- The account itself, and what the object keeps about its own work.

-- One row, or none before the first import.
CREATE TABLE account (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  key TEXT NOT NULL,
  id INTEGER NOT NULL,
  uuid TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT,
  languages TEXT NOT NULL CHECK (json_valid(languages)),
  primary_language TEXT,
  timezone TEXT NOT NULL,
  date_style TEXT NOT NULL CHECK (date_style IN ('day_first', 'month_first')),
  anon INTEGER NOT NULL CHECK (anon IN (0, 1)),
  suspended INTEGER NOT NULL CHECK (suspended IN (0, 1)),
  -- Requests per window of seconds and scope; both null: the product's own limit.
  rate_limit INTEGER,
  rate_window INTEGER,
  CHECK ((rate_limit IS NULL) = (rate_window IS NULL))
) STRICT;

-- The last instant given out, in microseconds: survives restarts and clocks that step back.
CREATE TABLE clock (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  last INTEGER NOT NULL
) STRICT;
INSERT INTO clock (one, last) VALUES (1, 0);

-- Totals that lists need and no request may count. Kept by triggers.
CREATE TABLE totals (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Append-only: who changed what, in the same transaction as the change.
CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  created_on INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('create', 'update', 'delete')),
  kind TEXT NOT NULL,
  object TEXT NOT NULL,
  reason TEXT NOT NULL,
  version TEXT NOT NULL,
  request_id TEXT NOT NULL
) STRICT;
CREATE INDEX events_of_object ON events (object);

-- How far each import has come.
CREATE TABLE imports (
  id TEXT PRIMARY KEY,
  next INTEGER NOT NULL,
  started_on INTEGER NOT NULL,
  updated_on INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

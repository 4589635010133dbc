-- Who is told when a run starts or ends, what is still to be told, and every try at it; and the event log by page.

-- Slugs of resthooks, in order. Not references: an import brings flows before resthooks.
ALTER TABLE flows ADD COLUMN resthooks TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(resthooks));

-- Removed when unsubscribed; AUTOINCREMENT, so that its deliveries never become another's.
CREATE TABLE resthook_subscribers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  resthook INTEGER NOT NULL REFERENCES resthooks (id),
  target_url TEXT NOT NULL,
  -- Signs every delivery. Kept as it is, because signing needs it.
  secret TEXT NOT NULL,
  -- How a delivery's body is written, and what the subscriber's contract is called: as it was when it subscribed.
  form TEXT NOT NULL,
  version TEXT NOT NULL,
  created_on INTEGER NOT NULL,
  UNIQUE (resthook, target_url)
) STRICT;
CREATE INDEX resthook_subscribers_page ON resthook_subscribers (created_on);
CREATE INDEX resthook_subscribers_of_resthook ON resthook_subscribers (resthook, created_on);

-- One event for one subscriber.
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- What the receiver knows it by: the same at every try.
  uuid TEXT NOT NULL UNIQUE,
  subscriber INTEGER NOT NULL,
  event INTEGER NOT NULL,
  run INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('run.started', 'run.ended')),
  state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'failed', 'cancelled')),
  attempts INTEGER NOT NULL DEFAULT 0,
  -- The next try, for readers: what happens then is a task. Null: it is finished, or waits for an earlier one of the
  -- same run to the same subscriber, which has the task.
  due INTEGER,
  created_on INTEGER NOT NULL,
  finished_on INTEGER,
  CHECK ((finished_on IS NULL) = (state = 'pending')),
  CHECK (due IS NULL OR state = 'pending')
) STRICT;
CREATE INDEX deliveries_of_run ON deliveries (subscriber, run) WHERE state = 'pending';
CREATE INDEX deliveries_page ON deliveries (created_on);
CREATE INDEX deliveries_of_subscriber ON deliveries (subscriber, created_on);
CREATE INDEX deliveries_finished ON deliveries (finished_on) WHERE finished_on IS NOT NULL;

CREATE TABLE delivery_attempts (
  delivery INTEGER NOT NULL REFERENCES deliveries (id),
  -- From 1.
  number INTEGER NOT NULL,
  began_on INTEGER NOT NULL,
  -- What the receiver answered; null where no answer came, and then why.
  status INTEGER,
  fault TEXT,
  PRIMARY KEY (delivery, number)
) STRICT, WITHOUT ROWID;

-- The history of an object, a key or a kind of change pages like the log itself.
DROP INDEX events_of_object;
CREATE INDEX events_of_object ON events (object, created_on);
CREATE INDEX events_page ON events (created_on);
CREATE INDEX events_of_actor ON events (actor, created_on);
CREATE INDEX events_of_action ON events (action, created_on);

-- Work that goes on after its request was answered, and what it is for: broadcasts, flow starts, runs.

-- The queue. A task that is done is removed; one that was given up stays, for whoever looks into it.
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  -- Where its work is done: in the object's transactions, or mostly outside of them. Each has a queue of its own.
  place TEXT NOT NULL CHECK (place IN ('inside', 'outside')),
  -- What is to be done and how far it has come, in the kind's own terms.
  data TEXT NOT NULL CHECK (json_valid(data)),
  due INTEGER NOT NULL,
  -- Failures of the present step.
  attempt INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'abandoned'))
) STRICT;
CREATE INDEX tasks_due ON tasks (place, due) WHERE state = 'waiting';

CREATE TABLE broadcasts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL,
  -- Null: each message takes the channel that serves its URN.
  channel INTEGER,
  status TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'failed')),
  -- Recipients as they were named: [[URN, number of its contact]], numbers of contacts, numbers of groups.
  urns TEXT NOT NULL CHECK (json_valid(urns)),
  contacts TEXT NOT NULL CHECK (json_valid(contacts)),
  groups TEXT NOT NULL CHECK (json_valid(groups)),
  created_on INTEGER NOT NULL
) STRICT;
CREATE INDEX broadcasts_page ON broadcasts (created_on);

-- Who has got a broadcast: a contact that several groups name gets one message. Deleted messages count.
CREATE INDEX messages_of_recipient ON messages (broadcast, contact) WHERE broadcast IS NOT NULL;

-- A group's members in an order that nothing changes while a broadcast or a start walks them: the order of a page
-- moves with every change of a contact.
CREATE INDEX memberships_of_group ON memberships (group_id, contact);

CREATE TABLE flow_starts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  flow INTEGER NOT NULL,
  contacts TEXT NOT NULL CHECK (json_valid(contacts)),
  groups TEXT NOT NULL CHECK (json_valid(groups)),
  restart_participants INTEGER NOT NULL CHECK (restart_participants IN (0, 1)),
  exclude_active INTEGER NOT NULL CHECK (exclude_active IN (0, 1)),
  extra TEXT CHECK (json_valid(extra)),
  status TEXT NOT NULL CHECK (status IN ('pending', 'starting', 'complete', 'failed')),
  created_on INTEGER NOT NULL,
  modified_on INTEGER NOT NULL
) STRICT;
CREATE INDEX flow_starts_page ON flow_starts (modified_on);

-- The start that made the run; null for others.
ALTER TABLE runs ADD COLUMN start INTEGER;
CREATE INDEX runs_of_start ON runs (start, contact) WHERE start IS NOT NULL;
-- Who has been in a flow.
CREATE INDEX runs_of_participant ON runs (flow, contact);
CREATE INDEX runs_responded ON runs (modified_on) WHERE responded = 1;
CREATE INDEX runs_responded_of_flow ON runs (flow, modified_on) WHERE responded = 1;
CREATE INDEX runs_responded_of_contact ON runs (contact, modified_on) WHERE responded = 1;

-- Runs by state, which no request may count.
ALTER TABLE flows ADD COLUMN active INTEGER NOT NULL DEFAULT 0 CHECK (active >= 0);
ALTER TABLE flows ADD COLUMN completed INTEGER NOT NULL DEFAULT 0 CHECK (completed >= 0);
ALTER TABLE flows ADD COLUMN interrupted INTEGER NOT NULL DEFAULT 0 CHECK (interrupted >= 0);
ALTER TABLE flows ADD COLUMN expired INTEGER NOT NULL DEFAULT 0 CHECK (expired >= 0);
UPDATE flows SET (active, completed, interrupted, expired) =
  (SELECT count(*) FILTER (WHERE r.exit_type IS NULL), count(*) FILTER (WHERE r.exit_type = 'completed'),
    count(*) FILTER (WHERE r.exit_type = 'interrupted'), count(*) FILTER (WHERE r.exit_type = 'expired')
    FROM runs r WHERE r.flow = flows.id);

CREATE TRIGGER flow_gains_run AFTER INSERT ON runs
BEGIN
  UPDATE flows SET active = active + (new.exit_type IS NULL), completed = completed + (new.exit_type IS 'completed'),
    interrupted = interrupted + (new.exit_type IS 'interrupted'), expired = expired + (new.exit_type IS 'expired')
  WHERE id = new.flow;
END;

CREATE TRIGGER flow_loses_run AFTER DELETE ON runs
BEGIN
  UPDATE flows SET active = active - (old.exit_type IS NULL), completed = completed - (old.exit_type IS 'completed'),
    interrupted = interrupted - (old.exit_type IS 'interrupted'), expired = expired - (old.exit_type IS 'expired')
  WHERE id = old.flow;
END;

CREATE TRIGGER run_changes_state AFTER UPDATE OF flow, exit_type ON runs
WHEN new.flow <> old.flow OR new.exit_type IS NOT old.exit_type
BEGIN
  UPDATE flows SET active = active - (old.exit_type IS NULL), completed = completed - (old.exit_type IS 'completed'),
    interrupted = interrupted - (old.exit_type IS 'interrupted'), expired = expired - (old.exit_type IS 'expired')
  WHERE id = old.flow;
  UPDATE flows SET active = active + (new.exit_type IS NULL), completed = completed + (new.exit_type IS 'completed'),
    interrupted = interrupted + (new.exit_type IS 'interrupted'), expired = expired + (new.exit_type IS 'expired')
  WHERE id = new.flow;
END;

CREATE INDEX flows_archived ON flows (archived, created_on);
CREATE INDEX flows_of_type ON flows (type, created_on);
CREATE INDEX flows_archived_of_type ON flows (archived, type, created_on);

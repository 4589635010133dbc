-- Channels, flows, messages, runs and events. JSON columns are read with their row, never searched.
-- REFERENCES only where an index begins with the column: SQLite plans a search of the children whenever a parent is
-- written, and would plan a scan of all messages. What is referred to elsewhere is never removed.

CREATE TABLE channels (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  name TEXT,
  address TEXT,
  country TEXT,
  type TEXT NOT NULL,
  schemes TEXT NOT NULL CHECK (json_valid(schemes)),
  device TEXT CHECK (json_valid(device)),
  last_seen INTEGER,
  created_on INTEGER NOT NULL
) STRICT;
CREATE INDEX channels_page ON channels (created_on);

CREATE TABLE labels (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL UNIQUE,
  created_on INTEGER NOT NULL
) STRICT;
CREATE INDEX labels_page ON labels (created_on);

CREATE TABLE flows (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
  -- Minutes.
  expires INTEGER NOT NULL,
  base_language TEXT,
  created_on INTEGER NOT NULL
) STRICT;
CREATE INDEX flows_page ON flows (created_on);

-- Labels of flows: another kind than labels of messages.
CREATE TABLE flow_labels (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE labelled_flows (
  flow INTEGER NOT NULL REFERENCES flows (id),
  position INTEGER NOT NULL,
  label INTEGER NOT NULL REFERENCES flow_labels (id),
  PRIMARY KEY (flow, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX labelled_flows_by_label ON labelled_flows (label, flow);

CREATE TABLE rulesets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  flow INTEGER NOT NULL REFERENCES flows (id),
  position INTEGER NOT NULL,
  node TEXT NOT NULL,
  label TEXT NOT NULL,
  ruleset_type TEXT NOT NULL,
  categories TEXT NOT NULL CHECK (json_valid(categories)),
  UNIQUE (flow, position)
) STRICT;

-- Never removed (a deleted message loses its text and labels), so the highest id is never given out again.
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  contact INTEGER NOT NULL,
  urn TEXT,
  channel INTEGER,
  broadcast INTEGER,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  type TEXT,
  status TEXT NOT NULL,
  visibility TEXT NOT NULL CHECK (visibility IN ('visible', 'archived', 'deleted')),
  text TEXT NOT NULL,
  created_on INTEGER NOT NULL,
  sent_on INTEGER,
  modified_on INTEGER
) STRICT;
-- Partial: lists leave out deleted messages, however many there are.
CREATE INDEX messages_page ON messages (created_on) WHERE visibility <> 'deleted';
CREATE INDEX messages_of_contact ON messages (contact, created_on) WHERE visibility <> 'deleted';
CREATE INDEX messages_of_broadcast ON messages (broadcast, created_on) WHERE broadcast IS NOT NULL;

-- visible and created_on repeat the message's, so that a label's visible messages page by index.
CREATE TABLE labelled_messages (
  message INTEGER NOT NULL REFERENCES messages (id),
  label INTEGER NOT NULL REFERENCES labels (id),
  visible INTEGER NOT NULL CHECK (visible IN (0, 1)),
  created_on INTEGER NOT NULL,
  PRIMARY KEY (message, label)
) STRICT, WITHOUT ROWID;
CREATE INDEX labelled_messages_page ON labelled_messages (label, visible, created_on, message);

CREATE TRIGGER label_follows_message AFTER UPDATE OF visibility, created_on ON messages
WHEN new.visibility <> old.visibility OR new.created_on <> old.created_on
BEGIN
  UPDATE labelled_messages SET visible = (new.visibility = 'visible'), created_on = new.created_on
  WHERE message = new.id;
END;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  flow INTEGER NOT NULL REFERENCES flows (id),
  contact INTEGER NOT NULL REFERENCES contacts (id),
  responded INTEGER NOT NULL CHECK (responded IN (0, 1)),
  path TEXT NOT NULL CHECK (json_valid(path)),
  results TEXT NOT NULL CHECK (json_valid(results)),
  created_on INTEGER NOT NULL,
  modified_on INTEGER NOT NULL,
  exited_on INTEGER,
  exit_type TEXT CHECK (exit_type IN ('completed', 'interrupted', 'expired')),
  expires_on INTEGER
) STRICT;
CREATE INDEX runs_page ON runs (modified_on);
CREATE INDEX runs_of_flow ON runs (flow, modified_on);
CREATE INDEX runs_of_contact ON runs (contact, modified_on);
-- The flow a contact is in now.
CREATE INDEX runs_open ON runs (contact) WHERE exited_on IS NULL;

CREATE TABLE channel_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  contact INTEGER NOT NULL REFERENCES contacts (id),
  channel INTEGER NOT NULL,
  time INTEGER NOT NULL,
  -- Seconds.
  duration INTEGER NOT NULL,
  created_on INTEGER NOT NULL
) STRICT;
CREATE INDEX channel_events_page ON channel_events (created_on);
CREATE INDEX channel_events_of_contact ON channel_events (contact, created_on);

CREATE TABLE resthooks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  resthook TEXT NOT NULL UNIQUE,
  created_on INTEGER NOT NULL,
  modified_on INTEGER NOT NULL
) STRICT;
CREATE INDEX resthooks_page ON resthooks (modified_on);

CREATE TABLE resthook_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  resthook INTEGER NOT NULL REFERENCES resthooks (id),
  data TEXT NOT NULL CHECK (json_valid(data)),
  created_on INTEGER NOT NULL
) STRICT;
CREATE INDEX resthook_events_page ON resthook_events (created_on);
CREATE INDEX resthook_events_of_resthook ON resthook_events (resthook, created_on);

CREATE TABLE boundaries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  osm_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  level INTEGER NOT NULL,
  parent INTEGER,
  aliases TEXT NOT NULL CHECK (json_valid(aliases)),
  geometry TEXT CHECK (json_valid(geometry))
) STRICT;
CREATE INDEX boundaries_by_level ON boundaries (level, name);

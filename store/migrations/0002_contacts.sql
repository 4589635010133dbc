-- Contacts and what hangs on them. Names are compared without case by their folded form (NFC, lower case).
-- An index ends with the row's id by itself: (modified_on) is (modified_on, id).

CREATE TABLE fields (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  label_folded TEXT NOT NULL UNIQUE,
  value_type TEXT NOT NULL CHECK (value_type IN ('text', 'numeric', 'datetime', 'state', 'district', 'ward')),
  created_on INTEGER NOT NULL
) STRICT;
CREATE INDEX fields_page ON fields (created_on);

-- AUTOINCREMENT: a deleted group's number is never given to another.
CREATE TABLE groups (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL UNIQUE,
  -- Null: static.
  query TEXT,
  count INTEGER NOT NULL DEFAULT 0 CHECK (count >= 0),
  created_on INTEGER NOT NULL
) STRICT;
CREATE INDEX groups_page ON groups (created_on);

-- Never removed: a deleted contact keeps its row, its UUID and its place in the list of deleted ones.
CREATE TABLE contacts (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  name TEXT,
  language TEXT,
  -- Values by field key, as they were written: read with the contact, never searched.
  fields TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(fields)),
  blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
  stopped INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1)),
  deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
  created_on INTEGER NOT NULL,
  modified_on INTEGER NOT NULL,
  last_seen_on INTEGER
) STRICT;
CREATE INDEX contacts_page ON contacts (deleted, modified_on);

-- One owner per URN. Position 0 is the one tried first.
CREATE TABLE urns (
  urn TEXT PRIMARY KEY,
  contact INTEGER NOT NULL REFERENCES contacts (id),
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX urns_of_contact ON urns (contact, position);

-- modified_on repeats the contact's, so that a group's contacts page by this table's index.
CREATE TABLE memberships (
  contact INTEGER NOT NULL REFERENCES contacts (id),
  group_id INTEGER NOT NULL REFERENCES groups (id),
  modified_on INTEGER NOT NULL,
  PRIMARY KEY (contact, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_page ON memberships (group_id, modified_on, contact);

CREATE TRIGGER membership_follows_contact AFTER UPDATE OF modified_on ON contacts
WHEN new.modified_on <> old.modified_on
BEGIN
  UPDATE memberships SET modified_on = new.modified_on WHERE contact = new.id;
END;

CREATE TRIGGER group_gains AFTER INSERT ON memberships
BEGIN
  UPDATE groups SET count = count + 1 WHERE id = new.group_id;
END;

CREATE TRIGGER group_loses AFTER DELETE ON memberships
BEGIN
  UPDATE groups SET count = count - 1 WHERE id = old.group_id;
END;

-- The number of contacts that are not deleted.
INSERT INTO totals (name, value) VALUES ('contacts', 0);

CREATE TRIGGER contacts_gain AFTER INSERT ON contacts WHEN new.deleted = 0
BEGIN
  UPDATE totals SET value = value + 1 WHERE name = 'contacts';
END;

CREATE TRIGGER contacts_change AFTER UPDATE OF deleted ON contacts WHEN new.deleted <> old.deleted
BEGIN
  UPDATE totals SET value = value + old.deleted - new.deleted WHERE name = 'contacts';
END;

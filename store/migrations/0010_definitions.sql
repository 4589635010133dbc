-- Flows as they were saved, whole: what lists of flows have no use for, and must not read past.
CREATE TABLE flow_definitions (
  flow INTEGER PRIMARY KEY REFERENCES flows (id),
  definition TEXT NOT NULL CHECK (json_valid(definition)),
  -- From 1.
  revision INTEGER NOT NULL CHECK (revision > 0),
  saved_on INTEGER NOT NULL
) STRICT;

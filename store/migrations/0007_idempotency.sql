-- What a write came to, for whoever sends it again under the name it gave it: kept in the transaction of the write.

CREATE TABLE kept_results (
  id INTEGER PRIMARY KEY,
  -- Whose: the public id of a key. Names of different keys never meet.
  actor TEXT NOT NULL,
  name TEXT NOT NULL,
  -- Of the request: under one name there is one request.
  print TEXT NOT NULL,
  written TEXT NOT NULL CHECK (json_valid(written)),
  context INTEGER,
  expires_on INTEGER NOT NULL,
  UNIQUE (actor, name)
) STRICT;
CREATE INDEX kept_results_expiring ON kept_results (expires_on);
CREATE INDEX kept_results_of_context ON kept_results (context) WHERE context IS NOT NULL;

-- The account's settings and fields as they were: many results share them, and they outweigh most.
CREATE TABLE kept_contexts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  text TEXT NOT NULL CHECK (json_valid(text))
) STRICT;

-- A group or label that was deleted while very many rows named it: nobody finds it any more, and its rows go in steps.
ALTER TABLE groups ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));
ALTER TABLE labels ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));

-- What readers of traffic filter by: a list of messages for each folder, counted labels, channels by address.

-- Null: none of it, which is what most messages have. Lists are JSON, read with their row.
ALTER TABLE messages ADD COLUMN flow INTEGER;
-- [{"content_type", "url"}]
ALTER TABLE messages ADD COLUMN attachments TEXT CHECK (json_valid(attachments));
-- [{"text", "extra"}]
ALTER TABLE messages ADD COLUMN quick_replies TEXT CHECK (json_valid(quick_replies));

-- Partial, so that a message is in the index of its own folder only. A query must repeat the conditions as they stand
-- here, or the planner does not see that the index has all it asks for.
CREATE INDEX messages_inbox ON messages (created_on)
  WHERE direction = 'in' AND visibility = 'visible' AND type = 'inbox';
CREATE INDEX messages_flows ON messages (created_on)
  WHERE direction = 'in' AND visibility = 'visible' AND type = 'flow';
CREATE INDEX messages_archived ON messages (created_on)
  WHERE direction = 'in' AND visibility = 'archived';
CREATE INDEX messages_outbox ON messages (created_on)
  WHERE direction = 'out' AND visibility = 'visible' AND status IN ('pending', 'queued');
CREATE INDEX messages_sent ON messages (created_on)
  WHERE direction = 'out' AND visibility = 'visible' AND status IN ('wired', 'sent', 'delivered');
CREATE INDEX messages_failed ON messages (created_on)
  WHERE direction = 'out' AND visibility = 'visible' AND status = 'failed';
-- Deleted ones too. A message that was imported without a modification counts as unmodified since it was made.
CREATE INDEX messages_incoming ON messages (coalesce(modified_on, created_on))
  WHERE direction = 'in';

-- The one before had deleted messages in it, which its readers had to step over.
DROP INDEX messages_of_broadcast;
CREATE INDEX messages_of_broadcast ON messages (broadcast, created_on)
  WHERE broadcast IS NOT NULL AND visibility <> 'deleted';

-- Visible messages.
ALTER TABLE labels ADD COLUMN count INTEGER NOT NULL DEFAULT 0 CHECK (count >= 0);
-- Exports name labels: one that was renamed while an export goes on is told from others by this. Null: never.
ALTER TABLE labels ADD COLUMN renamed_on INTEGER;
UPDATE labels SET count =
  (SELECT count(*) FROM labelled_messages m WHERE m.label = labels.id AND m.visible = 1);

CREATE TRIGGER label_gains AFTER INSERT ON labelled_messages WHEN new.visible = 1
BEGIN
  UPDATE labels SET count = count + 1 WHERE id = new.label;
END;

CREATE TRIGGER label_loses AFTER DELETE ON labelled_messages WHEN old.visible = 1
BEGIN
  UPDATE labels SET count = count - 1 WHERE id = old.label;
END;

CREATE TRIGGER label_changes AFTER UPDATE OF visible ON labelled_messages WHEN new.visible <> old.visible
BEGIN
  UPDATE labels SET count = count + new.visible - old.visible WHERE id = new.label;
END;

CREATE INDEX channels_by_address ON channels (address, created_on);

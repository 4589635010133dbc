-- Totals of the lists that only grow, beside the contacts': whoever asks how many there are must not count them.
-- Each is what is in its list: messages that are not deleted, and every run, broadcast and channel event.

INSERT INTO totals (name, value) VALUES
  ('messages', (SELECT count(*) FROM messages WHERE visibility <> 'deleted')),
  ('runs', (SELECT count(*) FROM runs)),
  ('broadcasts', (SELECT count(*) FROM broadcasts)),
  ('channel_events', (SELECT count(*) FROM channel_events));

CREATE TRIGGER messages_gain AFTER INSERT ON messages WHEN new.visibility <> 'deleted'
BEGIN
  UPDATE totals SET value = value + 1 WHERE name = 'messages';
END;

-- A message's row is never removed.
CREATE TRIGGER messages_change AFTER UPDATE OF visibility ON messages
WHEN (new.visibility = 'deleted') <> (old.visibility = 'deleted')
BEGIN
  UPDATE totals SET value = value + (old.visibility = 'deleted') - (new.visibility = 'deleted') WHERE name = 'messages';
END;

CREATE TRIGGER runs_gain AFTER INSERT ON runs
BEGIN
  UPDATE totals SET value = value + 1 WHERE name = 'runs';
END;

CREATE TRIGGER runs_lose AFTER DELETE ON runs
BEGIN
  UPDATE totals SET value = value - 1 WHERE name = 'runs';
END;

-- Broadcasts and channel events are never removed.
CREATE TRIGGER broadcasts_gain AFTER INSERT ON broadcasts
BEGIN
  UPDATE totals SET value = value + 1 WHERE name = 'broadcasts';
END;

CREATE TRIGGER channel_events_gain AFTER INSERT ON channel_events
BEGIN
  UPDATE totals SET value = value + 1 WHERE name = 'channel_events';
END;

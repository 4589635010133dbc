-- Channels that were given up, and what still waits to go out through one.

-- No list shows a released channel and nothing is sent through it. Its row stays, because messages and calls go on to say
-- over which channel they came.
ALTER TABLE channels ADD COLUMN released INTEGER NOT NULL DEFAULT 0 CHECK (released IN (0, 1));

-- Partial: lists leave out released channels. A query must repeat the condition as it stands here.
DROP INDEX channels_page;
CREATE INDEX channels_page ON channels (created_on) WHERE released = 0;
DROP INDEX channels_by_address;
CREATE INDEX channels_by_address ON channels (address, created_on) WHERE released = 0;

-- The outbox by channel. Messages of our own are sent at once: only imported ones are in it.
CREATE INDEX messages_outbox_of_channel ON messages (channel)
  WHERE direction = 'out' AND visibility = 'visible' AND status IN ('pending', 'queued');

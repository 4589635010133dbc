-- Campaigns and their events.

-- AUTOINCREMENT here and below: imports bring numbers of their own, and events are removed.
CREATE TABLE campaigns (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL UNIQUE,
  -- Not its number: a group may be deleted, and its campaigns go on to say which one it was.
  group_uuid TEXT NOT NULL,
  created_on INTEGER NOT NULL
) STRICT;
CREATE INDEX campaigns_page ON campaigns (created_on);

CREATE TABLE campaign_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uuid TEXT NOT NULL UNIQUE,
  campaign INTEGER NOT NULL REFERENCES campaigns (id),
  -- Fields and flows are never removed.
  relative_to INTEGER NOT NULL,
  "offset" INTEGER NOT NULL,
  unit TEXT NOT NULL CHECK (unit IN ('minutes', 'hours', 'days', 'weeks')),
  delivery_hour INTEGER NOT NULL CHECK (delivery_hour BETWEEN -1 AND 23),
  flow INTEGER,
  -- JSON: a string, or an object of strings by language.
  message TEXT CHECK (json_valid(message)),
  created_on INTEGER NOT NULL,
  CHECK ((flow IS NULL) <> (message IS NULL))
) STRICT;
CREATE INDEX campaign_events_page ON campaign_events (created_on);
CREATE INDEX campaign_events_of_campaign ON campaign_events (campaign, created_on);
-- The campaigns that start a flow.
CREATE INDEX campaign_events_of_flow ON campaign_events (flow, campaign) WHERE flow IS NOT NULL;

-- Runs end when their time is over: one task waits for the earliest of those that go on.
CREATE INDEX runs_expiring ON runs (expires_on) WHERE exited_on IS NULL AND expires_on IS NOT NULL;
CREATE UNIQUE INDEX tasks_expire ON tasks (kind) WHERE kind = 'expire';

-- Of runs that are there already those whose time is still to come.
INSERT INTO tasks (kind, place, data, due)
  SELECT 'expire', 'inside', json_object('since', now.micros), min(r.expires_on)
  FROM (SELECT unixepoch() * 1000000 AS micros) now CROSS JOIN runs r
  WHERE r.exited_on IS NULL AND r.expires_on IS NOT NULL AND r.expires_on > now.micros
  HAVING count(*) > 0;

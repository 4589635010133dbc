-- A contact's URNs, groups and open flow, repeated in its own row: a page of contacts reads a row each, and does not look
-- into three other trees, which in a large account lie in as many other places for every contact.
-- They are what the tables say, in the order in which they are shown; nothing but the triggers below writes them.

ALTER TABLE contacts ADD COLUMN urns TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(urns));
-- Numbers.
ALTER TABLE contacts ADD COLUMN groups TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(groups));
-- That of the last open run; null where there is none.
ALTER TABLE contacts ADD COLUMN flow INTEGER;

UPDATE contacts SET
  urns = (SELECT json_group_array(urn) FROM (SELECT urn FROM urns WHERE contact = contacts.id ORDER BY position)),
  groups = (SELECT json_group_array(group_id) FROM
    (SELECT group_id FROM memberships WHERE contact = contacts.id ORDER BY group_id)),
  flow = (SELECT flow FROM runs WHERE contact = contacts.id AND exited_on IS NULL ORDER BY id DESC LIMIT 1)
WHERE deleted = 0;

CREATE TRIGGER contact_gains_urn AFTER INSERT ON urns
BEGIN
  UPDATE contacts SET urns =
    (SELECT json_group_array(urn) FROM (SELECT urn FROM urns WHERE contact = new.contact ORDER BY position))
  WHERE id = new.contact;
END;

CREATE TRIGGER contact_loses_urn AFTER DELETE ON urns
BEGIN
  UPDATE contacts SET urns =
    (SELECT json_group_array(urn) FROM (SELECT urn FROM urns WHERE contact = old.contact ORDER BY position))
  WHERE id = old.contact;
END;

-- One that moves to another contact is a change of both. A statement that REPLACEs a row fires no trigger for the one
-- that goes: URNs are written by upsert.
CREATE TRIGGER urn_changes_hands AFTER UPDATE ON urns
BEGIN
  UPDATE contacts SET urns =
    (SELECT json_group_array(urn) FROM (SELECT urn FROM urns WHERE contact = contacts.id ORDER BY position))
  WHERE id IN (old.contact, new.contact);
END;

CREATE TRIGGER contact_gains_group AFTER INSERT ON memberships
BEGIN
  UPDATE contacts SET groups = (SELECT json_group_array(group_id) FROM
    (SELECT group_id FROM memberships WHERE contact = new.contact ORDER BY group_id))
  WHERE id = new.contact;
END;

CREATE TRIGGER contact_loses_group AFTER DELETE ON memberships
BEGIN
  UPDATE contacts SET groups = (SELECT json_group_array(group_id) FROM
    (SELECT group_id FROM memberships WHERE contact = old.contact ORDER BY group_id))
  WHERE id = old.contact;
END;

CREATE TRIGGER contact_enters_flow AFTER INSERT ON runs WHEN new.exited_on IS NULL
BEGIN
  UPDATE contacts SET flow =
    (SELECT flow FROM runs WHERE contact = new.contact AND exited_on IS NULL ORDER BY id DESC LIMIT 1)
  WHERE id = new.contact;
END;

CREATE TRIGGER contact_leaves_flow AFTER DELETE ON runs WHEN old.exited_on IS NULL
BEGIN
  UPDATE contacts SET flow =
    (SELECT flow FROM runs WHERE contact = old.contact AND exited_on IS NULL ORDER BY id DESC LIMIT 1)
  WHERE id = old.contact;
END;

CREATE TRIGGER run_moves_contact AFTER UPDATE OF contact, flow, exited_on ON runs
WHEN new.contact <> old.contact OR new.flow <> old.flow OR (new.exited_on IS NULL) <> (old.exited_on IS NULL)
BEGIN
  UPDATE contacts SET flow =
    (SELECT flow FROM runs WHERE contact = contacts.id AND exited_on IS NULL ORDER BY id DESC LIMIT 1)
  WHERE id IN (old.contact, new.contact);
END;

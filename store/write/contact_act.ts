/**
 * What is done to several contacts at once: all of them, or none. A contact that already is what the act makes of it
 * stays as it is, and so does its place in lists.
 */
import type { Command, ContactTarget, Failure } from "../../contracts/account.ts";
import type { ContactAct } from "../../contracts/contact_acts.ts";
import type { GroupRecord } from "../../contracts/records.ts";
import { groupByName, groupByUuid } from "../read/groups.ts";
import { deleteContact } from "./contact_delete.ts";
import { archiveMessages } from "./contact_messages.ts";
import { endRuns } from "./contact_runs.ts";
import { find, settings } from "./contact_parts.ts";
import { touch } from "./contact_touch.ts";
import type { ContactState } from "./contact_values.ts";
import { type Outcome, type Writing, invalid } from "./outcome.ts";

type Acted = Extract<Command, { do: "contact.act" }>;

export function actOnContacts(writing: Writing, { contacts: targets, act }: Acted): Outcome {
  const found = findAll(writing, targets);
  const group = "group" in act ? groupOf(writing, act.group) : null;
  const failures = [found, group].flatMap((each) => (each !== null && "code" in each ? [each] : []));
  if (failures.length > 0 || "code" in found) return invalid(failures);
  const unfit = act.kind === "add" ? found.contacts.filter(({ active }) => !active) : [];
  if (unfit.length > 0) {
    return invalid([{ field: "members", code: "inactive", value: unfit.map(({ uuid }) => uuid).join(", ") }]);
  }
  const change = changeOf(writing, act, group === null || "code" in group ? null : group);
  for (const contact of found.contacts) change(contact);
  return { ok: true, written: { kind: "acted" } };
}

/** Each once, or the first that is not there. */
function findAll(
  writing: Writing,
  targets: readonly ContactTarget[],
): Failure | { readonly contacts: readonly ContactState[] } {
  const { anon } = settings(writing).account;
  const contacts = new Map<number, ContactState>();
  for (const target of targets) {
    const value = "uuid" in target ? target.uuid : target.urn;
    // Finding by URN would tell whose it is.
    if (anon && "urn" in target) return { field: "contacts", code: "anonymous", value };
    const contact = find(writing, target);
    if (contact === null) return { field: "contacts", code: "unknown", value };
    contacts.set(contact.id, contact);
  }
  return { contacts: [...contacts.values()] };
}

function groupOf({ db }: Writing, value: string): Failure | GroupRecord {
  const group = groupByUuid(db, value) ?? groupByName(db, value);
  if (group === null) return { field: "group", code: "unknown", value };
  return group.query === null ? group : { field: "group", code: "dynamic", value };
}

/** What the act does to one contact. */
function changeOf(writing: Writing, act: ContactAct, group: GroupRecord | null): (contact: ContactState) => void {
  const { db } = writing;
  switch (act.kind) {
    case "add":
    case "remove": {
      const sql = act.kind === "add" ? ADD : REMOVE;
      return ({ id, uuid }) => {
        if (group !== null && db.first(sql, group.id, id) !== null) touch(writing, id, uuid);
      };
    }
    case "block":
      return ({ id, uuid }) => {
        const left = db.all("DELETE FROM memberships WHERE contact = ? RETURNING group_id", id);
        if (setBlocked(writing, id, 1) || left.length > 0) touch(writing, id, uuid);
      };
    case "unblock":
      return ({ id, uuid }) => {
        if (setBlocked(writing, id, 0)) touch(writing, id, uuid);
      };
    case "interrupt":
      return ({ id, uuid }) => {
        if (endRuns(writing, id, "interrupted")) touch(writing, id, uuid);
      };
    case "archive":
      return ({ id, uuid }) => {
        if (archiveMessages(writing, id)) writing.log("update", "contact", uuid);
      };
    case "delete":
      return ({ uuid }) => void deleteContact(writing, { uuid });
  }
}

const ADD = `INSERT INTO memberships (group_id, contact, modified_on) SELECT ?1, id, modified_on FROM contacts WHERE id = ?2
  ON CONFLICT DO NOTHING RETURNING contact`;
const REMOVE = "DELETE FROM memberships WHERE group_id = ? AND contact = ? RETURNING contact";

/** True when that changed it. */
function setBlocked({ db }: Writing, id: number, blocked: 0 | 1): boolean {
  return (
    db.first("UPDATE contacts SET blocked = ?1 WHERE id = ?2 AND blocked <> ?1 RETURNING id", blocked, id) !== null
  );
}

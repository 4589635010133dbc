/** Writes contacts and flows, with what belongs to each. Lists are replaced as a whole. */
import type * as z from "zod";
import { type Into, bit, sameNumber } from "./into.ts";
import { Refusal } from "./refusal.ts";
import type * as shapes from "./shapes.ts";

/** A contact that had been deleted comes back: the file says that it exists. */
export function putContact({ db, resolve, contact, made }: Into, item: z.infer<typeof shapes.contact>): void {
  for (const key of Object.keys(item.fields)) resolve("field", key, `fields.${key}`);
  const fields = Object.fromEntries(Object.entries(item.fields).filter(([, value]) => value !== null && value !== ""));
  const known = contact(item.uuid);
  const row = db.first<{ id: number }>(
    known === null ? INSERT_CONTACT : UPDATE_CONTACT,
    item.name,
    item.language,
    JSON.stringify(fields),
    bit(item.blocked),
    bit(item.stopped),
    item.created_on,
    item.modified_on,
    item.uuid,
  );
  const id = sameNumber(row, "contact");
  made(item.uuid, id);
  if (known !== null) {
    db.run("DELETE FROM urns WHERE contact = ?", id);
    db.run("DELETE FROM memberships WHERE contact = ?", id);
  }
  for (const [position, urn] of [...new Set(item.urns)].entries()) {
    const owned = db.first(
      "INSERT INTO urns (urn, contact, position) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING 1",
      urn,
      id,
      position,
    );
    if (owned === null) {
      throw new Refusal("urns", `Another contact of this account owns "${urn}": a URN has one owner.`);
    }
  }
  for (const uuid of new Set(item.groups)) {
    const group = resolve("group", uuid, "groups");
    db.run("INSERT INTO memberships (contact, group_id, modified_on) VALUES (?, ?, ?)", id, group, item.modified_on);
  }
}

/** Two plain statements instead of an upsert: most lines are new, and what is new has nothing to be replaced. */
const INSERT_CONTACT = `INSERT INTO contacts (name, language, fields, blocked, stopped, created_on, modified_on, uuid)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`;
const UPDATE_CONTACT = `UPDATE contacts SET name = ?, language = ?, fields = ?, blocked = ?, stopped = ?, deleted = 0,
  created_on = ?, modified_on = ? WHERE uuid = ? RETURNING id`;

export function putFlow({ db }: Into, item: z.infer<typeof shapes.flow>): void {
  const row = db.first<{ id: number }>(
    `INSERT INTO flows (id, uuid, name, type, archived, expires, base_language, created_on, resthooks)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, type = excluded.type, archived = excluded.archived,
        expires = excluded.expires, base_language = excluded.base_language, created_on = excluded.created_on,
        resthooks = excluded.resthooks WHERE flows.id = excluded.id RETURNING id`,
    item.id,
    item.uuid,
    item.name,
    item.type,
    bit(item.archived),
    item.expires,
    item.base_language,
    item.created_on,
    JSON.stringify(item.resthooks ?? []),
  );
  const flow = sameNumber(row, "flow");
  db.run("DELETE FROM flow_definitions WHERE flow = ?", flow);
  if (item.saved) {
    db.run(
      "INSERT INTO flow_definitions (flow, definition, revision, saved_on) VALUES (?, ?, ?, ?)",
      flow,
      JSON.stringify(item.saved.definition),
      item.saved.revision,
      item.saved.saved_on,
    );
  }
  db.run("DELETE FROM labelled_flows WHERE flow = ?", flow);
  for (const [position, { uuid, name }] of item.labels.entries()) {
    const label = db.first<{ id: number }>(
      "INSERT INTO flow_labels (uuid, name) VALUES (?, ?) ON CONFLICT (uuid) DO UPDATE SET name = excluded.name RETURNING id",
      uuid,
      name,
    );
    const id = sameNumber(label, "label");
    db.run("INSERT INTO labelled_flows (flow, position, label) VALUES (?, ?, ?)", flow, position, id);
  }
  db.run("DELETE FROM rulesets WHERE flow = ?", flow);
  for (const [position, ruleset] of item.rulesets.entries()) {
    db.run(
      "INSERT INTO rulesets (id, flow, position, node, label, ruleset_type, categories) VALUES (?, ?, ?, ?, ?, ?, ?)",
      ruleset.id,
      flow,
      position,
      ruleset.node,
      ruleset.label,
      ruleset.ruleset_type,
      JSON.stringify(ruleset.categories),
    );
  }
}

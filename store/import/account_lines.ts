/** Writes the account line and what it has few of: channels, fields, groups, labels, resthooks, boundaries. */
import type * as z from "zod";
import { fold } from "../fold.ts";
import { appendEvent } from "../write/events.ts";
import { type Into, bit, sameNumber } from "./into.ts";
import { Refusal } from "./refusal.ts";
import type * as shapes from "./shapes.ts";

/** The one line of an import that the event log notes. */
export function putOrg({ db, clock, account, importId }: Into, item: z.infer<typeof shapes.org>): void {
  if (account !== undefined && item.key !== account) {
    throw new Refusal("key", `This object is the account "${account}": send other accounts to their own.`);
  }
  const known = db.first("SELECT one FROM account WHERE one = 1") !== null;
  db.run(
    `INSERT OR REPLACE INTO account (one, key, id, uuid, name, country, languages, primary_language, timezone,
      date_style, anon, suspended, rate_limit, rate_window) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    item.key,
    item.id,
    item.uuid,
    item.name,
    item.country,
    JSON.stringify(item.languages),
    item.primary_language,
    item.timezone,
    item.date_style,
    bit(item.anon),
    bit(item.suspended),
    item.rate_limit?.limit ?? null,
    item.rate_limit?.window ?? null,
  );
  const actor = { key: "import", version: "", requestId: importId, reason: "import" };
  const action = known ? "update" : "create";
  appendEvent(db, actor, { action, kind: "account", object: item.uuid, createdOn: clock.tick() });
}

export function putChannel({ db }: Into, item: z.infer<typeof shapes.channel>): void {
  const row = db.first<{ id: number }>(
    `INSERT INTO channels (id, uuid, name, address, country, type, schemes, device, last_seen, created_on,
      released) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, address = excluded.address, country = excluded.country,
        type = excluded.type, schemes = excluded.schemes, device = excluded.device, last_seen = excluded.last_seen,
        created_on = excluded.created_on, released = excluded.released WHERE channels.id = excluded.id RETURNING id`,
    item.id,
    item.uuid,
    item.name,
    item.address,
    item.country,
    item.type,
    JSON.stringify(item.schemes),
    item.device && JSON.stringify(item.device),
    item.last_seen,
    item.created_on,
    bit(item.released === true),
  );
  sameNumber(row, "channel");
}

export function putField({ db }: Into, item: z.infer<typeof shapes.field>): void {
  db.run(
    `INSERT INTO fields (key, label, label_folded, value_type, created_on) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (key) DO UPDATE SET label = excluded.label, label_folded = excluded.label_folded,
        value_type = excluded.value_type, created_on = excluded.created_on`,
    item.key,
    item.label,
    fold(item.label),
    item.value_type,
    item.created_on,
  );
}

export function putGroup({ db }: Into, item: z.infer<typeof shapes.group>): void {
  const row = db.first<{ id: number }>(
    `INSERT INTO groups (id, uuid, name, name_folded, query, created_on) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded,
        query = excluded.query, created_on = excluded.created_on WHERE groups.id = excluded.id RETURNING id`,
    item.id,
    item.uuid,
    item.name,
    fold(item.name),
    item.query,
    item.created_on,
  );
  sameNumber(row, "group");
}

export function putLabel({ db }: Into, item: z.infer<typeof shapes.label>): void {
  db.run(
    `INSERT INTO labels (uuid, name, name_folded, created_on) VALUES (?, ?, ?, ?)
      ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded,
        created_on = excluded.created_on`,
    item.uuid,
    item.name,
    fold(item.name),
    item.created_on,
  );
}

export function putResthook({ db }: Into, item: z.infer<typeof shapes.resthook>): void {
  db.run(
    `INSERT INTO resthooks (resthook, created_on, modified_on) VALUES (?, ?, ?)
      ON CONFLICT (resthook) DO UPDATE SET created_on = excluded.created_on, modified_on = excluded.modified_on`,
    item.resthook,
    item.created_on,
    item.modified_on,
  );
}

/** An event has no identifier: the same data for the same resthook at the same instant is the same event. */
export function putResthookEvent({ db, resolve }: Into, item: z.infer<typeof shapes.resthookEvent>): void {
  const resthook = resolve("resthook", item.resthook, "resthook");
  const data = JSON.stringify(item.data);
  const known = db.first(
    "SELECT id FROM resthook_events WHERE resthook = ? AND created_on = ? AND data = ?",
    resthook,
    item.created_on,
    data,
  );
  if (known !== null) return;
  db.run("INSERT INTO resthook_events (resthook, data, created_on) VALUES (?, ?, ?)", resthook, data, item.created_on);
}

export function putBoundary({ db, resolve }: Into, item: z.infer<typeof shapes.boundary>): void {
  db.run(
    `INSERT INTO boundaries (osm_id, name, level, parent, aliases, geometry) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (osm_id) DO UPDATE SET name = excluded.name, level = excluded.level, parent = excluded.parent,
        aliases = excluded.aliases, geometry = excluded.geometry`,
    item.osm_id,
    item.name,
    item.level,
    item.parent === null ? null : resolve("boundary", item.parent, "parent"),
    JSON.stringify(item.aliases),
    item.geometry && JSON.stringify(item.geometry),
  );
}

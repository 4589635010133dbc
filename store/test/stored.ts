/** Reads every table back into the import format, so that a test can compare what is stored with what was sent. */
import type { Row } from "../database.ts";
import { type Stub, sql } from "./fixture.ts";

type Plain = Record<string, unknown>;

/** Columns by what they hold. An instant that is null stays null. */
const JSON_COLUMNS = new Set([
  "languages",
  "schemes",
  "device",
  "fields",
  "path",
  "values",
  "data",
  "aliases",
  "geometry",
  "urns",
  "groups",
  "labels",
  "rulesets",
  "rate_limit",
]);
const BOOLEANS = new Set(["anon", "suspended", "blocked", "stopped", "archived", "responded"]);
const INSTANTS = new Set(["created_on", "modified_on", "sent_on", "exited_on", "expires_on", "last_seen", "time"]);

const QUERIES = {
  channels:
    "SELECT id, uuid, name, address, country, type, schemes, device, last_seen, created_on FROM channels ORDER BY id",
  fields: "SELECT key, label, value_type, created_on FROM fields ORDER BY id",
  groups: "SELECT id, uuid, name, query, created_on FROM groups ORDER BY id",
  labels: "SELECT uuid, name, created_on FROM labels ORDER BY id",
  contacts: `SELECT uuid, name, language, fields, blocked, stopped, created_on, modified_on,
    (SELECT json_group_array(urn) FROM urns WHERE contact = c.id) AS urns,
    (SELECT json_group_array(g.uuid) FROM memberships m JOIN groups g ON g.id = m.group_id WHERE contact = c.id) AS groups
    FROM contacts c ORDER BY id`,
  flows: `SELECT id, uuid, name, type, archived, expires, base_language, created_on,
    (SELECT json_group_array(json_object('uuid', l.uuid, 'name', l.name)) FROM labelled_flows x
      JOIN flow_labels l ON l.id = x.label WHERE x.flow = f.id) AS labels,
    (SELECT json_group_array(json_object('id', id, 'node', node, 'label', label, 'ruleset_type', ruleset_type,
      'categories', json(categories))) FROM rulesets WHERE flow = f.id) AS rulesets
    FROM flows f ORDER BY id`,
  messages: `SELECT m.id, c.uuid AS contact, m.urn, h.uuid AS channel, m.direction, m.type, m.status, m.visibility, m.text,
    (SELECT json_group_array(l.name) FROM labelled_messages x JOIN labels l ON l.id = x.label WHERE x.message = m.id) AS labels,
    m.created_on, m.sent_on, m.modified_on
    FROM messages m JOIN contacts c ON c.id = m.contact JOIN channels h ON h.id = m.channel ORDER BY m.id`,
  runs: `SELECT r.id, r.uuid, f.uuid AS flow, c.uuid AS contact, r.responded, r.path, r.results AS "values", r.created_on,
    r.modified_on, r.exited_on, r.exit_type, r.expires_on
    FROM runs r JOIN flows f ON f.id = r.flow JOIN contacts c ON c.id = r.contact ORDER BY r.id`,
  channel_events: `SELECT e.id, e.type, c.uuid AS contact, h.uuid AS channel, e.time, e.duration, e.created_on
    FROM channel_events e JOIN contacts c ON c.id = e.contact JOIN channels h ON h.id = e.channel ORDER BY e.id`,
  resthooks: "SELECT resthook, created_on, modified_on FROM resthooks ORDER BY id",
  resthook_events: `SELECT h.resthook, e.created_on, e.data FROM resthook_events e
    JOIN resthooks h ON h.id = e.resthook ORDER BY e.id`,
  boundaries: `SELECT b.osm_id, b.name, b.level, p.osm_id AS parent, b.aliases, b.geometry
    FROM boundaries b LEFT JOIN boundaries p ON p.id = b.parent ORDER BY b.id`,
};

/** The account in the import format, without its key and its callers' keys. */
export async function storedLists(stub: Stub): Promise<Plain> {
  const [account] = await sql(
    stub,
    `SELECT id, uuid, name, country, languages, primary_language, timezone, date_style, anon, suspended,
      CASE WHEN rate_limit IS NULL THEN NULL ELSE json_object('limit', rate_limit, 'window', rate_window) END AS rate_limit
      FROM account`,
  );
  const lists = await Promise.all(
    Object.entries(QUERIES).map(async ([list, query]) => [list, (await sql(stub, query)).map(plain)] as const),
  );
  return { ...plain(account ?? {}), ...Object.fromEntries(lists) };
}

function plain(row: Row): Plain {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (value === null) return [column, null];
      if (JSON_COLUMNS.has(column)) return [column, typeof value === "string" ? (JSON.parse(value) as unknown) : value];
      if (BOOLEANS.has(column)) return [column, value === 1];
      if (INSTANTS.has(column)) return [column, wire(Number(value))];
      return [column, value];
    }),
  );
}

function wire(micros: number): string {
  const seconds = new Date(Math.floor(micros / 1_000_000) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(micros % 1_000_000).padStart(6, "0")}Z`;
}

/**
 * Campaigns, their events and boundaries by numbered page, and what the writer of an event knows things by. An account
 * has few of each.
 */
import type {
  CountedBoundaryQuery,
  CountedCampaignEventQuery,
  CountedCampaignQuery,
  EventNames,
  Named,
  NamedForEvent,
  Numbered,
} from "../../contracts/counted_campaigns.ts";
import type { CountedPage } from "../../contracts/counted.ts";
import type { Reader } from "../database.ts";
import { fold } from "../fold.ts";
import { type Condition, anyOf, atLeast, atMost, whereOf } from "./v1_conditions.ts";
import { countOf, numberedPage, offsetOf } from "./v1_page.ts";

export function countedCampaigns(db: Reader, query: CountedCampaignQuery, page: number): CountedPage | null {
  const { where, values } = whereOf([
    ...anyOf("c.uuid", query.uuid),
    ...anyOf("c.id", query.campaign),
    ...boundsOf("c.created_on", query),
  ]);
  return numberedPage(db, page, {
    count: countOf(db, `SELECT COUNT(*) AS count FROM campaigns c${where}`, ...values),
    rows: { sql: `SELECT c.id, c.uuid AS ref FROM campaigns c${where} ORDER BY c.created_on DESC, c.id DESC`, values },
  });
}

export function countedCampaignEvents(db: Reader, query: CountedCampaignEventQuery, page: number): CountedPage | null {
  const { where, values } = whereOf([
    ...anyOf("e.uuid", query.uuid),
    ...anyOf("e.id", query.event),
    ...anyOf("c.uuid", query.campaignUuid),
    ...anyOf("e.campaign", query.campaign),
    ...boundsOf("e.created_on", query),
  ]);
  const from = `FROM campaign_events e CROSS JOIN campaigns c ON c.id = e.campaign${where}`;
  const counted = numberedPage(db, page, {
    count: countOf(db, `SELECT COUNT(*) AS count ${from}`, ...values),
    rows: { sql: `SELECT e.id, e.uuid AS ref ${from} ORDER BY e.created_on DESC, e.id DESC`, values },
  });
  if (counted === null || counted.items.length === 0) return counted;
  const rows = db.all<{ id: number; campaign: number; flow: number | null }>(
    "SELECT e.id, e.campaign, e.flow FROM json_each(?) asked CROSS JOIN campaign_events e ON e.id = asked.value",
    JSON.stringify(counted.items.map(({ id }) => id)),
  );
  const beside = new Map(rows.map(({ id, ...row }) => [id, row]));
  return { ...counted, items: counted.items.map((item) => ({ ...item, beside: beside.get(item.id) ?? {} })) };
}

function boundsOf(
  column: string,
  { before, after }: { readonly before?: number; readonly after?: number },
): readonly Condition[] {
  return [...atMost(column, before), ...atLeast(column, after)];
}

/** What boundaries there are is nobody's business in an account without a country. */
export function countedBoundaries(db: Reader, _query: CountedBoundaryQuery, page: number): CountedPage | null {
  const country = db.first("SELECT 1 AS found FROM account WHERE one = 1 AND country IS NOT NULL");
  if (country === null) return offsetOf(page, 0) === null ? null : { count: 0, items: [] };
  return numberedPage(db, page, {
    count: countOf(db, "SELECT COUNT(*) AS count FROM boundaries"),
    rows: { sql: "SELECT b.id, b.osm_id AS ref FROM boundaries b ORDER BY b.level, b.name, b.id", values: [] },
  });
}

export function namedForEvent(db: Reader, { event, campaign, flow, field }: EventNames): NamedForEvent {
  return {
    event: event === undefined ? null : eventNamed(db, event),
    campaign: campaign === undefined ? null : named(db, "campaigns", campaign),
    flow: flow === undefined ? null : named(db, "flows", flow),
    field: field === undefined ? null : keyOf(db, field),
  };
}

function named(db: Reader, table: "campaigns" | "flows", name: Named): Numbered | null {
  const [column, value] = "id" in name ? ["id", name.id] : ["uuid", name.uuid];
  return db.first<{ id: number; uuid: string }>(`SELECT id, uuid FROM ${table} WHERE ${column} = ?`, value);
}

function eventNamed(db: Reader, name: Named): NamedForEvent["event"] {
  const [column, value] = "id" in name ? ["id", name.id] : ["uuid", name.uuid];
  const row = db.first<{ id: number; uuid: string; campaign: number; campaign_uuid: string }>(
    `SELECT e.id, e.uuid, c.id AS campaign, c.uuid AS campaign_uuid
      FROM campaign_events e CROSS JOIN campaigns c ON c.id = e.campaign WHERE e.${column} = ?`,
    value,
  );
  return row && { id: row.id, uuid: row.uuid, campaign: { id: row.campaign, uuid: row.campaign_uuid } };
}

function keyOf(db: Reader, { label, key }: NonNullable<EventNames["field"]>): string | null {
  const find = (column: "label_folded" | "key", value: string) =>
    db.first<{ key: string }>(`SELECT key FROM fields WHERE ${column} = ?`, value)?.key;
  return find("label_folded", fold(label)) ?? find("key", key) ?? null;
}

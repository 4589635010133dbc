/** Events of campaigns: by page, by campaign and by identifier. */
import type { Page } from "../../contracts/account.ts";
import type { CampaignEventQuery, CampaignEventRecord, EventMessage, EventUnit } from "../../contracts/campaigns.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Reader, Value } from "../database.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { campaignByName, campaignByUuid } from "./campaigns.ts";
import { inOrder } from "./order.ts";
import { walkRows } from "./walk.ts";

/** An event has its campaign and its field; the flow only where it starts one. */
const COLUMNS = `e.id, e.uuid, c.uuid AS campaign_uuid, c.name AS campaign_name, f.key, f.label, e."offset", e.unit,
  e.delivery_hour, w.uuid AS flow_uuid, w.name AS flow_name, e.message, e.created_on`;
const JOINED = `CROSS JOIN campaigns c ON c.id = e.campaign CROSS JOIN fields f ON f.id = e.relative_to
  LEFT JOIN flows w ON w.id = e.flow`;
const SELECT = `SELECT ${COLUMNS} FROM campaign_events e ${JOINED}`;

type EventRow = {
  id: number;
  uuid: string;
  campaign_uuid: string;
  campaign_name: string;
  key: string;
  label: string;
  offset: number;
  unit: EventUnit;
  delivery_hour: number;
  flow_uuid: string | null;
  flow_name: string | null;
  message: string | null;
  created_on: Micros;
};

const EMPTY = { items: [], next: null, previous: null };

/** Newest first. An unknown campaign is an empty page. */
export function campaignEventPage(db: Reader, query: CampaignEventQuery): Page<CampaignEventRecord> {
  const campaign = query.campaign === undefined ? null : campaignId(db, query.campaign);
  if (query.campaign !== undefined && campaign === null) return EMPTY;
  const listing = eventListing(query.uuid, campaign);
  const page = readPage(
    query,
    (walk) => walkRows<EventRow>(db, listing, walk),
    (row) => ({ at: row.created_on, id: row.id }),
  );
  return { ...page, items: page.items.map(eventRecord) };
}

/** In the order asked for; unknown ones are left out. */
export function campaignEventsByUuid(db: Reader, uuids: readonly string[]): CampaignEventRecord[] {
  const rows = db.all<EventRow>(
    `SELECT ${COLUMNS} FROM json_each(?) asked CROSS JOIN campaign_events e ON e.uuid = asked.value ${JOINED}`,
    JSON.stringify(uuids),
  );
  return inOrder(uuids, rows, (row) => row.uuid).map(eventRecord);
}

function eventListing(uuid: string | undefined, campaign: number | null): Listing {
  const conditions: string[] = [];
  const values: Value[] = [];
  if (uuid !== undefined) {
    conditions.push("e.uuid = ?");
    values.push(uuid);
  }
  if (campaign !== null) {
    conditions.push("e.campaign = ?");
    values.push(campaign);
  }
  return { select: SELECT, conditions, values, at: "e.created_on", id: "e.id" };
}

/** By UUID, else by the exact name. */
function campaignId(db: Reader, reference: string): number | null {
  const byUuid = campaignByUuid(db, reference);
  if (byUuid !== null) return byUuid.id;
  const byName = campaignByName(db, reference);
  return byName?.name === reference ? byName.id : null;
}

/** Oldest first. */
export function eventsOfCampaign(db: Reader, campaign: number, limit: number): CampaignEventRecord[] {
  const rows = db.all<EventRow>(`${SELECT} WHERE e.campaign = ? ORDER BY e.created_on, e.id LIMIT ?`, campaign, limit);
  return rows.map(eventRecord);
}

export function campaignEventByUuid(db: Reader, uuid: string): CampaignEventRecord | null {
  const row = db.first<EventRow>(`${SELECT} WHERE e.uuid = ?`, uuid);
  return row === null ? null : eventRecord(row);
}

function eventRecord(row: EventRow): CampaignEventRecord {
  return {
    id: row.id,
    uuid: row.uuid,
    campaign: { uuid: row.campaign_uuid, name: row.campaign_name },
    relativeTo: { key: row.key, label: row.label },
    offset: row.offset,
    unit: row.unit,
    deliveryHour: row.delivery_hour,
    action: actionOf(row),
    createdOn: row.created_on,
  };
}

function actionOf({ flow_uuid, flow_name, message }: EventRow): CampaignEventRecord["action"] {
  if (flow_uuid !== null) return { flow: { uuid: flow_uuid, name: flow_name } };
  // The table has a CHECK: what starts no flow has a message.
  return { message: JSON.parse(message ?? '""') as EventMessage };
}

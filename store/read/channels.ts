/** Channels by page, by UUID and by address. */
import type { Page } from "../../contracts/account.ts";
import type { ChannelQuery, ChannelRecord, DeviceRecord } from "../../contracts/channels.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Reader, Value } from "../database.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { inOrder } from "./order.ts";
import { walkRows } from "./walk.ts";

const COLUMNS = "h.id, h.uuid, h.name, h.address, h.country, h.type, h.device, h.last_seen, h.created_on";

type ChannelRow = {
  id: number;
  uuid: string;
  name: string | null;
  address: string | null;
  country: string | null;
  type: string;
  device: string | null;
  last_seen: Micros | null;
  created_on: Micros;
};

/** Newest first, without those that were released. */
export function channelPage(db: Reader, query: ChannelQuery): Page<ChannelRecord> {
  const listing = channelListing(query);
  const page = readPage(
    query,
    (walk) => walkRows<ChannelRow>(db, listing, walk),
    (row) => ({ at: row.created_on, id: row.id }),
  );
  return { ...page, items: page.items.map(channelRecord) };
}

/** In the order asked for; unknown and released ones are left out. */
export function channelsByUuid(db: Reader, uuids: readonly string[]): ChannelRecord[] {
  const rows = db.all<ChannelRow>(
    `SELECT ${COLUMNS} FROM json_each(?) asked CROSS JOIN channels h ON h.uuid = asked.value WHERE h.released = 0`,
    JSON.stringify(uuids),
  );
  return inOrder(uuids, rows, (row) => row.uuid).map(channelRecord);
}

function channelListing({ uuid, address }: ChannelQuery): Listing {
  const conditions = ["h.released = 0"];
  const values: Value[] = [];
  if (uuid !== undefined) {
    conditions.push("h.uuid = ?");
    values.push(uuid);
  }
  if (address !== undefined) {
    conditions.push("h.address = ?");
    values.push(address);
  }
  return { select: `SELECT ${COLUMNS} FROM channels h`, conditions, values, at: "h.created_on", id: "h.id" };
}

function channelRecord(row: ChannelRow): ChannelRecord {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    address: row.address,
    country: row.country,
    type: row.type,
    device: row.device === null ? null : deviceRecord(JSON.parse(row.device) as Record<string, unknown>),
    lastSeen: row.last_seen,
    createdOn: row.created_on,
  };
}

/** What telephones report is imported as it is: of what is missing or of another type nothing is known. Pure. */
function deviceRecord(reported: Readonly<Record<string, unknown>>): DeviceRecord {
  const text = (name: string): string | null => {
    const value = reported[name];
    return typeof value === "string" ? value : null;
  };
  const level = reported["power_level"];
  return {
    name: text("name"),
    powerLevel: typeof level === "number" && Number.isInteger(level) ? level : null,
    powerStatus: text("power_status"),
    powerSource: text("power_source"),
    networkType: text("network_type"),
  };
}

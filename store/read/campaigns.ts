/** Campaigns by page and by identifier. */
import type { CampaignQuery, CampaignRecord } from "../../contracts/campaigns.ts";
import type { Page } from "../../contracts/account.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Reader } from "../database.ts";
import { fold } from "../fold.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { inOrder } from "./order.ts";
import { walkRows } from "./walk.ts";

const COLUMNS =
  "c.id, c.uuid, c.name, c.group_uuid, (SELECT g.name FROM groups g WHERE g.uuid = c.group_uuid) AS group_name, c.created_on";

type CampaignRow = {
  id: number;
  uuid: string;
  name: string;
  group_uuid: string;
  group_name: string | null;
  created_on: Micros;
};

/** Newest first. */
export function campaignPage(db: Reader, query: CampaignQuery): Page<CampaignRecord> {
  const { uuid } = query;
  const listing: Listing = {
    select: `SELECT ${COLUMNS} FROM campaigns c`,
    conditions: uuid === undefined ? [] : ["c.uuid = ?"],
    values: uuid === undefined ? [] : [uuid],
    at: "c.created_on",
    id: "c.id",
  };
  const page = readPage(
    query,
    (walk) => walkRows<CampaignRow>(db, listing, walk),
    (row) => ({ at: row.created_on, id: row.id }),
  );
  return { ...page, items: page.items.map(campaignRecord) };
}

/** In the order asked for; unknown ones are left out. */
export function campaignsByUuid(db: Reader, uuids: readonly string[]): CampaignRecord[] {
  const rows = db.all<CampaignRow>(
    `SELECT ${COLUMNS} FROM json_each(?) asked CROSS JOIN campaigns c ON c.uuid = asked.value`,
    JSON.stringify(uuids),
  );
  return inOrder(uuids, rows, (row) => row.uuid).map(campaignRecord);
}

export function campaignByUuid(db: Reader, uuid: string): CampaignRecord | null {
  const row = db.first<CampaignRow>(`SELECT ${COLUMNS} FROM campaigns c WHERE c.uuid = ?`, uuid);
  return row === null ? null : campaignRecord(row);
}

/** By the name in any case. */
export function campaignByName(db: Reader, name: string): CampaignRecord | null {
  const row = db.first<CampaignRow>(`SELECT ${COLUMNS} FROM campaigns c WHERE c.name_folded = ?`, fold(name));
  return row === null ? null : campaignRecord(row);
}

function campaignRecord(row: CampaignRow): CampaignRecord {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    group: { uuid: row.group_uuid, name: row.group_name },
    createdOn: row.created_on,
  };
}

/** Flows by page. Counts of runs are the kept ones; labels and rulesets come with the row, in their order. */
import type { Page } from "../../contracts/account.ts";
import type { FlowQuery, FlowRecord } from "../../contracts/flows.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Reader, Value } from "../database.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { inOrder } from "./order.ts";
import { walkRows } from "./walk.ts";

const COLUMNS = `f.id, f.uuid, f.name, f.type, f.archived, f.expires, f.active, f.completed, f.interrupted,
  f.expired, f.created_on,
  (SELECT json_group_array(json_object('uuid', uuid, 'name', name)) FROM (SELECT l.uuid, l.name FROM labelled_flows x
    CROSS JOIN flow_labels l ON l.id = x.label WHERE x.flow = f.id ORDER BY x.position)) AS labels,
  (SELECT json_group_array(json_object('node', node, 'label', label, 'categories', json(categories))) FROM
    (SELECT r.node, r.label, r.categories FROM rulesets r WHERE r.flow = f.id ORDER BY r.position)) AS rulesets`;

type FlowRow = {
  id: number;
  uuid: string;
  name: string;
  type: string;
  archived: number;
  expires: number;
  active: number;
  completed: number;
  interrupted: number;
  expired: number;
  created_on: Micros;
  labels: string;
  rulesets: string;
};

/** Newest first. */
export function flowPage(db: Reader, query: FlowQuery): Page<FlowRecord> {
  const listing = flowListing(query);
  const page = readPage(
    query,
    (walk) => walkRows<FlowRow>(db, listing, walk),
    (row) => ({ at: row.created_on, id: row.id }),
  );
  return { ...page, items: page.items.map(flowRecord) };
}

/** In the order asked for; unknown ones are left out. */
export function flowsByUuid(db: Reader, uuids: readonly string[]): FlowRecord[] {
  const sql = `SELECT ${COLUMNS} FROM json_each(?) asked CROSS JOIN flows f ON f.uuid = asked.value`;
  return inOrder(uuids, db.all<FlowRow>(sql, JSON.stringify(uuids)), (row) => row.uuid).map(flowRecord);
}

function flowListing({ uuid, type, archived }: FlowQuery): Listing {
  const conditions: string[] = [];
  const values: Value[] = [];
  const where = (condition: string, value: Value): void => {
    conditions.push(condition);
    values.push(value);
  };
  if (uuid !== undefined) where("f.uuid = ?", uuid);
  if (archived !== undefined) where("f.archived = ?", archived ? 1 : 0);
  if (type !== undefined) where("f.type = ?", type);
  return { select: `SELECT ${COLUMNS} FROM flows f`, conditions, values, at: "f.created_on", id: "f.id" };
}

function flowRecord(row: FlowRow): FlowRecord {
  const { active, completed, interrupted, expired } = row;
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    type: row.type,
    archived: row.archived === 1,
    labels: JSON.parse(row.labels) as FlowRecord["labels"],
    expires: row.expires,
    runs: { active, completed, interrupted, expired },
    rulesets: JSON.parse(row.rulesets) as FlowRecord["rulesets"],
    createdOn: row.created_on,
  };
}

/**
 * Lists of runs: of a flow, of a contact, or all; those whose contact has replied have indexes of their own, so that
 * they are not looked for among the others.
 */
import type { Page } from "../../contracts/account.ts";
import type { RunQuery, RunRecord } from "../../contracts/flows.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Reader, Value } from "../database.ts";
import { readPage } from "../paging.ts";
import { reversedPage, reversedQuery } from "../reversed.ts";
import type { Listing } from "../segments.ts";
import { inOrder } from "./order.ts";
import { refTo, refsOf } from "./refs.ts";
import { walkRows } from "./walk.ts";

const COLUMNS = `r.id, r.uuid, r.flow, r.contact, r.responded, r.path, r.results, r.created_on, r.modified_on,
  r.exited_on, r.exit_type, (SELECT s.uuid FROM flow_starts s WHERE s.id = r.start) AS start`;

type RunRow = {
  id: number;
  uuid: string;
  flow: number;
  contact: number;
  responded: number;
  path: string;
  results: string;
  created_on: Micros;
  modified_on: Micros;
  exited_on: Micros | null;
  exit_type: RunRecord["exitType"];
  start: string | null;
};

/** The last modified first, unless asked for the other way round. */
export function runPage(db: Reader, query: RunQuery): Page<RunRecord> {
  const listing = runListing(db, query);
  if (listing === null) return { items: [], next: null, previous: null };
  const read = (asked: RunQuery): Page<RunRow> =>
    readPage(
      asked,
      (walk) => walkRows<RunRow>(db, listing, walk, asked),
      (row) => ({ at: row.modified_on, id: row.id }),
    );
  const page = query.ascending === true ? reversedPage(read(reversedQuery(query))) : read(query);
  return { ...page, items: runRecords(db, page.items) };
}

/** In the order asked for; unknown ones are left out. */
export function runsById(db: Reader, ids: readonly number[]): RunRecord[] {
  const rows = db.all<RunRow>(
    `SELECT ${COLUMNS} FROM json_each(?) asked CROSS JOIN runs r ON r.id = asked.value`,
    JSON.stringify(ids),
  );
  return runRecords(
    db,
    inOrder(ids, rows, ({ id }) => id),
  );
}

/** Null: there is no such flow or contact. */
function runListing(db: Reader, { id, uuid, flow, contact, responded }: RunQuery): Listing | null {
  const conditions: string[] = [];
  const values: Value[] = [];
  const where = (condition: string, value: Value): void => {
    conditions.push(condition);
    values.push(value);
  };
  if (id !== undefined) where("r.id = ?", id);
  if (uuid !== undefined) where("r.uuid = ?", uuid);
  if (flow !== undefined) {
    const found = db.first<{ id: number }>("SELECT id FROM flows WHERE uuid = ?", flow);
    if (found === null) return null;
    where("r.flow = ?", found.id);
  }
  if (contact !== undefined) {
    const found = db.first<{ id: number }>("SELECT id FROM contacts WHERE uuid = ? AND deleted = 0", contact);
    if (found === null) return null;
    where("r.contact = ?", found.id);
  }
  // As it stands in the indexes: with a parameter in its place SQLite would not see that they fit.
  if (responded === true) conditions.push("r.responded = 1");
  return { select: `SELECT ${COLUMNS} FROM runs r`, conditions, values, at: "r.modified_on", id: "r.id" };
}

/** In the rows' order. */
function runRecords(db: Reader, rows: readonly RunRow[]): RunRecord[] {
  const flows = refsOf(
    db,
    "flows",
    rows.map(({ flow }) => flow),
  );
  const contacts = refsOf(
    db,
    "contacts",
    rows.map(({ contact }) => contact),
  );
  return rows.map((row) => ({
    id: row.id,
    uuid: row.uuid,
    flow: refTo(flows, row.flow),
    contact: refTo(contacts, row.contact),
    start: row.start,
    responded: row.responded === 1,
    path: row.path,
    results: row.results,
    createdOn: row.created_on,
    modifiedOn: row.modified_on,
    exitedOn: row.exited_on,
    exitType: row.exit_type,
  }));
}

/** Flow starts by page and by identifier. Whom and what they name is looked up once a page. */
import type { Page } from "../../contracts/account.ts";
import type { StartQuery, StartRecord } from "../../contracts/flows.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Reader, Value } from "../database.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { refTo, refsIn, refsOf } from "./refs.ts";
import { walkRows } from "./walk.ts";

const SELECT = `SELECT s.id, s.uuid, s.flow, s.contacts, s.groups, s.status, s.restart_participants, s.exclude_active,
  s.extra, s.created_on, s.modified_on FROM flow_starts s`;

type StartRow = {
  id: number;
  uuid: string;
  flow: number;
  contacts: string;
  groups: string;
  status: StartRecord["status"];
  restart_participants: number;
  exclude_active: number;
  extra: string | null;
  created_on: Micros;
  modified_on: Micros;
};

/** The last modified first. */
export function startPage(db: Reader, query: StartQuery): Page<StartRecord> {
  const listing = startListing(query);
  const page = readPage(
    query,
    (walk) => walkRows<StartRow>(db, listing, walk, query),
    (row) => ({ at: row.modified_on, id: row.id }),
  );
  return { ...page, items: startRecords(db, page.items) };
}

function startListing({ id, uuid }: StartQuery): Listing {
  const conditions: string[] = [];
  const values: Value[] = [];
  if (id !== undefined) {
    conditions.push("s.id = ?");
    values.push(id);
  }
  if (uuid !== undefined) {
    conditions.push("s.uuid = ?");
    values.push(uuid);
  }
  return { select: SELECT, conditions, values, at: "s.modified_on", id: "s.id" };
}

export function startById(db: Reader, id: number): StartRecord {
  const row = db.first<StartRow>(`${SELECT} WHERE s.id = ?`, id);
  const [record] = row === null ? [] : startRecords(db, [row]);
  if (record === undefined) throw new Error(`Start ${id} was written in this transaction and must be readable in it.`);
  return record;
}

/** In the rows' order. */
function startRecords(db: Reader, rows: readonly StartRow[]): StartRecord[] {
  const named = rows.map((row) => ({ row, contacts: numbers(row.contacts), groups: numbers(row.groups) }));
  const refs = {
    flows: refsOf(
      db,
      "flows",
      rows.map(({ flow }) => flow),
    ),
    contacts: refsOf(
      db,
      "contacts",
      named.flatMap(({ contacts }) => contacts),
    ),
    groups: refsOf(
      db,
      "groups",
      named.flatMap(({ groups }) => groups),
    ),
  };
  return named.map(({ row, contacts, groups }) => ({
    id: row.id,
    uuid: row.uuid,
    flow: refTo(refs.flows, row.flow),
    contacts: refsIn(refs.contacts, contacts),
    groups: refsIn(refs.groups, groups),
    status: row.status,
    restartParticipants: row.restart_participants === 1,
    excludeActive: row.exclude_active === 1,
    extra: row.extra,
    createdOn: row.created_on,
    modifiedOn: row.modified_on,
  }));
}

/** Only the store writes these columns, and CHECK (json_valid) guards them. */
function numbers(json: string): readonly number[] {
  return JSON.parse(json) as readonly number[];
}

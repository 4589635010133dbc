/**
 * Contacts by numbered page. Named contacts (by UUID, URN, telephone number) are looked up one by one; groups are
 * walked by their memberships; without either the whole list is. Ties of modifiedOn are sorted by id ascending, which
 * no index gives: SQLite sorts within each tie as it walks, never the list.
 */
import { COUNTED_PAGE, type CountedContactQuery, type CountedItem, type CountedPage } from "../../contracts/counted.ts";
import type { Reader, Statement, Value } from "../database.ts";
import { fold } from "../fold.ts";
import { filteredCount } from "./v1_counts.ts";
import { countOf, numberedPage, offsetOf } from "./v1_page.ts";
import { hidesUrns } from "./v1_urns.ts";

/** A query for one page, from 1. */
type Paged = CountedContactQuery & { readonly page: number };

type Candidate = { id: number; ref: string; modified_on: number; deleted: number };

export function countedContacts(db: Reader, query: CountedContactQuery, page: number): CountedPage | null {
  if ((query.urns ?? query.phone) !== undefined && hidesUrns(db)) return numberedNothing(page);
  const groups = groupSets(db, query);
  const [first, ...more] = lookUps(query).map(({ sql, asked }) => db.all<Candidate>(sql, JSON.stringify(asked)));
  if (first !== undefined) return namedPage(db, { ...query, page }, intersection(first, more), groups);
  const [walked, ...also] = groups;
  if (walked !== undefined) return groupPage(db, { ...query, page }, walked, also);
  return listPage(db, { ...query, page });
}

/** For each group filter the numbers of its groups. A contact must be in one of each set. */
function groupSets(db: Reader, query: CountedContactQuery): number[][] {
  const find = (column: "uuid" | "name_folded", asked: readonly string[]): number[] =>
    db
      .all<{ id: number }>(
        `SELECT g.id FROM json_each(?) asked CROSS JOIN groups g ON g.${column} = asked.value`,
        JSON.stringify(asked),
      )
      .map(({ id }) => id);
  return [
    ...(query.group === undefined ? [] : [find("uuid", query.group)]),
    ...(query.groupNames === undefined ? [] : [find("name_folded", query.groupNames.map(fold))]),
  ];
}

const CANDIDATE = "c.id, c.uuid AS ref, c.modified_on, c.deleted";
const BY_UUID = `SELECT ${CANDIDATE} FROM json_each(?) asked CROSS JOIN contacts c ON c.uuid = asked.value`;
const BY_URN = `SELECT ${CANDIDATE} FROM json_each(?) asked CROSS JOIN urns u ON u.urn = asked.value
  CROSS JOIN contacts c ON c.id = u.contact`;

/** One look-up for each filter that names contacts. Pure. */
function lookUps({ uuid, urns, phone }: CountedContactQuery): { sql: string; asked: readonly string[] }[] {
  return [
    ...(uuid === undefined ? [] : [{ sql: BY_UUID, asked: uuid }]),
    ...(urns === undefined ? [] : [{ sql: BY_URN, asked: urns }]),
    ...(phone === undefined ? [] : [{ sql: BY_URN, asked: phone.map((number) => `tel:${number}`) }]),
  ];
}

function intersection(first: readonly Candidate[], more: readonly (readonly Candidate[])[]): Candidate[] {
  const sets = more.map((rows) => new Set(rows.map(({ id }) => id)));
  const unique = new Map(first.map((row) => [row.id, row]));
  return [...unique.values()].filter(({ id }) => sets.every((set) => set.has(id)));
}

function namedPage(
  db: Reader,
  query: Paged,
  candidates: readonly Candidate[],
  groups: readonly (readonly number[])[],
): CountedPage | null {
  const { before = Infinity, after = -Infinity } = query;
  const found = candidates
    .filter(({ deleted }) => deleted === (query.deleted === true ? 1 : 0))
    .filter(({ modified_on }) => modified_on <= before && modified_on >= after)
    .filter(({ id }) => groups.every((set) => isMember(db, id, set)))
    .toSorted((one, other) => other.modified_on - one.modified_on || one.id - other.id);
  const offset = offsetOf(query.page, found.length);
  if (offset === null) return null;
  const items = found.slice(offset, offset + COUNTED_PAGE).map(({ id, ref }) => ({ id, ref }));
  return { count: found.length, items };
}

function isMember(db: Reader, contact: number, groups: readonly number[]): boolean {
  const sql =
    "SELECT 1 AS found FROM memberships WHERE contact = ? AND group_id IN (SELECT value FROM json_each(?)) LIMIT 1";
  return db.first(sql, contact, JSON.stringify(groups)) !== null;
}

function groupPage(
  db: Reader,
  query: Paged,
  walked: readonly number[],
  also: readonly (readonly number[])[],
): CountedPage | null {
  // Deleted contacts are in no group.
  if (query.deleted === true || walked.length === 0) return numberedNothing(query.page);
  const bounds = boundsOf(query, "m.modified_on");
  const [only] = walked;
  const single = walked.length === 1 && only !== undefined;
  const members = also.map(
    () =>
      "EXISTS (SELECT 1 FROM memberships n WHERE n.contact = m.contact AND n.group_id IN (SELECT value FROM json_each(?)))",
  );
  const where = [
    single ? "m.group_id = ?" : "m.group_id IN (SELECT value FROM json_each(?))",
    ...bounds.conditions,
    ...members,
  ].join(" AND ");
  const values = [single ? only : JSON.stringify(walked), ...bounds.values, ...also.map((set) => JSON.stringify(set))];
  const kept = single && also.length === 0 && bounds.values.length === 0;
  const count = kept
    ? countOf(db, "SELECT count FROM groups WHERE id = ?", only)
    : counted(db, query, {
        sql: `SELECT COUNT(${single ? "*" : "DISTINCT m.contact"}) AS count FROM memberships m WHERE ${where}`,
        values,
      });
  const sql = `SELECT ${single ? "" : "DISTINCT "}c.id, c.uuid AS ref FROM memberships m CROSS JOIN contacts c ON c.id = m.contact
    WHERE ${where} ORDER BY m.modified_on DESC, m.contact ASC`;
  return numberedPage(db, query.page, { count, rows: { sql, values } });
}

function listPage(db: Reader, query: Paged): CountedPage | null {
  const bounds = boundsOf(query, "modified_on");
  const where = ["deleted = ?", ...bounds.conditions].join(" AND ");
  const values = [query.deleted === true ? 1 : 0, ...bounds.values];
  const kept = query.deleted !== true && bounds.values.length === 0;
  const count = kept
    ? countOf(db, "SELECT value AS count FROM totals WHERE name = 'contacts'")
    : counted(db, query, { sql: `SELECT COUNT(*) AS count FROM contacts WHERE ${where}`, values });
  const offset = offsetOf(query.page, count);
  if (offset === null) return null;
  return { count, items: itemsFrom(db, where, values, offset) };
}

/**
 * What is skipped is walked in the index's own order, which is cheap. Sorting begins only at the instant that the place is
 * in: SQLite would fetch and sort every contact before it.
 */
function itemsFrom(db: Reader, where: string, values: readonly Value[], offset: number): CountedItem[] {
  const walked = `FROM contacts WHERE ${where}`;
  const place = db.first<{ at: number }>(
    `SELECT modified_on AS at ${walked} ORDER BY modified_on DESC, id DESC LIMIT 1 OFFSET ?`,
    ...values,
    offset,
  );
  if (place === null) return [];
  const before = countOf(db, `SELECT COUNT(*) AS count ${walked} AND modified_on > ?`, ...values, place.at);
  return db.all<{ id: number; ref: string }>(
    `SELECT id, uuid AS ref ${walked} AND modified_on <= ? ORDER BY modified_on DESC, id ASC LIMIT ? OFFSET ?`,
    ...values,
    place.at,
    COUNTED_PAGE,
    offset - before,
  );
}

/** On the first page; later ones remember it. */
function counted(db: Reader, { page, ...query }: Paged, { sql, values }: Statement): number {
  return filteredCount(db, { list: "contacts", query, page }, () => countOf(db, sql, ...values));
}

function boundsOf({ before, after }: CountedContactQuery, column: string): { conditions: string[]; values: Value[] } {
  return {
    conditions: [
      ...(before === undefined ? [] : [`${column} <= ?`]),
      ...(after === undefined ? [] : [`${column} >= ?`]),
    ],
    values: [before, after].filter((bound) => bound !== undefined),
  };
}

function numberedNothing(page: number): CountedPage | null {
  return offsetOf(page, 0) === null ? null : { count: 0, items: [] };
}

/**
 * Boundaries by page, sorted by OSM id. That is text, and a place in a list is a number: a place is the row's number,
 * and its OSM id is looked up. Neither ever changes and no boundary is removed, so a place stays one.
 */
import type { Page } from "../../contracts/account.ts";
import type { BoundaryQuery, BoundaryRecord } from "../../contracts/boundaries.ts";
import type { Reader } from "../database.ts";
import { type Place, type Walk, readPage } from "../paging.ts";
import { fitting } from "./fitting.ts";
import { inOrder } from "./order.ts";

/** Bytes of geometry in one page: the platform carries 32 MB between workers, and the page is parsed on the way. */
const GEOMETRY_LIMIT = 8_000_000;

type BoundaryRow = {
  id: number;
  osm_id: string;
  name: string;
  level: number;
  parent_osm_id: string | null;
  parent_name: string | null;
  aliases: string;
  /** Bytes of the geometry. Its length is in the row's head: nothing of it is read for this. */
  size: number;
};

const COLUMNS = `b.id, b.osm_id, b.name, b.level, p.osm_id AS parent_osm_id, p.name AS parent_name, b.aliases,
  coalesce(octet_length(b.geometry), 0) AS size`;
const PARENT = "LEFT JOIN boundaries p ON p.id = b.parent";
const SELECT = `SELECT ${COLUMNS} FROM boundaries b ${PARENT}`;

/** Null: the query's place is none. */
export function boundaryPage(db: Reader, query: BoundaryQuery): Page<BoundaryRecord> | null {
  const { from, geometry } = query;
  if (from !== null && (from.at !== 0 || osmIdOf(db, from.id) === null)) return null;
  const rows = (walk: Walk) => walkBoundaries(db, walk);
  const limit = geometry ? fittingLimit(query, rows) : query.limit;
  const page = readPage({ limit, from }, rows, (row) => ({ at: 0, id: row.id }));
  const geometries = geometry ? geometriesOf(db, page.items) : new Map<number, string>();
  return { ...page, items: page.items.map((row) => boundaryRecord(row, geometries.get(row.id) ?? null)) };
}

/** In the order asked for; unknown ones are left out. With geometries only as many as fit, but one at least. */
export function boundariesByOsmId(db: Reader, osmIds: readonly string[], geometry: boolean): BoundaryRecord[] {
  const found = db.all<BoundaryRow>(
    `SELECT ${COLUMNS} FROM json_each(?) asked CROSS JOIN boundaries b ON b.osm_id = asked.value ${PARENT}`,
    JSON.stringify(osmIds),
  );
  const rows = inOrder(osmIds, found, (row) => row.osm_id);
  if (!geometry) return rows.map((row) => boundaryRecord(row, null));
  const sizes = rows.map(({ size }) => size);
  const shown = rows.slice(0, Math.max(1, fitting(sizes, GEOMETRY_LIMIT)));
  const geometries = geometriesOf(db, shown);
  return shown.map((row) => boundaryRecord(row, geometries.get(row.id) ?? null));
}

function fittingLimit({ limit, from }: BoundaryQuery, rows: (walk: Walk) => readonly BoundaryRow[]): number {
  const ahead = rows({ back: from?.back ?? false, past: from, count: limit });
  const sizes = ahead.map(({ size }) => size);
  return Math.max(1, fitting(sizes, GEOMETRY_LIMIT));
}

function walkBoundaries(db: Reader, { back, past, count }: Walk): BoundaryRow[] {
  const edge = edgeOf(db, past);
  const direction = back ? "DESC" : "ASC";
  const order = `ORDER BY b.osm_id ${direction} LIMIT ?`;
  if (edge === null) return db.all<BoundaryRow>(`${SELECT} ${order}`, count);
  return db.all<BoundaryRow>(`${SELECT} WHERE b.osm_id ${back ? "<" : ">"} ? ${order}`, edge, count);
}

function edgeOf(db: Reader, past: Place | null): string | null {
  return past === null ? null : osmIdOf(db, past.id);
}

function osmIdOf(db: Reader, id: number): string | null {
  return db.first<{ osm_id: string }>("SELECT osm_id FROM boundaries WHERE id = ?", id)?.osm_id ?? null;
}

function geometriesOf(db: Reader, rows: readonly BoundaryRow[]): ReadonlyMap<number, string> {
  const found = db.all<{ id: number; geometry: string }>(
    `SELECT b.id, b.geometry FROM json_each(?) asked CROSS JOIN boundaries b ON b.id = asked.value
      WHERE b.geometry IS NOT NULL`,
    JSON.stringify(rows.map(({ id }) => id)),
  );
  return new Map(found.map(({ id, geometry }) => [id, geometry]));
}

function boundaryRecord(row: BoundaryRow, geometry: string | null): BoundaryRecord {
  const { parent_osm_id: osmId, parent_name: name } = row;
  return {
    id: row.id,
    osmId: row.osm_id,
    name: row.name,
    level: row.level,
    parent: osmId === null || name === null ? null : { osmId, name },
    aliases: JSON.parse(row.aliases) as string[],
    geometry,
  };
}

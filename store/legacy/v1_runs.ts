/**
 * Runs by numbered page. What the filters name is looked up first; then each flow, or each contact, has its runs in the
 * list's order by an index, and several of them are merged as far as the page goes. The list is never sorted.
 */
import { COUNTED_PAGE, type CountedItem, type CountedPage } from "../../contracts/counted.ts";
import type { BesideRun, CountedRunQuery } from "../../contracts/counted_flows.ts";
import type { Reader } from "../database.ts";
import { merged, type Place } from "./v1_merge.ts";
import { offsetOf } from "./v1_page.ts";
import { countRuns } from "./v1_run_counts.ts";
import { filterOf, type RunSelection, runSelection, sourcesOf } from "./v1_run_selection.ts";

export function countedRuns(db: Reader, query: CountedRunQuery, page: number): CountedPage | null {
  const selection = runSelection(db, query);
  const named = selection.runs === null ? null : namedRuns(db, selection, selection.runs);
  const count = named?.length ?? countRuns(db, selection, query, page);
  const offset = offsetOf(page, count);
  if (offset === null) return null;
  const places = named?.slice(offset, offset + COUNTED_PAGE) ?? walked(db, selection, offset);
  const ids = places.map(({ id }) => id);
  return { count, items: runItems(db, ids) };
}

/** Asked for by number: as many as the request named. */
function namedRuns(db: Reader, selection: RunSelection, runs: readonly number[]): Place[] {
  const filter = filterOf(selection);
  const conditions = filter.conditions.map((condition) => ` AND ${condition}`).join("");
  const found = db.all<Place>(
    `SELECT r.id, r.modified_on AS at FROM json_each(?) asked CROSS JOIN runs r ON r.id = asked.value WHERE 1${conditions}`,
    JSON.stringify(runs),
    ...filter.values,
  );
  return merged(
    found.map((place) => [place]),
    found.length,
  );
}

/** One list is skipped by the index; of several each may have the whole page, and all that is before it. */
function walked(db: Reader, selection: RunSelection, offset: number): Place[] {
  const filter = filterOf(selection);
  const sources = sourcesOf(selection);
  const skipped = sources.length === 1 ? offset : 0;
  const count = offset + COUNTED_PAGE - skipped;
  const lists = sources.map(({ conditions, values }) => {
    const all = [...conditions, ...filter.conditions];
    const where = all.length === 0 ? "" : ` WHERE ${all.join(" AND ")}`;
    return db.all<Place>(
      `SELECT r.id, r.modified_on AS at FROM runs r${where} ORDER BY r.modified_on DESC, r.id DESC LIMIT ? OFFSET ?`,
      ...values,
      ...filter.values,
      count,
      skipped,
    );
  });
  return merged(lists, count).slice(offset - skipped);
}

type RunRow = { id: number; flow: number; expires_on: number | null; path: string; results: string };

/** In the order of the numbers. */
export function runItems(db: Reader, ids: readonly number[]): CountedItem[] {
  const rows = db.all<RunRow>(
    `SELECT r.id, r.flow, r.expires_on, r.path, r.results FROM json_each(?) asked CROSS JOIN runs r
      ON r.id = asked.value`,
    JSON.stringify(ids),
  );
  const asking = askingNodes(db, [...new Set(rows.map(({ flow }) => flow))]);
  const items = new Map(
    rows.map(({ id, flow, expires_on, path, results }) => {
      const beside: BesideRun = { flow, expiresOn: expires_on, path, results, asking: asking.get(flow) ?? [] };
      return [id, { id, ref: String(id), beside: { ...beside } }];
    }),
  );
  return ids.map((id) => items.get(id)).filter((item) => item !== undefined);
}

function askingNodes(db: Reader, flows: readonly number[]): ReadonlyMap<number, readonly string[]> {
  const rows = db.all<{ flow: number; nodes: string }>(
    `SELECT asked.value AS flow, (SELECT json_group_array(r.node) FROM rulesets r WHERE r.flow = asked.value) AS nodes
      FROM json_each(?) asked`,
    JSON.stringify(flows),
  );
  return new Map(rows.map(({ flow, nodes }) => [flow, JSON.parse(nodes) as string[]]));
}

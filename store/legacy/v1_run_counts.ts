/** How many runs a selection has: kept numbers where there are some, else counted along its own index only. */
import type { CountedRunQuery } from "../../contracts/counted_flows.ts";
import type { Reader } from "../database.ts";
import { filteredCount } from "./v1_counts.ts";
import { countOf } from "./v1_page.ts";
import { filterOf, type RunSelection, sourcesOf } from "./v1_run_selection.ts";

/** @param page later pages take what the first one counted, see `v1_counts.ts` */
export function countRuns(db: Reader, selection: RunSelection, query: CountedRunQuery, page: number): number {
  const { flows, contacts, groups, bounds } = selection;
  if (contacts === null && groups.length === 0 && Object.keys(bounds).length === 0) return keptCount(db, flows);
  const [walked, ...others] = groups;
  return filteredCount(db, { list: "runs", query, page }, () =>
    contacts === null && flows === null && walked !== undefined
      ? countByMembers(db, walked, { ...selection, groups: others })
      : countBySources(db, selection),
  );
}

/** Kept with the flows, of which there are few. */
function keptCount(db: Reader, flows: readonly number[] | null): number {
  const sum = "SELECT COALESCE(SUM(f.active + f.completed + f.interrupted + f.expired), 0) AS count FROM";
  return flows === null
    ? countOf(db, `${sum} flows f`)
    : countOf(db, `${sum} json_each(?) asked CROSS JOIN flows f ON f.id = asked.value`, JSON.stringify(flows));
}

function countBySources(db: Reader, selection: RunSelection): number {
  const filter = filterOf(selection);
  return sourcesOf(selection)
    .map(({ conditions, values }) => {
      const where = [...conditions, ...filter.conditions].join(" AND ");
      return countOf(db, `SELECT COUNT(*) AS count FROM runs r WHERE ${where}`, ...values, ...filter.values);
    })
    .reduce((sum, count) => sum + count, 0);
}

/** From the members to their runs: all runs would have to be asked whose they are. */
function countByMembers(db: Reader, groups: readonly number[], rest: RunSelection): number {
  const { conditions, values } = filterOf(rest);
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  return countOf(
    db,
    `SELECT COUNT(*) AS count FROM
      (SELECT DISTINCT m.contact FROM json_each(?) asked CROSS JOIN memberships m ON m.group_id = asked.value) members
      CROSS JOIN runs r ON r.contact = members.contact${where}`,
    JSON.stringify(groups),
    ...values,
  );
}

/** What the filters of a list of runs name, by number, and which index walks the rest. */
import type { CountedRunQuery } from "../../contracts/counted_flows.ts";
import type { Reader, Value } from "../database.ts";
import { fold } from "../fold.ts";
import { contactsCalled } from "./v1_urns.ts";

/** Null: not filtered by it. */
export interface RunSelection {
  readonly runs: readonly number[] | null;
  readonly flows: readonly number[] | null;
  readonly contacts: readonly number[] | null;
  /** A contact must be in one of each set. */
  readonly groups: readonly (readonly number[])[];
  /** Inclusive, of modifiedOn. */
  readonly bounds: Pick<CountedRunQuery, "before" | "after">;
}

export function runSelection(db: Reader, query: CountedRunQuery): RunSelection {
  const { run, flow, contact, phone, group, groupNames, before, after } = query;
  const groups = [
    ...(group === undefined ? [] : [numbersOf(db, GROUPS, group)]),
    ...(groupNames === undefined ? [] : [numbersOf(db, NAMED_GROUPS, groupNames.map(fold))]),
  ];
  const contacts = both(contact && numbersOf(db, CONTACTS, contact), phone && contactsCalled(db, phone));
  return {
    runs: run === undefined ? null : [...new Set(run)],
    flows: both(flow && numbersOf(db, FLOWS, flow), query.flowNumbers),
    contacts: contacts ?? fewMembers(db, groups[0]),
    groups,
    bounds: { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) },
  };
}

/** What a run must fulfil beside its source's condition. Pure. */
export function filterOf({ runs, flows, contacts, groups, bounds }: RunSelection): Source {
  // The plus signs leave the order to the index of the source.
  const byFlow = runs === null && contacts === null ? null : flows;
  const byContact = runs === null ? null : contacts;
  const filters: [condition: string, value: Value][] = [
    ...(byFlow === null ? [] : [among("+r.flow", byFlow)]),
    ...(byContact === null ? [] : [among("+r.contact", byContact)]),
    ...groups.map((set): [string, Value] => [MEMBER, JSON.stringify(set)]),
    ...(bounds.before === undefined ? [] : [["r.modified_on <= ?", bounds.before] satisfies [string, Value]]),
    ...(bounds.after === undefined ? [] : [["r.modified_on >= ?", bounds.after] satisfies [string, Value]]),
  ];
  return { conditions: filters.map(([condition]) => condition), values: filters.map(([, value]) => value) };
}

/** Each run is in one source at most. */
export interface Source {
  readonly conditions: readonly string[];
  readonly values: readonly Value[];
}

/** By contact where contacts are named: of a contact there are fewer runs than of a flow. Pure. */
export function sourcesOf({ contacts, flows }: RunSelection): readonly Source[] {
  if (contacts !== null) return contacts.map((id) => ({ conditions: ["r.contact = ?"], values: [id] }));
  if (flows !== null) return flows.map((id) => ({ conditions: ["r.flow = ?"], values: [id] }));
  return [{ conditions: [], values: [] }];
}

const FLOWS = "SELECT f.id FROM json_each(?) asked CROSS JOIN flows f ON f.uuid = asked.value";
const CONTACTS = "SELECT c.id FROM json_each(?) asked CROSS JOIN contacts c ON c.uuid = asked.value";
const GROUPS = "SELECT g.id FROM json_each(?) asked CROSS JOIN groups g ON g.uuid = asked.value WHERE g.removed = 0";
const NAMED_GROUPS =
  "SELECT g.id FROM json_each(?) asked CROSS JOIN groups g ON g.name_folded = asked.value WHERE g.removed = 0";
/** Compared with 1, because SQLite turns a bare EXISTS into a join, with the memberships first and the order lost. */
const MEMBER = `EXISTS (SELECT 1 FROM memberships m WHERE m.contact = r.contact
  AND m.group_id IN (SELECT value FROM json_each(?))) = 1`;

function numbersOf(db: Reader, sql: string, asked: readonly string[]): number[] {
  return [...new Set(db.all<{ id: number }>(sql, JSON.stringify(asked)).map(({ id }) => id))];
}

/** Members whose runs are merged one by one; of larger groups the list is walked, where they are met soon. */
const FEW = 250;

/** As if they were named, where they are few: their runs may be far apart in the list. Else null. */
function fewMembers(db: Reader, groups: readonly number[] | undefined): readonly number[] | null {
  if (groups === undefined) return null;
  const rows = db.all<{ contact: number }>(
    "SELECT m.contact FROM json_each(?) asked CROSS JOIN memberships m ON m.group_id = asked.value LIMIT ?",
    JSON.stringify(groups),
    FEW + 1,
  );
  return rows.length > FEW ? null : [...new Set(rows.map(({ contact }) => contact))];
}

/** Two filters of one thing must both hold. */
function both(one: readonly number[] | undefined, other: readonly number[] | undefined): readonly number[] | null {
  if (one === undefined || other === undefined) return one ?? (other === undefined ? null : [...new Set(other)]);
  const set = new Set(other);
  return one.filter((id) => set.has(id));
}

function among(column: string, values: readonly number[]): [condition: string, value: Value] {
  return [`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(values)];
}

/** Filters of messages as conditions on a row `m`, for rows that are found by something else. Pure. */
import type { CountedMessageQuery } from "../../contracts/counted_messages.ts";
import type { Value } from "../database.ts";

export interface Test {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** What the names of a query stand for, by number. Absent: not asked for. */
export interface Numbers {
  readonly contact?: readonly number[];
  /** A contact must be in one group of each list. */
  readonly groups: readonly (readonly number[])[];
  readonly label?: {
    readonly any: readonly number[];
    readonly all: readonly number[];
    readonly none: readonly number[];
  };
}

export const KEPT: Test = { sql: "m.visibility <> 'deleted'", values: [] };

/** The plus keeps the planner from walking another index than the one that the order comes from. */
export function among(column: string, values: readonly Value[] | undefined): readonly Test[] {
  if (values === undefined) return [];
  return [{ sql: `+${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(values)] }];
}

/** Everything that an index does not have: of a query that no walk has done anything about. */
export function rowTests(query: CountedMessageQuery): readonly Test[] {
  const tel = query.phone?.map((number) => `tel:${number}`);
  return [
    ...among("m.id", query.id),
    ...among("m.broadcast", query.broadcast),
    ...among("m.direction", query.direction),
    ...among("m.type", query.type),
    ...among("m.status", query.status),
    ...among("m.flow", query.flow),
    ...among("m.channel", query.channel),
    ...among("m.urn", query.urn),
    ...among("m.urn", tel),
    ...(query.archived === undefined
      ? []
      : [{ sql: "+m.visibility = ?", values: [query.archived ? "archived" : "visible"] }]),
    ...(query.text === undefined ? [] : [containing("m.text", query.text)]),
  ];
}

export function namedTests({ contact, groups, label }: Numbers): readonly Test[] {
  const labels = (some: readonly number[]) => JSON.stringify(some);
  return [
    ...among("m.contact", contact),
    ...groups.map((set) => ({
      sql: "EXISTS (SELECT 1 FROM memberships n WHERE n.contact = m.contact AND n.group_id IN (SELECT value FROM json_each(?)))",
      values: [JSON.stringify(set)],
    })),
    ...(label === undefined || label.any.length === 0
      ? []
      : [{ sql: `EXISTS (${LABELLED})`, values: [labels(label.any)] }]),
    ...(label === undefined || label.none.length === 0
      ? []
      : [{ sql: `NOT EXISTS (${LABELLED})`, values: [labels(label.none)] }]),
    // Counted in one condition: a statement has few parameters, and a URL may name many labels.
    ...(label === undefined || label.all.length === 0
      ? []
      : [{ sql: `(${LABELLED.replace("1", "COUNT(*)")}) = ?`, values: [labels(label.all), label.all.length] }]),
  ];
}

const LABELLED =
  "SELECT 1 FROM labelled_messages n WHERE n.message = m.id AND n.label IN (SELECT value FROM json_each(?))";

/** Letters beyond ASCII that are found in either case; further ones only as they were asked for. */
const MOST_LETTERS = 16;

/**
 * Text inside other text, any case. Not LIKE: its patterns are at most 50 bytes. `lower` knows ASCII only, so each other
 * letter that is looked for is put into lower case by a `replace` of its own.
 */
export function containing(column: string, text: string): Test {
  const sought = text.toLowerCase();
  const letters = [...new Set(sought)].filter(hasOwnCapital).slice(0, MOST_LETTERS);
  const lowered = letters.reduce((sql) => `replace(${sql}, ?, ?)`, `lower(${column})`);
  const values = letters.flatMap((letter) => [letter.toUpperCase(), letter]);
  return { sql: `instr(${lowered}, ?) > 0`, values: [...values, sought] };
}

/** `ß` has none: its capitals are two letters. */
function hasOwnCapital(letter: string): boolean {
  const capital = letter.toUpperCase();
  return letter > "\u007f" && capital !== letter && Array.from(capital).length === 1;
}

/**
 * Which rows a filtered list of messages looks at: those of the most selective filter that has an index, in the list's
 * order where the index has it; everything else is tested row by row. Pure.
 *
 * In this order: numbers, broadcasts, contacts, labels, a folder; else all messages. Only what several broadcasts, contacts
 * or labels have found is sorted, and of that only as many rows are held as the page is far into the list.
 */
import type { CountedMessageQuery } from "../../contracts/counted_messages.ts";
import type { MessageStatus } from "../../contracts/messages.ts";
import type { Statement } from "../database.ts";
import { KEPT, type Numbers, namedTests, rowTests, type Test } from "./v1_message_tests.ts";

/** Part of a list; several of them have no row in common. */
export interface Walk {
  /** With `m`, the message. */
  readonly from: Test;
  readonly tests: readonly Test[];
  /** What is sorted by, together with the number. */
  readonly at: string;
  readonly id: string;
}

/** `numbers.label.all` begins with the label that the fewest messages have. */
export function walksOf(query: CountedMessageQuery, numbers: Numbers): readonly Walk[] {
  const { id, broadcast, ...rest } = query;
  const { contact, label, ...others } = numbers;
  if (id !== undefined) {
    return [found("m.id", [...new Set(id)], { ...rest, ...(broadcast && { broadcast }) }, numbers)];
  }
  if (broadcast !== undefined) return [found("m.broadcast", [...new Set(broadcast)], rest, numbers)];
  if (contact !== undefined) return [found("m.contact", contact, rest, { ...others, ...(label && { label }) })];
  if (label !== undefined && label.all.length + label.any.length > 0) return labelled(rest, { ...others, label });
  return [listed(rest, numbers)];
}

/** Rows that have one of the values. Of a single one the index is in order. */
function found(column: string, values: readonly number[], query: CountedMessageQuery, numbers: Numbers): Walk {
  const [only] = values;
  const tests = [KEPT, ...restOf(query, numbers)];
  if (values.length === 1 && only !== undefined) {
    return inOrder({ sql: "messages m", values: [] }, [{ sql: `${column} = ?`, values: [only] }, ...tests], query);
  }
  const from = {
    sql: `json_each(?) asked CROSS JOIN messages m ON ${column} = asked.value`,
    values: [JSON.stringify(values)],
  };
  return inOrder(from, tests, query);
}

function labelled(
  query: CountedMessageQuery,
  numbers: Numbers & { label: NonNullable<Numbers["label"]> },
): readonly Walk[] {
  const { any, all, none } = numbers.label;
  const [walked, ...others] = all;
  if (walked !== undefined) return ofLabel(walked, query, { ...numbers, label: { any, all: others, none } });
  const [only] = any;
  const rest = { ...numbers, label: { any: [], all, none } };
  if (any.length === 1 && only !== undefined) return ofLabel(only, query, rest);
  const from = {
    sql: `(SELECT DISTINCT x.message FROM json_each(?) asked CROSS JOIN labelled_messages x ON x.label = asked.value) f
      CROSS JOIN messages m ON m.id = f.message`,
    values: [JSON.stringify(any)],
  };
  return [inOrder(from, [KEPT, ...restOf(query, rest)], query)];
}

/** Visible and archived ones are two ranges of the index, each in order. */
function ofLabel(label: number, query: CountedMessageQuery, numbers: Numbers): readonly Walk[] {
  const { archived, ...rest } = query;
  const from = { sql: "labelled_messages x CROSS JOIN messages m ON m.id = x.message", values: [] };
  return (archived === undefined ? [1, 0] : [archived ? 0 : 1]).map((visible) => {
    const of: Test = { sql: "x.label = ? AND x.visible = ?", values: [label, visible] };
    const tests = [of, PLUS_KEPT, ...restOf(rest, numbers), ...boundsOf("x.created_on", query)];
    return { from, tests, at: "x.created_on", id: "x.message" };
  });
}

/** The row is there already: its partial indexes are no way to it. */
const PLUS_KEPT: Test = { sql: "+m.visibility <> 'deleted'", values: [] };

/** A folder's index where the filters amount to one, else that of all messages. */
function listed(query: CountedMessageQuery, numbers: Numbers): Walk {
  const folder = folderOf(query);
  const from = { sql: "messages m", values: [] };
  if (folder === null) return inOrder(from, [KEPT, ...restOf(query, numbers)], query);
  // What the folder does not say about the state is left to test.
  const { archived: _, direction: __, ...rest } = query;
  return inOrder(from, [{ sql: folder, values: [] }, ...restOf(rest, numbers)], query);
}

const WAITING: readonly MessageStatus[] = ["pending", "queued"];
const HANDED_ON: readonly MessageStatus[] = ["wired", "sent", "delivered"];

/** Word for word as the partial indexes have them (`migrations/0004_messages.sql`). Null: no folder holds them all. */
function folderOf({ direction, archived, type, status }: CountedMessageQuery): string | null {
  const [way] = direction?.length === 1 ? direction : [];
  const [kind] = type?.length === 1 ? type : [];
  if (way === "in") {
    if (archived === true) return "m.direction = 'in' AND m.visibility = 'archived'";
    if (archived === false && kind === "inbox")
      return "m.direction = 'in' AND m.visibility = 'visible' AND m.type = 'inbox'";
    if (archived === false && kind === "flow")
      return "m.direction = 'in' AND m.visibility = 'visible' AND m.type = 'flow'";
  }
  if (way === "out" && archived === false && status !== undefined) {
    const within = (some: readonly MessageStatus[]) => status.every((one) => some.includes(one));
    const visible = "m.direction = 'out' AND m.visibility = 'visible' AND";
    if (within(WAITING)) return `${visible} m.status IN ('pending', 'queued')`;
    if (within(HANDED_ON)) return `${visible} m.status IN ('wired', 'sent', 'delivered')`;
    if (within(["failed"])) return `${visible} m.status = 'failed'`;
  }
  return null;
}

function restOf(query: CountedMessageQuery, numbers: Numbers): readonly Test[] {
  return [...rowTests(query), ...namedTests(numbers)];
}

function inOrder(from: Test, tests: readonly Test[], query: CountedMessageQuery): Walk {
  return { from, tests: [...tests, ...boundsOf("m.created_on", query)], at: "m.created_on", id: "m.id" };
}

function boundsOf(at: string, { before, after }: CountedMessageQuery): readonly Test[] {
  return [
    ...(before === undefined ? [] : [{ sql: `${at} <= ?`, values: [before] }]),
    ...(after === undefined ? [] : [{ sql: `${at} >= ?`, values: [after] }]),
  ];
}

export function countStatement({ from, tests }: Walk): Statement {
  const where = tests.map(({ sql }) => sql).join(" AND ");
  return { sql: `SELECT COUNT(*) AS count FROM ${from.sql} WHERE ${where}`, values: valuesOf({ from, tests }) };
}

/** Numbers of messages and of their channels, newest first. Walks in order are merged as they go. */
export function pageStatement(walks: readonly Walk[]): Statement {
  const parts = walks.map(({ from, tests, at, id }) => {
    const where = tests.map(({ sql }) => sql).join(" AND ");
    return `SELECT ${id} AS id, m.channel AS channel, ${at} AS at FROM ${from.sql} WHERE ${where}`;
  });
  return { sql: `${parts.join(" UNION ALL ")} ORDER BY at DESC, id DESC`, values: walks.flatMap(valuesOf) };
}

function valuesOf({ from, tests }: Pick<Walk, "from" | "tests">): Statement["values"] {
  return [from, ...tests].flatMap(({ values }) => values);
}

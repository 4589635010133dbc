/**
 * Which rows a filtered list of messages looks at: those of the most selective filter that has an index, in the list's
 * order where the index has it; everything else is tested row by row. Pure.
 *
 * In this order: numbers, broadcasts, contacts, labels, a folder; else all messages. Only what several broadcasts, contacts
 * or labels have found is sorted, and of that only as many rows are held as the page is far into the list. When a message
 * came is no test of a walk but a bound of the statement that takes it, so that a long one can be taken in parts.
 */
import type { CountedMessageQuery } from "../../contracts/counted_messages.ts";
import type { MessageStatus } from "../../contracts/messages.ts";
import type { Statement } from "../database.ts";
import { KEPT, type Numbers, namedTests, rowTests, type Test } from "./v1_message_tests.ts";

/** Part of a list; several of them have no row in common. */
export interface Walk {
  /** The index that has its order, with what it fulfils by itself, up to `WHERE`; null where what is found is sorted. */
  readonly index: Test | null;
  /** That index has all that is asked for: no message is looked at to count them. */
  readonly covered: boolean;
  /** With `m`, the message. */
  readonly from: Test;
  readonly tests: readonly Test[];
  /** What is sorted by, together with the number. */
  readonly at: string;
  readonly id: string;
}

/** Inclusive, microseconds. */
export interface Bounds {
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** `numbers.label.all` begins with the label that the fewest messages have. */
export function walksOf(query: Omit<CountedMessageQuery, keyof Bounds>, numbers: Numbers): readonly Walk[] {
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

/** Null: the row's own number. */
const INDEXES = {
  "m.id": null,
  "m.broadcast": "messages_of_broadcast",
  "m.contact": "messages_of_contact",
} as const;

/** Rows that have one of the values. Of a single one the index is in order. */
function found(
  column: keyof typeof INDEXES,
  values: readonly number[],
  query: CountedMessageQuery,
  numbers: Numbers,
): Walk {
  const [only] = values;
  const rest = restOf(query, numbers);
  if (values.length === 1 && only !== undefined) {
    const one = { sql: `${column} = ? AND ${KEPT.sql}`, values: [only] };
    if (INDEXES[column] !== null) return inOrder(INDEXES[column], one, rest);
    return sorted({ sql: "messages m", values: [] }, [one, ...rest]);
  }
  const from = {
    sql: `json_each(?) asked CROSS JOIN messages m ON ${column} = asked.value`,
    values: [JSON.stringify(values)],
  };
  return sorted(from, [KEPT, ...rest]);
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
  return [sorted(from, [KEPT, ...restOf(query, rest)])];
}

/** Visible and archived ones are two ranges of the index, each in order. */
function ofLabel(label: number, query: CountedMessageQuery, numbers: Numbers): readonly Walk[] {
  const { archived, ...rest } = query;
  const from = { sql: "labelled_messages x CROSS JOIN messages m ON m.id = x.message", values: [] };
  return (archived === undefined ? [1, 0] : [archived ? 0 : 1]).map((visible) => {
    const of: Test = { sql: "x.label = ? AND x.visible = ?", values: [label, visible] };
    const index = { sql: `labelled_messages x WHERE ${of.sql}`, values: of.values };
    const tests = [of, PLUS_KEPT, ...restOf(rest, numbers)];
    return { index, covered: false, from, tests, at: "x.created_on", id: "x.message" };
  });
}

/** The row is there already: its partial indexes are no way to it. */
const PLUS_KEPT: Test = { sql: "+m.visibility <> 'deleted'", values: [] };

/** A folder's index where the filters amount to one, else that of all messages. */
function listed(query: CountedMessageQuery, numbers: Numbers): Walk {
  const folder = folderOf(query);
  if (folder === null) return inOrder("messages_page", KEPT, restOf(query, numbers));
  const { direction: _, archived: __, type, ...rest } = query;
  const tests = restOf({ ...rest, ...(type && !folder.typed && { type }) }, numbers);
  return inOrder(folder.index, { sql: folder.condition, values: [] }, tests);
}

interface Folder {
  readonly index: string;
  /** Word for word as the partial index has it (`migrations/0004_messages.sql`). */
  readonly condition: string;
  /** It has messages of one type only. */
  readonly typed: boolean;
}

const RECEIVED = "m.direction = 'in' AND m.visibility = 'visible'";
const SENT = "m.direction = 'out' AND m.visibility = 'visible'";

const FOLDERS = {
  inbox: { index: "messages_inbox", condition: `${RECEIVED} AND m.type = 'inbox'`, typed: true },
  flows: { index: "messages_flows", condition: `${RECEIVED} AND m.type = 'flow'`, typed: true },
  archived: {
    index: "messages_archived",
    condition: "m.direction = 'in' AND m.visibility = 'archived'",
    typed: false,
  },
  outbox: { index: "messages_outbox", condition: `${SENT} AND m.status IN ('pending', 'queued')`, typed: false },
  sent: { index: "messages_sent", condition: `${SENT} AND m.status IN ('wired', 'sent', 'delivered')`, typed: false },
  failed: { index: "messages_failed", condition: `${SENT} AND m.status = 'failed'`, typed: false },
} as const satisfies Readonly<Record<string, Folder>>;

/** Null: no folder holds all that the filters find. What it holds beside them is left to test. */
function folderOf({ direction, archived, type, status }: CountedMessageQuery): Folder | null {
  const [way] = direction?.length === 1 ? direction : [];
  const [kind] = type?.length === 1 ? type : [];
  if (way === "in" && archived === true) return FOLDERS.archived;
  if (way === "in" && archived === false && kind === "inbox") return FOLDERS.inbox;
  if (way === "in" && archived === false && kind === "flow") return FOLDERS.flows;
  if (way !== "out" || archived !== false || status === undefined) return null;
  const within = (...some: readonly MessageStatus[]) => status.every((one) => some.includes(one));
  if (within("pending", "queued")) return FOLDERS.outbox;
  if (within("wired", "sent", "delivered")) return FOLDERS.sent;
  return within("failed") ? FOLDERS.failed : null;
}

function restOf(query: CountedMessageQuery, numbers: Numbers): readonly Test[] {
  return [...rowTests(query), ...namedTests(numbers)];
}

/** The index is named, because the planner knows no sizes and would count by one that has more. */
function inOrder(name: string, has: Test, tests: readonly Test[]): Walk {
  const from = { sql: `messages m INDEXED BY ${name}`, values: [] };
  const index = { sql: `${from.sql} WHERE ${has.sql}`, values: has.values };
  return { ...sorted(from, [has, ...tests]), index, covered: tests.length === 0 };
}

function sorted(from: Test, tests: readonly Test[]): Walk {
  return { index: null, covered: false, from, tests, at: "m.created_on", id: "m.id" };
}

function boundsOf(at: string, { before, after }: Bounds): readonly Test[] {
  return [
    ...(before === undefined ? [] : [{ sql: `${at} <= ?`, values: [before] }]),
    ...(after === undefined ? [] : [{ sql: `${at} >= ?`, values: [after] }]),
  ];
}

export function countStatement({ from, tests, at }: Walk, bounds: Bounds): Statement {
  const where = [...tests, ...boundsOf(at, bounds)];
  return {
    sql: `SELECT COUNT(*) AS count FROM ${from.sql} WHERE ${conditionOf(where)}`,
    values: valuesOf(from, where),
  };
}

/** Numbers of messages and of their channels, newest first; limit and offset follow. Walks in order are merged as they go. */
export function pageStatement(walks: readonly Walk[], bounds: Bounds): Statement {
  const parts = walks.map(({ from, tests, at, id }) => {
    const where = [...tests, ...boundsOf(at, bounds)];
    const sql = `SELECT ${id} AS id, m.channel AS channel, ${at} AS at FROM ${from.sql} WHERE ${conditionOf(where)}`;
    return { sql, values: valuesOf(from, where) };
  });
  return {
    sql: `${parts.map(({ sql }) => sql).join(" UNION ALL ")} ORDER BY at DESC, id DESC`,
    values: parts.flatMap(({ values }) => values),
  };
}

/** When the row came that is so many after the first one; null: the index has no order. */
export function placeStatement({ index, at }: Walk, bounds: Bounds, rows: number): Statement | null {
  if (index === null) return null;
  const within = boundsOf(at, bounds);
  const and = within.map(({ sql }) => ` AND ${sql}`).join("");
  return {
    sql: `SELECT ${at} AS at FROM ${index.sql}${and} ORDER BY ${at} DESC LIMIT 1 OFFSET ?`,
    values: [...valuesOf(index, within), rows],
  };
}

function conditionOf(tests: readonly Test[]): string {
  return tests.map(({ sql }) => sql).join(" AND ");
}

function valuesOf(from: Test, tests: readonly Test[]): Statement["values"] {
  return [from, ...tests].flatMap(({ values }) => values);
}

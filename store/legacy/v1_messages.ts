/** Messages by numbered page, and what is asked before they are acted upon. */
import type { CountedPage } from "../../contracts/counted.ts";
import { COUNTED_PAGE } from "../../contracts/counted.ts";
import type { CountedMessageQuery, LabelChoice } from "../../contracts/counted_messages.ts";
import type { Reader } from "../database.ts";
import { fold } from "../fold.ts";
import { rememberedCount } from "./v1_counts.ts";
import { type Listed, pageOf, pass, WINDOW } from "./v1_message_pass.ts";
import type { Numbers } from "./v1_message_tests.ts";
import { walksOf } from "./v1_message_walk.ts";
import { countOf, offsetOf } from "./v1_page.ts";
import { hidesUrns } from "./v1_urns.ts";

export async function countedMessages(
  db: Reader,
  query: CountedMessageQuery,
  page: number,
  window = WINDOW,
): Promise<CountedPage | null> {
  const numbers = numbersOf(db, query);
  if (numbers === null) return offsetOf(page, 0) === null ? null : { count: 0, items: [] };
  const { before, after, ...filters } = query;
  const bounds = { before, after };
  const walks = walksOf(filters, numbers);
  const kept = keptCount(db, query, numbers);
  if (kept !== null) {
    const offset = offsetOf(page, kept);
    return offset === null
      ? null
      : { count: kept, items: items(pageOf(db, walks, bounds, { most: COUNTED_PAGE, offset })) };
  }
  const { count: known, remember } = rememberedCount(db, { list: "messages", query, page });
  const offset = offsetOf(page, known ?? Infinity);
  if (offset === null) return null;
  const { rows, count } = await pass(db, { walks, bounds, offset, counting: known === undefined, window });
  if (known === undefined) remember(count);
  return offsetOf(page, known ?? count) === null ? null : { count: known ?? count, items: items(rows) };
}

function items(rows: readonly Listed[]): CountedPage["items"] {
  return rows.map(({ id, channel }) => ({ id, ref: String(id), beside: { channel } }));
}

/** Kept with every write: how many there are in all, and how many have a label. Null: filtered by anything else. */
function keptCount(db: Reader, query: CountedMessageQuery, numbers: Numbers): number | null {
  const filters = Object.keys(query);
  if (filters.length === 0) return countOf(db, "SELECT value AS count FROM totals WHERE name = 'messages'");
  const label = filters.every((name) => name === "label" || name === "archived") ? onlyOne(numbers) : null;
  return label === null ? null : labelTotal(db, label, query.archived);
}

function onlyOne({ label }: Numbers): number | null {
  if (label === undefined || label.none.length > 0) return null;
  const [only, ...more] = [...label.all, ...label.any];
  return more.length > 0 ? null : (only ?? null);
}

/**
 * Visible messages are kept count of; archived ones, of which there are few, are counted by their part of the index. An
 * import may have left labels on deleted ones, which stand there too.
 */
function labelTotal(db: Reader, label: number, archived: boolean | undefined): number {
  const visible = archived === true ? 0 : countOf(db, "SELECT count FROM labels WHERE id = ?", label);
  if (archived === false) return visible;
  const hidden = `SELECT COUNT(*) AS count FROM labelled_messages x CROSS JOIN messages m ON m.id = x.message
    WHERE x.label = ? AND x.visible = 0 AND +m.visibility = 'archived'`;
  return visible + countOf(db, hidden, label);
}

/** Null: nothing can be found. */
function numbersOf(db: Reader, query: CountedMessageQuery): Numbers | null {
  const { contact, group, groupNames, label } = query;
  if (Object.values(query).some((values) => Array.isArray(values) && values.length === 0)) return null;
  if ((query.urn ?? query.phone) !== undefined && hidesUrns(db)) return null;
  const contacts = contact && find(db, BY.contact, contact);
  const groups = [group && find(db, BY.group, group), groupNames && find(db, BY.groupName, groupNames.map(fold))];
  const labels = label && labelNumbers(db, label);
  if (contacts?.length === 0 || groups.some((set) => set?.length === 0) || labels === null) return null;
  return {
    groups: groups.filter((set) => set !== undefined),
    ...(contacts && { contact: contacts }),
    ...(labels && { label: labels }),
  };
}

const BY = {
  contact: "SELECT t.id FROM json_each(?) asked CROSS JOIN contacts t ON t.uuid = asked.value WHERE t.deleted = 0",
  group: "SELECT t.id FROM json_each(?) asked CROSS JOIN groups t ON t.uuid = asked.value",
  groupName: "SELECT t.id FROM json_each(?) asked CROSS JOIN groups t ON t.name_folded = asked.value",
} as const;

/** Each once. */
function find(db: Reader, sql: string, asked: readonly string[]): readonly number[] {
  return [...new Set(db.all<{ id: number }>(sql, JSON.stringify(asked)).map(({ id }) => id))];
}

function labelNumbers(db: Reader, { any, all, none }: LabelChoice): Numbers["label"] | null {
  const folded = [...any, ...all, ...none].map(fold);
  const rows = db.all<{ id: number; name: string; count: number }>(
    `SELECT l.id, l.name_folded AS name, l.count FROM json_each(?) asked CROSS JOIN labels l ON l.name_folded = asked.value`,
    JSON.stringify([...new Set(folded)]),
  );
  const known = new Map(rows.map((row) => [row.name, row]));
  const numbers = (names: readonly string[]): readonly { id: number; count: number }[] =>
    [...new Set(names.map(fold))].flatMap((name) => known.get(name) ?? []);
  const [one, each, not] = [numbers(any), numbers(all), numbers(none)];
  const impossible = (any.length > 0 && one.length === 0) || each.length < new Set(all.map(fold)).size;
  if (impossible) return null;
  const fewest = each.toSorted((a, b) => a.count - b.count);
  return { any: one.map(({ id }) => id), all: fewest.map(({ id }) => id), none: not.map(({ id }) => id) };
}

export function received(db: Reader, { ids }: { readonly ids: readonly number[] }): readonly number[] {
  const rows = db.all<{ id: number }>(
    `SELECT m.id FROM json_each(?) asked CROSS JOIN messages m ON m.id = asked.value
      WHERE m.direction = 'in' AND m.visibility <> 'deleted'`,
    JSON.stringify([...new Set(ids)]),
  );
  return rows.map(({ id }) => id);
}

/**
 * Calls by numbered page. Calls by number, and those of named contacts, are looked up; every other filter walks all calls
 * in order until a page is full, and its total is counted over all of them, on the first page.
 */
import type { CountedPage } from "../../contracts/counted.ts";
import type { CountedCallQuery } from "../../contracts/counted_campaigns.ts";
import type { Reader } from "../database.ts";
import { anyOf, atLeast, atMost, whereOf } from "./v1_conditions.ts";
import { filteredCount } from "./v1_counts.ts";
import { countOf, numberedPage } from "./v1_page.ts";
import { contactsCalled, hidesUrns } from "./v1_urns.ts";

const ORDER = "ORDER BY e.created_on DESC, e.id DESC";

export function countedCalls(db: Reader, query: CountedCallQuery, page: number): CountedPage | null {
  const contacts = query.phone && contactsCalled(db, query.phone);
  const { where, values } = whereOf([
    ...anyOf("e.id", query.id),
    ...anyOf("e.contact", contacts),
    ...anyOf("e.type", query.type),
    ...anyOf("e.channel", query.channel),
    ...atMost("e.created_on", query.before),
    ...atLeast("e.created_on", query.after),
  ]);
  const count = (): number => countOf(db, `SELECT COUNT(*) AS count FROM channel_events e${where}`, ...values);
  const counted = numberedPage(db, page, {
    count: values.length > 0 ? filteredCount(db, { list: "channel_events", query, page }, count) : all(db),
    rows: { sql: `SELECT e.id, CAST(e.id AS TEXT) AS ref FROM channel_events e${where} ${ORDER}`, values },
  });
  return counted === null ? null : { ...counted, items: withBeside(db, counted.items) };
}

/** Kept with every write. */
function all(db: Reader): number {
  return countOf(db, "SELECT value AS count FROM totals WHERE name = 'channel_events'");
}

/** `phone` is the contact's first. */
const BESIDE = `SELECT e.id, e.channel, h.address, (SELECT substr(u.urn, 5) FROM urns u WHERE u.contact = e.contact
  AND substr(u.urn, 1, 4) = 'tel:' ORDER BY u.position LIMIT 1) AS phone
  FROM json_each(?) asked CROSS JOIN channel_events e ON e.id = asked.value LEFT JOIN channels h ON h.id = e.channel`;

function withBeside(db: Reader, items: CountedPage["items"]): CountedPage["items"] {
  const rows = db.all<{ id: number; channel: number; address: string | null; phone: string | null }>(
    BESIDE,
    JSON.stringify(items.map(({ id }) => id)),
  );
  const hidden = hidesUrns(db);
  const beside = new Map(rows.map(({ id, phone, ...row }) => [id, { ...row, phone: hidden ? null : phone }]));
  return items.map((item) => ({ ...item, beside: beside.get(item.id) ?? {} }));
}

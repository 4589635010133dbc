/**
 * What the import format cannot say, and lists show all the same: put into the tables as the store writes it. Numbers,
 * UUIDs and instants are made of the row's number, as in the imported lines.
 */
import { FIELDS, FEW, RESTHOOKS, type Sizes } from "./store-sizes.ts";
import { microsOf, mixed, uuidOf } from "./store-made.ts";
import { type Origins, insert } from "./store-client.ts";
import type { Rows } from "./store-shapes.ts";

type Value = string | number | null;

interface Table {
  readonly table: string;
  readonly columns: readonly string[];
  readonly count: number;
  readonly row: (index: number) => readonly Value[];
}

export const CAMPAIGNS = 1_000;
export const SUBSCRIBERS = 1_000;
export const EVENT_ACTOR = "key-of-the-benchmark";

/** Distinct from the UUIDs that the imported lines take of `other`. */
export const sqlUuid = (kind: number, index: number): string => uuidOf("other", (kind + 10) * 10_000_000 + index);

function tablesOf({ contacts, sendings, log }: Sizes): Table[] {
  const made = (index: number) => microsOf(index);
  const someone = (index: number) => JSON.stringify([1 + (mixed(index) % contacts)]);
  const group = (index: number) => JSON.stringify([1 + (mixed(index) % FEW.groups)]);
  return [
    {
      table: "broadcasts",
      columns: ["id", "uuid", "text", "channel", "status", "urns", "contacts", "groups", "created_on"],
      count: sendings,
      row: (index) => [
        index + 1,
        sqlUuid(1, index),
        "Clinic opens at eight",
        null,
        "sent",
        "[]",
        someone(index),
        group(index),
        made(index),
      ],
    },
    {
      table: "flow_starts",
      columns: [
        "id",
        "uuid",
        "flow",
        "contacts",
        "groups",
        "restart_participants",
        "exclude_active",
        "extra",
        "status",
        "created_on",
        "modified_on",
      ],
      count: sendings,
      row: (index) => [
        index + 1,
        sqlUuid(2, index),
        1 + (index % FEW.flows),
        someone(index),
        group(index),
        1,
        0,
        null,
        "complete",
        made(index),
        made(index),
      ],
    },
    {
      table: "campaigns",
      columns: ["id", "uuid", "name", "name_folded", "group_uuid", "created_on"],
      count: CAMPAIGNS,
      row: (index) => [
        index + 1,
        sqlUuid(3, index),
        `Campaign ${index}`,
        `campaign ${index}`,
        uuidOf("group", index % FEW.groups),
        made(index),
      ],
    },
    {
      table: "campaign_events",
      columns: [
        "id",
        "uuid",
        "campaign",
        "relative_to",
        "offset",
        "unit",
        "delivery_hour",
        "flow",
        "message",
        "created_on",
      ],
      count: CAMPAIGNS * 2,
      row: (index) => [
        index + 1,
        sqlUuid(4, index),
        index % 2 === 0 ? 1 : 2 + (index % (CAMPAIGNS - 1)),
        1 + (index % FIELDS),
        index % 10,
        "days",
        -1,
        1 + (index % FEW.flows),
        null,
        made(index),
      ],
    },
    {
      table: "resthook_subscribers",
      columns: ["id", "resthook", "target_url", "secret", "form", "version", "created_on"],
      count: SUBSCRIBERS,
      row: (index) => [
        index + 1,
        index % 2 === 0 ? 1 : 1 + (index % RESTHOOKS),
        `https://example.com/${index}`,
        "mps_secret",
        "flow-fields",
        "2",
        made(index),
      ],
    },
    {
      table: "deliveries",
      columns: [
        "id",
        "uuid",
        "subscriber",
        "event",
        "run",
        "kind",
        "state",
        "attempts",
        "due",
        "created_on",
        "finished_on",
      ],
      count: log,
      row: (index) => [
        index + 1,
        sqlUuid(5, index),
        index % 2 === 0 ? 1 : 1 + (index % SUBSCRIBERS),
        index + 1,
        1,
        "run.started",
        "delivered",
        1,
        null,
        made(index),
        made(index + 1),
      ],
    },
    {
      table: "delivery_attempts",
      columns: ["delivery", "number", "began_on", "status", "fault"],
      count: log,
      row: (index) => [index + 1, 1, made(index), 200, null],
    },
    {
      table: "events",
      columns: ["created_on", "actor", "action", "kind", "object", "reason", "version", "request_id"],
      count: log,
      row: (index) => [
        made(index),
        index % 2 === 0 ? EVENT_ACTOR : `key-${index % 50}`,
        index % 4 < 2 ? "update" : "create",
        "contact",
        uuidOf("contact", index % 3 === 0 ? 0 : index % contacts),
        "",
        "2",
        `request-${index}`,
      ],
    },
  ];
}

const AT_ONCE = 1_000;

/** The number of rows. */
export async function putRows(origins: Origins, account: string, sizes: Sizes): Promise<number> {
  let put = 0;
  for (const { table, columns, count, row } of tablesOf(sizes)) {
    for (let from = 0; from < count; from += AT_ONCE) {
      const rows = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, nth) => row(from + nth));
      put += rows.length;
      await insert(origins, account, JSON.stringify([{ table, columns, rows }] satisfies Rows[]));
    }
  }
  return put;
}

/**
 * Walks every message by cursor while others are made, archived, labelled and deleted: each message that nobody touched
 * must be seen exactly once, and no message twice.
 */
import type { Account } from "./store-pages.ts";
import { type Origins, askV2, sql, v2Json } from "./store-client.ts";
import { mixed } from "./store-made.ts";

export interface WalkFigures {
  readonly seen: number;
  readonly changes: number;
  readonly untouched: number;
  /** Of the untouched ones; both must be nothing. */
  readonly missed: number;
  readonly twice: number;
}

interface Page {
  readonly next: string | null;
  readonly results: readonly { readonly id: number }[];
}

const ACTIONS = ["archive", "label", "delete", "unlabel", "restore"];
/** Messages of one change. */
const AT_ONCE = 20;

export async function walk(origins: Origins, { key, sizes }: Account): Promise<WalkFigures> {
  const listed = await sql<[{ n: number; last: number }]>(
    origins,
    key,
    "SELECT sum(visibility <> 'deleted') AS n, max(id) AS last FROM messages",
  );
  const { last } = listed[0];
  const gone = await deletedIds(origins, key);
  const times = new Uint8Array(last + 1);
  const touched = new Uint8Array(last + 1);
  for (const id of gone) touched[id] = 1;

  const walking = { over: false };
  const changing = change(origins, key, sizes.messages, touched, walking);
  let seen = 0;
  try {
    for (let path: string | null = "/messages.json"; path !== null;) {
      const { next, results }: Page = await v2Json<Page>(origins, key, path);
      for (const { id } of results) {
        seen += 1;
        if (id <= last) times[id] = (times[id] ?? 0) + 1;
      }
      path = next === null ? null : `/messages.json${new URL(next).search}`;
    }
  } finally {
    walking.over = true;
  }
  const changes = await changing;

  let [untouched, missed, twice] = [0, 0, 0];
  for (let id = 1; id <= last; id++) {
    const count = times[id] ?? 0;
    if (count > 1) twice += 1;
    if (touched[id] === 1) continue;
    untouched += 1;
    if (count === 0) missed += 1;
  }
  return { seen, changes, untouched, missed, twice };
}

/** What no walk sees, from the start: not asked through the API, whose lists are what is examined. */
async function deletedIds(origins: Origins, key: string): Promise<number[]> {
  const ids: number[] = [];
  for (;;) {
    const past = ids.at(-1) ?? 0;
    const rows = await sql<{ id: number }[]>(
      origins,
      key,
      `SELECT id FROM messages WHERE visibility = 'deleted' AND id > ${past} ORDER BY id LIMIT 100000`,
    );
    if (rows.length === 0) return ids;
    for (const { id } of rows) ids.push(id);
  }
}

/** All over the list, and new ones at its top, until the walk is over. The number of messages changed or made. */
async function change(
  origins: Origins,
  key: string,
  messages: number,
  touched: Uint8Array,
  walking: { readonly over: boolean },
): Promise<number> {
  let changes = 0;
  for (let turn = 0; !walking.over; turn++) {
    const ids = Array.from({ length: AT_ONCE }, (_, nth) => 1 + (mixed(turn * AT_ONCE + nth) % messages));
    // Sent messages are not acted on; the request is refused as a whole, so only received ones are named.
    const rows = await sql<{ id: number }[]>(
      origins,
      key,
      `SELECT id FROM messages WHERE id IN (${ids.join(",")}) AND direction = 'in' AND visibility <> 'deleted'`,
    );
    for (const { id } of rows) touched[id] = 1;
    const action = ACTIONS[turn % ACTIONS.length] ?? "archive";
    const label = action.endsWith("label") ? { label_name: "Label 1" } : {};
    const json = { messages: rows.map(({ id }) => id), action, ...label };
    if (rows.length > 0) await changed(origins, key, "/message_actions.json", json);
    if (turn % 4 === 0) {
      await changed(origins, key, "/broadcasts.json", {
        urns: [`tel:+2507${String(turn).padStart(8, "0")}`],
        text: "new",
      });
    }
    changes += rows.length + (turn % 4 === 0 ? 1 : 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return changes;
}

async function changed(origins: Origins, key: string, path: string, json: unknown): Promise<void> {
  const { status, text } = await askV2(origins, key, path, { json });
  if (status >= 300) throw new Error(`POST ${path} ${JSON.stringify(json)}: ${status} ${text}`);
}

/**
 * Import against a plain loop of INSERTs: the same rows into the same tables of another object of the same class, which
 * get there the same way, as one body of JSON. What differs is what an import does more: shapes, references, resuming.
 */
import { type Sizes } from "./store-sizes.ts";
import { partsOf } from "./store-account.ts";
import { type Origins, dump, insert } from "./store-client.ts";
import { chunksOf, sendChunk } from "./store-load.ts";

/** The tables that a part of the import fills, and the column that numbers the part's items in each. */
const TABLES: Readonly<Record<string, readonly (readonly [table: string, by: string])[]>> = {
  contacts: [
    ["contacts", "id"],
    ["urns", "contact"],
    ["memberships", "contact"],
  ],
  messages: [
    ["messages", "id"],
    ["labelled_messages", "message"],
  ],
  runs: [["runs", "id"]],
  channel_events: [["channel_events", "id"]],
  resthook_events: [["resthook_events", "id"]],
};

/** What those refer to, put before the clock runs. */
const BEFORE = ["channels", "fields", "groups", "labels", "flows", "resthooks"];

export interface ImportFigures {
  /** Speed, of the loop's; all parts together and each. */
  readonly ratio: number;
  readonly by_part: Readonly<Record<string, number>>;
  readonly lines: number;
}

export async function measureImport(origins: Origins, sizes: Sizes): Promise<ImportFigures> {
  const [imported, inserted] = ["imported", "inserted"];
  const taken = new Map<string, { ours: number; loop: number }>();
  let number = 0;
  let lines = 0;
  for (const part of partsOf(imported, sizes)) {
    const tables = TABLES[part.name];
    let done = 0;
    for (const chunk of chunksOf(part.lines())) {
      const ours = await timed(() => sendChunk(origins, imported, number++, chunk));
      if (tables === undefined) continue;
      if (done === 0) await prepare(origins, imported, inserted);
      const of = tables.map(([table, by]) => ({ table, by, above: done, upTo: done + chunk.lines }));
      const rows = JSON.stringify(await Promise.all(of.map((one) => dump(origins, imported, one))));
      const loop = await timed(() => insert(origins, inserted, rows));
      done += chunk.lines;
      lines += chunk.lines;
      const sum = taken.get(part.name) ?? { ours: 0, loop: 0 };
      taken.set(part.name, { ours: sum.ours + ours, loop: sum.loop + loop });
    }
  }
  const all = [...taken.values()];
  const total = (which: "ours" | "loop") => all.reduce((sum, one) => sum + one[which], 0);
  return {
    ratio: round(total("loop") / total("ours")),
    by_part: Object.fromEntries([...taken].map(([name, { ours, loop }]) => [name, round(loop / ours)])),
    lines,
  };
}

const prepared = new Set<string>();

/** Once for each table that has something in it by now. */
async function prepare(origins: Origins, from: string, into: string): Promise<void> {
  for (const table of BEFORE) {
    const rows = await dump(origins, from, { table, by: "id", above: 0, upTo: Number.MAX_SAFE_INTEGER });
    if (prepared.has(table) || rows.rows.length === 0) continue;
    prepared.add(table);
    // Kept counts are the triggers' business, and those run for the loop too.
    const counts = new Set(["count", "active", "completed", "interrupted", "expired"]);
    const kept = rows.columns.map((name) => !counts.has(name));
    const without = <T>(values: readonly T[]): T[] => values.filter((_, index) => kept[index]);
    await insert(
      origins,
      into,
      JSON.stringify([{ table, columns: without(rows.columns), rows: rows.rows.map(without) }]),
    );
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

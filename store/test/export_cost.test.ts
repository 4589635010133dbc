/** A part of an export costs what it holds, wherever it is and however large the account: no scan, no sort, no long part. */
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import { PART_LIMITS } from "../export/part.ts";
import type { Statement } from "../database.ts";
import { type Whole, exportAll, linesOf, reimported } from "./exporting.ts";
import { type Stub, done } from "./fixture.ts";
import { generated } from "./generated.ts";

const ROWS = 50;
/**
 * Rows read for a row of a list: itself, what it refers to, and twice its links. The generated messages have at most 3
 * labels, contacts 3 URNs and 5 groups, flows 3 labels and 3 rulesets.
 */
const WIDTH = 1 + 2 * 5 + 2 * 3;
/** The account, clock, events and imports: a few rows each for each list that a part touches. */
const AROUND = 60;

let stub: Stub;
let whole: Whole;
beforeAll(async () => {
  stub = await reimported(generated({ contacts: 1_500, messages: 3_000, runs: 600 }));
  whole = await exportAll(stub, { rows: ROWS, characters: 1_000_000 });
});

describe("a part", () => {
  test("reads in proportion to its rows, the last as the first", () => {
    expect(whole.parts.length).toBeGreaterThan(100);
    for (const [index, { rowsRead }] of whole.parts.entries()) {
      expect(rowsRead, `part ${index}`).toBeLessThanOrEqual(ROWS * WIDTH + AROUND);
    }
  });

  test("of the size in use has at most that many lines, and few more characters", async () => {
    const { parts } = await exportAll(stub);
    expect(parts.length).toBeGreaterThan(4);
    for (const { text } of parts) {
      expect(linesOf(text).length).toBeLessThanOrEqual(PART_LIMITS.rows);
      expect(text.length).toBeLessThan(PART_LIMITS.characters + 10_000);
    }
  });

  test("stops reading at its size, however many rows it might hold", async () => {
    const { parts } = await exportAll(stub, { rows: 1_000, characters: 2_000 });
    const rows = parts.map(({ rowsRead }) => rowsRead);
    const lines = parts.map(({ text }) => linesOf(text).length);
    expect(Math.max(...lines)).toBeLessThan(40);
    expect(Math.max(...rows)).toBeLessThanOrEqual(40 * WIDTH + AROUND);
  });

  test("reads no more where all of its rows are left out", async () => {
    const small = await reimported(generated({ contacts: 60, messages: 900, runs: 10 }));
    const contacts = linesOf((await exportAll(small)).text).filter(({ list }) => list === "contacts");
    for (const { item } of contacts)
      await done(small, { do: "contact.delete", target: { uuid: String(item["uuid"]) } });
    const { parts, text } = await exportAll(small, { rows: ROWS, characters: 1_000_000 });
    expect(linesOf(text).some(({ list }) => list === "messages" || list === "contacts")).toBe(false);
    expect(parts.length).toBeGreaterThan(900 / ROWS);
    expect(parts.filter((part) => part.text === "").length).toBeGreaterThan(10);
    for (const { rowsRead } of parts) expect(rowsRead).toBeLessThanOrEqual(ROWS * WIDTH + AROUND);
  });
});

/**
 * By their constant part: imports are looked through once a list, the event log's end is a step. Any other scan is one
 * of rows that the statement itself has gathered by index.
 */
const ALLOWED = [
  ["SELECT id FROM imports", "SCAN imports"],
  ["SELECT id FROM events ORDER BY id DESC LIMIT 1", "SCAN events"],
] as const;

describe("a statement", () => {
  test("walks by number or looks up by index, and never sorts or skips", async () => {
    const asked = new Map(whole.parts.flatMap(({ statements }) => statements).map((one) => [one.sql, one]));
    expect(asked.size).toBeGreaterThan(18);
    for (const { sql, plan } of await plansOf([...asked.values()])) {
      const faults = plan.filter((line) => {
        if (line.includes("TEMP B-TREE")) return true;
        if (!line.startsWith("SCAN ") || line.startsWith("SCAN (subquery")) return false;
        return !ALLOWED.some(([start, scan]) => sql.startsWith(start) && line.startsWith(scan));
      });
      expect(faults, `${sql}\n${plan.join("\n")}`).toEqual([]);
      // A campaign's event has a column of that name, always quoted.
      expect(sql).not.toMatch(/(?<!")\bOFFSET\b/i);
    }
  });
});

function plansOf(statements: readonly Statement[]): Promise<{ sql: string; plan: string[] }[]> {
  return runInDurableObject(stub, (_, { storage }) =>
    statements.map(({ sql, values }) => ({
      sql,
      plan: storage.sql
        .exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values)
        .toArray()
        .map(({ detail }) => detail),
    })),
  );
}

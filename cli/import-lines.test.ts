import { expect, test } from "vitest";
import { IMPORT_LISTS } from "../contracts/import.ts";
import { type AccountLine, chunks, documentLines, ndjsonLines } from "./import-lines.ts";

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function* each(...lines: string[]): AsyncGenerator<string> {
  yield* lines;
}

function lines(account: string, count: number, text = "{}"): AccountLine[] {
  return Array.from({ length: count }, () => ({ account, line: text }));
}

test("an account's settings come first, then its lists in the order that references need", () => {
  const shuffled = Object.fromEntries(IMPORT_LISTS.toReversed().map((list) => [list, [{ of: list }]]));
  const org = { ...shuffled, key: "main", name: "Main", rate_limit: null };
  const result = [...documentLines({ version: 1, orgs: [org] })];
  expect(result.map(({ line }): unknown => JSON.parse(line))).toEqual([
    { org: { key: "main", name: "Main", rate_limit: null } },
    ...IMPORT_LISTS.map((list) => ({ [list]: { of: list } })),
  ]);
  expect(new Set(result.map(({ account }) => account))).toEqual(new Set(["main"]));
});

test.each([
  ["no version", { orgs: [] }, "version"],
  ["another version", { version: 2, orgs: [] }, "version"],
  ["not an object", [], "version"],
  ["an org that is none", { version: 1, orgs: [1] }, "orgs[0]"],
  ["no key", { version: 1, orgs: [{ name: "x" }] }, "key"],
  ["a key that is no name", { version: 1, orgs: [{ key: "../x" }] }, "key"],
  ["a list that is none", { version: 1, orgs: [{ key: "a", contacts: {} }] }, "orgs[0].contacts"],
])("a document is refused by a sentence: %s", (_case, document, named) => {
  expect(() => [...documentLines(document)]).toThrow(named);
});

test("NDJSON: an org line begins an account, empty lines are skipped, other lines pass unread", async () => {
  const file = each(
    '{"org":{"key":"a"}}',
    "",
    '{"contacts":{"name":"\\"org\\":"}}',
    '{ "org": {"key":"b"}}',
    "not json",
  );
  expect(await all(ndjsonLines(file))).toEqual([
    { account: "a", line: '{"org":{"key":"a"}}' },
    { account: "a", line: '{"contacts":{"name":"\\"org\\":"}}' },
    { account: "b", line: '{ "org": {"key":"b"}}' },
    { account: "b", line: "not json" },
  ]);
});

test("NDJSON: a line before any account is named by its number", async () => {
  await expect(all(ndjsonLines(each("", '{"contacts":{}}')))).rejects.toThrow("Line 2");
});

test("a chunk holds one account, and numbers start at 0 in each", async () => {
  const mixed = [...lines("a", 3), ...lines("b", 1), ...lines("a", 1)];
  const result = await all(chunks(mixed, { lines: 2, bytes: 1_000 }));
  expect(result).toEqual([
    { account: "a", chunk: 0, lines: "{}\n{}\n" },
    { account: "a", chunk: 1, lines: "{}\n" },
    { account: "b", chunk: 0, lines: "{}\n" },
    { account: "a", chunk: 2, lines: "{}\n" },
  ]);
});

test("bytes are counted, not characters, line ends included", async () => {
  const text = '"ää"'; // 6 bytes and the line end: 7
  const result = await all(chunks(lines("a", 3, text), { lines: 100, bytes: 14 }));
  expect(result.map((chunk) => Buffer.byteLength(chunk.lines))).toEqual([14, 7]);
});

test("a line that fits no chunk is refused, naming the account", async () => {
  await expect(all(chunks(lines("a", 1, "x".repeat(20)), { lines: 100, bytes: 20 }))).rejects.toThrow("account 'a'");
});

test("no lines, no chunks", async () => {
  expect(await all(chunks([]))).toEqual([]);
});

import { expect, test } from "vitest";
import { readChunk } from "./chunk.ts";

test("keys stay with the router and leave their lines behind, so that the store counts as the sender does", () => {
  const chunk = readChunk('{"org":{}}\n{"tokens":{"token":"aaa","role":"A"}}\n{"contacts":{}}\n');
  expect(chunk).toEqual({
    ok: true,
    keys: [{ key: "aaa", role: "A" }],
    account: { name: null, rateLimit: null },
    lines: '{"org":{}}\n\n{"contacts":{}}\n',
  });
});

test.each([
  ["its name and its limit", '{"org":{"name":"A","rate_limit":{"limit":5,"window":2}}}', "A", { limit: 5, window: 2 }],
  ["no limit", '{"org":{"name":"A","rate_limit":null}}', "A", null],
])("of the account's line the router reads %s, and the store gets all of it", (_name, line, name, rateLimit) => {
  expect(readChunk(line)).toEqual({ ok: true, keys: [], account: { name, rateLimit }, lines: line });
});

test("a chunk without the account's line, or with one that only the store can refuse, says nothing of the account", () => {
  for (const line of ['{"contacts":{}}', '{"org":5}', '{"org":'])
    expect(readChunk(line)).toMatchObject({ account: null });
});

test.each([
  ["one of our keys, mistyped", `{"tokens":{"token":"mp_${"0".repeat(39)}","role":"A"}}`],
  ["an unknown role", '{"tokens":{"token":"aaa","role":"X"}}'],
  ["a missing token", '{"tokens":{"role":"A"}}'],
  ["a token with a space", '{"tokens":{"token":"a a","role":"A"}}'],
  ["an unknown member", '{"tokens":{"token":"aaa","role":"A","x":1}}'],
  ["a second member beside it", '{"tokens":{"token":"aaa","role":"A"},"contacts":{}}'],
  ["broken JSON", '{"tokens":{"token":"aaa"'],
])("%s is refused with its line", (_name, line) => {
  expect(readChunk(`{"org":{}}\n${line}`)).toMatchObject({ ok: false, line: 2, field: "tokens" });
});

test("a chunk of more lines than one transaction may hold is refused", () => {
  expect(readChunk('{"org":{}}\n'.repeat(1_000)).ok).toBe(true);
  expect(readChunk('{"org":{}}\n'.repeat(1_002)).ok).toBe(false);
});

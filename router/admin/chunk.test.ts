import { expect, test } from "vitest";
import { readChunk } from "./chunk.ts";

test("keys stay with the router and leave their lines behind, so that the store counts as the sender does", () => {
  const chunk = readChunk('{"org":{}}\n{"tokens":{"token":"aaa","role":"A"}}\n{"contacts":{}}\n');
  expect(chunk).toEqual({ ok: true, keys: [{ key: "aaa", role: "A" }], lines: '{"org":{}}\n\n{"contacts":{}}\n' });
});

test.each([
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

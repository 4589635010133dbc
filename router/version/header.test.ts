import { expect, test } from "vitest";
import { longerThan, readVersionHeader } from "./header.ts";

test("members keep the client's words", () => {
  expect(readVersionHeader(" v2.0 ,\tlatest", true)).toEqual([
    { kind: "number", number: 2, text: "v2.0" },
    { kind: "latest", text: "latest" },
  ]);
});

test.each([[""], [" "], ["2,"], ["latest"], ["2\u00A0"], ["2\n"]])("%j cannot be read", (value) => {
  expect(readVersionHeader(value, false)).toBeNull();
});

/** What the characters take as UTF-8: 1, 2, 3 and, for a pair of units, 4 bytes. */
test.each([
  ["a", 1],
  ["é", 2],
  ["€", 3],
  ["\u{1F600}", 4],
])("a limit counts the bytes of %s", (character, bytes) => {
  const count = Math.floor(64 / bytes);
  const text = character.repeat(count) + "a".repeat(64 - count * bytes);
  expect([longerThan(text, 64), longerThan(`${text}a`, 64)]).toEqual([false, true]);
});

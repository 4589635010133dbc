import fc from "fast-check";
import { expect, test } from "vitest";
import { canBeKey, newKey, readOwnKey } from "./own-key.ts";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz- ".split("");

test("a new key looks like one of ours, and no two are alike", () => {
  const keys = Array.from({ length: 2_000 }, newKey);
  for (const key of keys) {
    expect(key).toMatch(/^mp_[0-9A-Za-z]{39}$/);
    expect(readOwnKey(key)).toBe("own");
    expect(canBeKey(key)).toBe(true);
  }
  expect(new Set(keys).size).toBe(keys.length);
});

test("every digit but the first, which 192 bits hardly reach, is a matter of chance", () => {
  const keys = Array.from({ length: 2_000 }, newKey);
  for (let place = 4; place < 36; place++) {
    expect(new Set(keys.map((key) => key.charAt(place))).size).toBe(62);
  }
});

test("the checksum is the CRC-32 that others compute too, in base 62", () => {
  expect(readOwnKey("mp_0000000000000000000000000000000000LRQ8a")).toBe("own");
  expect(readOwnKey("mp_MilepostMilepostMilepostMilepostz0TbGwb")).toBe("own");
});

test("a key of which one character is wrong, missing or doubled is mistyped", () => {
  const key = newKey();
  for (let place = 3; place < key.length; place++) {
    const [head, digit, tail] = [key.slice(0, place), key.charAt(place), key.slice(place + 1)];
    for (const wrong of DIGITS.filter((one) => one !== digit)) {
      expect(readOwnKey(head + wrong + tail)).toBe("mistyped");
    }
    expect(readOwnKey(head + tail)).toBe("mistyped");
    expect(readOwnKey(head + digit + digit + tail)).toBe("mistyped");
    const [next, rest] = [tail.charAt(0), tail.slice(1)];
    if (next !== digit && next !== "") expect(readOwnKey(head + next + digit + rest)).toBe("mistyped");
  }
});

test("whatever begins differently is foreign", () => {
  for (const key of ["", "mp", "MP_x", `x${newKey()}`, "a".repeat(40)]) expect(readOwnKey(key)).toBe("foreign");
});

test("any text at all has an answer, and what begins like ours is hardly ever taken for ours", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      expect(readOwnKey(`mp_${text}`)).toBe("mistyped");
    }),
  );
});

test.each([
  ["an opaque one", "abc:DEF-123", true],
  ["256 characters", "a".repeat(256), true],
  ["none", "", false],
  ["257 characters", "a".repeat(257), false],
  ["a space", "a b", false],
  ["another script", "ключ", false],
  ["a line end", "abc\n", false],
  ["one that begins like ours", "mp_of-another-system", false],
])("can be imported: %s", (_name, text, can) => {
  expect(canBeKey(text)).toBe(can);
});

import { expect, test } from "vitest";
import { objectOf, objectsOf } from "./place.ts";

test("where an account is never changes: these are on disk", () => {
  const places = ["", "main", "second", "limited", "account-1", "account-2"].map((account) => objectOf("V7", account));
  expect(places).toEqual(["V7-9", "V7-3", "V7-6", "V7-3", "V7-0", "V7-2"]);
});

test("an account's object is one of its version's sixteen", () => {
  expect(new Set(objectsOf("V7")).size).toBe(16);
  for (let index = 0; index < 1_000; index += 1) expect(objectsOf("V7")).toContain(objectOf("V7", `a${index}`));
});

test.each<[string, (index: number) => string]>([
  ["numbered at the end", (index) => `account-${index}`],
  ["numbered at the start", (index) => `${index}-account`],
  ["padded", (index) => `org${String(index).padStart(8, "0")}`],
  ["hexadecimal", (index) => (index * 2_654_435_761).toString(16)],
  ["single letters twice", (index) => String.fromCharCode(97 + (index % 26), 97 + (Math.floor(index / 26) % 26))],
])("accounts that are %s are spread evenly", (_name, name) => {
  const accounts = new Set(Array.from({ length: 10_000 }, (_, index) => name(index)));
  const counts = new Map<string, number>();
  for (const account of accounts) {
    const object = objectOf("V7", account);
    counts.set(object, (counts.get(object) ?? 0) + 1);
  }
  expect(counts.size).toBe(16);
  const mean = accounts.size / 16;
  for (const count of counts.values()) {
    // Four standard deviations of chance.
    expect(Math.abs(count - mean)).toBeLessThan(4 * Math.sqrt(mean));
  }
});

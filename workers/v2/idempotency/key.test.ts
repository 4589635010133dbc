import { describe, expect, test } from "vitest";
import { groupRoutes } from "../groups/groups.ts";
import type { Route } from "../route.ts";
import { readKey } from "./key.ts";
import { printOf } from "./print.ts";

describe("keys", () => {
  test.each([
    ["8e03978e-40d5-43dd-bc93-6894a57f9324", "8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ['"8e03978e"', "8e03978e"],
    ['  "with space"  ', "with space"],
    [String.raw`"a\"b\\c"`, String.raw`a"b\c`],
    ["a=b;c+d/e", "a=b;c+d/e"],
    ["x".repeat(255), "x".repeat(255)],
    [`"${"x".repeat(255)}"`, "x".repeat(255)],
  ])("%s", (field, key) => {
    expect(readKey(field)).toEqual({ kind: "key", key });
  });

  test("none is none", () => {
    expect(readKey(null)).toEqual({ kind: "none" });
  });

  test.each([
    "",
    " ",
    '""',
    '"',
    'a"',
    '"a',
    'a"b',
    String.raw`"a\b"`,
    "a b",
    "a, b",
    "a,b",
    '"a", "b"',
    "é",
    "x".repeat(256),
  ])("not one: %s", (field) => {
    expect(readKey(field)).toEqual({ kind: "malformed" });
  });
});

describe("prints", () => {
  const post = groupRoutes.find(({ method }) => method === "POST") as Route;
  const other = { ...post, endpoint: "labels" };

  test("are the same for the same request, whatever the order of its parameters", async () => {
    const print = await printOf(post, { uuid: "u", reason: "r" }, { name: "n" });
    expect(print).toMatch(/^[0-9a-f]{64}$/);
    expect(await printOf(post, { reason: "r", uuid: "u" }, { name: "n" })).toBe(print);
  });

  test("differ by endpoint, parameters and body", async () => {
    const prints = await Promise.all([
      printOf(post, {}, {}),
      printOf(other, {}, {}),
      printOf(post, { uuid: "" }, {}),
      printOf(post, { uuid: "u" }, {}),
      printOf(post, {}, { name: "n" }),
      printOf(post, {}, { name: ["n"] }),
    ]);
    expect(new Set(prints).size).toBe(prints.length);
  });
});

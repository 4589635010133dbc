import { describe, expect, test } from "vitest";
import * as z from "zod";
import { read, readQuery, type Read } from "./given.ts";

const faults = (read: Read) =>
  read.ok ? [] : read.faults.map(({ field, detail }) => `${field}: ${detail}`).toSorted();

const UNKNOWN = "There is no such field here. Take it out, or correct its name.";

describe("a body is read by its schema", () => {
  const schema = z.strictObject({
    name: z.string().min(2).max(3),
    count: z.int().max(9),
    role: z.enum(["A", "E"]).optional(),
    on: z.boolean().nullable().optional(),
    list: z
      .array(z.strictObject({ n: z.number() }))
      .max(2)
      .optional(),
  });
  test.each([
    ["what is well", { name: "ab", count: 1, role: "A", on: null, list: [{ n: 0.5 }] }, []],
    ["what is missing", {}, ["count: Give it: it is required.", "name: Give it: it is required."]],
    ["what is null", { name: null, count: 1 }, ["name: Give a string."]],
    [
      "what is too long and too much",
      { name: "abcd", count: 10 },
      ["count: Give at most 9.", "name: Give at most 3 characters."],
    ],
    [
      "what is too short",
      { name: "a", count: 1.5 },
      ["count: Give a whole number.", "name: Give at least 2 characters."],
    ],
    ["what is none of several", { name: "ab", count: 1, role: "S" }, ['role: Give "A" or "E".']],
    [
      "what is inside",
      { name: "ab", count: 1, list: [{ n: "1", m: 2 }] },
      ["list.0.m: " + UNKNOWN, "list.0.n: Give a number."],
    ],
    [
      "what is too many",
      { name: "ab", count: 1, list: [{ n: 1 }, { n: 1 }, { n: 1 }] },
      ["list: Give at most 2 items."],
    ],
    ["what nobody knows", { name: "ab", count: 1, naem: 1, "": 2 }, [`: ${UNKNOWN}`, `naem: ${UNKNOWN}`]],
  ])("%s", (_name, body, expected) => {
    expect(faults(read(schema, body, "body"))).toEqual(expected);
  });

  test("a name that somebody made up is recognised, not echoed", () => {
    const answer = read(z.strictObject({}), { ["x".repeat(10_000)]: 1 }, "body");
    expect(answer).toMatchObject({ ok: false, faults: [{ field: `${"x".repeat(64)}…` }] });
  });
});

describe("of alternatives the one that was meant is held against the body", () => {
  const schema = z.union([
    z.strictObject({ limit: z.int(), window: z.int() }),
    z.strictObject({ unlimited: z.literal(true) }),
  ]);
  test.each([
    ["one", { limit: 1, window: 1 }, []],
    ["the other", { unlimited: true }, []],
    ["half of one", { limit: 1 }, ["window: Give it: it is required."]],
    ["the other, wrong", { unlimited: false }, ["unlimited: Give true."]],
    ["both", { limit: 1, window: 2, unlimited: true }, [`unlimited: ${UNKNOWN}`]],
    ["none", {}, ["limit: Give it: it is required.", "window: Give it: it is required."]],
  ])("%s", (_name, body, expected) => {
    expect(faults(read(schema, body, "body"))).toEqual(expected);
  });
});

test("a parameter given twice is a fault beside the others", () => {
  const schema = z.strictObject({ limit: z.string().optional(), reason: z.string().max(2).optional() });
  expect(faults(readQuery(schema, new URLSearchParams("limit=1&limit=1&reason=abc&x=1&x=2")))).toEqual(
    ["limit: Give it once.", "reason: Give at most 2 characters.", `x: ${UNKNOWN}`, "x: Give it once."].toSorted(),
  );
  expect(readQuery(schema, new URLSearchParams("limit=1"))).toEqual({ ok: true, value: { limit: "1" } });
});

import { describe, expect, test } from "vitest";
import { normalExtra } from "./extra.ts";

function nested(depth: number): Record<string, unknown> {
  let inner: Record<string, unknown> = { end: 1 };
  for (let level = 0; level < depth; level += 1) inner = { in: inner };
  return inner;
}

describe("what a start brings", () => {
  test.each<[string, Record<string, unknown>, unknown]>([
    [
      "keeps texts, numbers, booleans and nulls",
      { a: "x", b: 1.5, c: false, d: null },
      { a: "x", b: 1.5, c: false, d: null },
    ],
    ["is null when it is empty", {}, null],
    [
      "has keys of letters, digits and underscores",
      { "First name": "A", "e-mail": "b", é: 1 },
      { First_name: "A", e_mail: "b", _: 1 },
    ],
    ["has its texts cut at 640 characters", { a: "é".repeat(641) }, { a: "é".repeat(640) }],
    ["cuts between characters, not within one", { a: "😀".repeat(641) }, { a: "😀".repeat(640) }],
    ["has its keys cut at 255", { ["k".repeat(300)]: 1 }, { ["k".repeat(255)]: 1 }],
    ["has lists as objects", { a: ["x", [1, 2]] }, { a: { "0": "x", "1": { "0": 1, "1": 2 } } }],
    ["keeps empty objects inside", { a: {}, b: [] }, { a: {}, b: {} }],
    ["keeps 16 levels", { a: nested(13) }, { a: nested(13) }],
    ["leaves out what is deeper", { ...nested(20), b: 1 }, { in: expect.anything() as unknown, b: 1 }],
  ])("%s", (_, given, normal) => {
    expect(normalExtra(given)).toEqual(normal);
  });

  test("has at most 256 values, the first ones, at whatever depth", () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`k${at}`, at]));
    expect(Object.keys(normalExtra(many) ?? {})).toHaveLength(256);
    const list = normalExtra({ list: Array.from({ length: 300 }, (_, at) => at), late: 1 });
    expect(Object.keys(list?.["list"] ?? {})).toHaveLength(256);
    expect(list).not.toHaveProperty("late");
  });

  test("goes no deeper than its limit, however deep it was given", () => {
    const text = JSON.stringify(normalExtra(nested(10_000)));
    expect(text.match(/in/g)?.length).toBe(15);
  });

  test("cannot change what an object is", () => {
    const given = JSON.parse('{"__proto__": {"polluted": true}}') as Record<string, unknown>;
    const normal = normalExtra(given);
    expect(Object.hasOwn(normal ?? {}, "__proto__")).toBe(true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

import { expect, test } from "vitest";
import { fieldsAreFoundByPartOfAKey } from "./fields-are-found-by-part-of-a-key.ts";

const found = { count: 2, items: ["nickname_2", "nickname"].map((ref, id) => ({ id, ref })) };

test("part of a key is what is asked for", () => {
  expect(fieldsAreFoundByPartOfAKey.select?.({ key: ["nick"] }, {})).toEqual({ key: "nick" });
  expect(fieldsAreFoundByPartOfAKey.select?.({}, {})).toEqual({});
});

test("a field that has the whole key is found alone", () => {
  expect(fieldsAreFoundByPartOfAKey.narrow?.(found, { key: ["nickname"] })).toEqual({
    count: 1,
    items: [{ id: 1, ref: "nickname" }],
  });
});

test("without one all that have the part are found", () => {
  expect(fieldsAreFoundByPartOfAKey.narrow?.(found, { key: ["nick"] })).toBe(found);
  expect(fieldsAreFoundByPartOfAKey.narrow?.(found, {})).toBe(found);
});

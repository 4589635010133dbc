import { expect, test } from "vitest";
import { envelope, pageNumber } from "./pages.ts";

const ADDRESS = "https://api.example.org/api/v1/contacts.json";

test.each([
  [undefined, 1],
  ["1", 1],
  ["007", 7],
  ["0", null],
  ["-1", null],
  ["1.5", null],
  ["", null],
  ["last", null],
  ["1e3", null],
  ["9999999999", null],
])("page %s is %s", (text, page) => {
  expect(pageNumber(text === undefined ? {} : { page: [text] })).toBe(page);
});

test("one page has no neighbours", () => {
  expect(envelope(ADDRESS, {}, 1, 250, [])).toEqual({ count: 250, next: null, previous: null, results: [] });
});

test("links carry every value of the query, and the first page has no number", () => {
  const { next, previous } = envelope(ADDRESS, { urns: ["tel:+1", "a&b"], page: ["2"] }, 2, 501, []);
  expect(next).toBe(`${ADDRESS}?urns=tel%3A%2B1&urns=a%26b&page=3`);
  expect(previous).toBe(`${ADDRESS}?urns=tel%3A%2B1&urns=a%26b`);
});

test("a link without anything to carry is the bare address", () => {
  expect(envelope(ADDRESS, { page: ["2"] }, 2, 500, []).previous).toBe(ADDRESS);
});

import { expect, test } from "vitest";
import { prefersText, rootText } from "./root.ts";

test("the text names every endpoint's URL on a line of its own", () => {
  const text = rootText({ a: "https://api.example/v/a", b: "https://api.example/v/b" });
  expect(text).toMatch(/deprecated[^]*\n\nhttps:\/\/api\.example\/v\/a\nhttps:\/\/api\.example\/v\/b\n$/);
});

test.each([
  [null, false],
  ["*/*", false],
  ["application/json", false],
  ["application/json, text/plain", false],
  ["text/html,application/xhtml+xml,*/*;q=0.8", true],
  ["text/plain", true],
  ["text/csv", false],
])("%j prefers text: %s", (accept, text) => {
  expect(prefersText(accept)).toBe(text);
});

import { expect, test } from "vitest";
import { isOperation } from "./operation.ts";

test.each([
  ["GET /contacts", "GET", "/contacts", true],
  ["GET /contacts", "HEAD", "/contacts.json", true],
  ["GET /contacts.json", "GET", "/contacts", true],
  ["GET /contacts", "GET", "/%63ontacts.json", true],
  ["GET /contacts", "POST", "/contacts", false],
  ["* /contacts", "LOCK", "/contacts", true],
  ["GET /contacts", "GET", "/contacts/5", false],
  ["GET /contacts/*", "GET", "/contacts/5.json", true],
  ["GET /contacts/*", "GET", "/contacts/5/6", false],
  ["GET /contacts", "GET", "/%", false],
  ["GET /", "GET", "/", true],
])("%s and %s %s: %s", (operation, method, path, expected) => {
  expect(isOperation(operation, method, path)).toBe(expected);
});

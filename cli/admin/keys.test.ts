import { expect, test } from "vitest";
import { keyLines, stateOf } from "./keys.ts";
import type { Key } from "./wire.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");

const key = (more: Partial<Key> = {}): Key => ({
  id: "0d3f6b0e",
  role: "A",
  label: null,
  applications: null,
  disabled: false,
  created_on: "2026-01-02T03:04:05.000Z",
  expires_on: null,
  last_used_on: null,
  replaced_by: null,
  ...more,
});

test.each([
  ["is on", {}, "on"],
  ["is on until it expires", { expires_on: "2026-11-21T12:00:00.001Z" }, "on"],
  ["expires in the very instant", { expires_on: "2026-11-21T12:00:00.000Z" }, "expired"],
  ["is disabled", { disabled: true }, "disabled"],
  ["has expired, disabled or not", { disabled: true, expires_on: "2026-01-01T00:00:00Z" }, "expired"],
])("a key %s", (_name, more, state) => {
  expect(stateOf(key(more), NOW)).toBe(state);
});

test("keys are listed with what is not set as a word or a dash", () => {
  const used = { last_used_on: "2026-11-20T09:00:00.000Z", expires_on: "2027-01-01T00:00:00.000Z" };
  const [head = "", plain, full] = keyLines(
    [key(), key({ ...used, label: "night job", applications: ["default", "shop"] })],
    NOW,
  );
  const cells = (line = "") => line.split(/ {2,}/);
  expect(cells(head)).toEqual(["KEY", "ROLE", "STATE", "LABEL", "APPLICATIONS", "CREATED", "EXPIRES", "LAST USED"]);
  expect(cells(plain)).toEqual(["0d3f6b0e", "A", "on", "-", "all", "2026-01-02", "never", "never"]);
  expect(cells(full).slice(3, 5)).toEqual(["night job", "default, shop"]);
  expect(cells(full).slice(6)).toEqual(["2027-01-01 00:00Z", "2026-11-20 09:00Z"]);
});

import { expect, test } from "vitest";
import { importedLimits } from "./imported-limits.ts";

const policies = new Map([
  ["v2", { imported: true }],
  ["v2.contacts", { imported: true }],
  ["v1", { imported: false }],
]);
const figures = { limit: 5, window: 2 };
const older = { limit: 9, window: 9 };

test.each([
  ["figures replace those of every marked policy", {}, figures, { v2: figures, "v2.contacts": figures }],
  ["and those of an earlier import", { v2: older }, figures, { v2: figures, "v2.contacts": figures }],
  ["without figures the policies' own hold again", { v2: older, "v2.contacts": older }, null, {}],
  ["an operator's limit for another policy stays", { v1: "unlimited" as const }, null, { v1: "unlimited" }],
  ["also one for a policy that is gone", { v9: older }, figures, { v9: older, v2: figures, "v2.contacts": figures }],
])("%s", (_name, current, rateLimit, expected) => {
  expect(importedLimits(current, policies, rateLimit)).toEqual(expected);
});

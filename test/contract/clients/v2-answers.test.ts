import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chokedOn } from "./v2-answers.ts";
import { V2_ENDPOINTS } from "./v2-shapes.ts";

const GROUP = { uuid: "u", name: "n", query: null, count: 1, status: "ready", system: false };

test("objects and pages are read by both clients", () => {
  expect(chokedOn("groups", GROUP)).toEqual([]);
  expect(chokedOn("groups", { next: null, previous: null, results: [GROUP, GROUP] })).toEqual([]);
  expect(chokedOn("groups", { ...GROUP, count: "1" })).toEqual([
    '2017: count is no integer: "1"',
    'today: count is no integer: "1"',
  ]);
  const { query: _left, ...less } = GROUP;
  expect(chokedOn("groups", { results: [GROUP, less] })).toEqual(["2017: query is absent: undefined"]);
});

/** Endpoints whose answers neither client reads: they are newer than both, ours alone, or always empty. */
const UNREAD = new Set([
  "",
  "openapi",
  "contact_actions",
  "message_actions",
  "archives",
  "classifiers",
  "globals",
  "events",
  "resthook_deliveries",
]);

test("every endpoint of the document has readers, or a reason to have none", () => {
  const document = JSON.parse(readFileSync(new URL("../../../workers/v2/openapi.json", import.meta.url), "utf8")) as {
    paths: Record<string, unknown>;
  };
  const endpoints = Object.keys(document.paths).map((path) => path.slice(1).replace(/\.json$/, ""));
  const read = Object.keys(V2_ENDPOINTS);
  expect(endpoints.filter((it) => !UNREAD.has(it)).toSorted()).toEqual(read.toSorted());
});

import { expect, test } from "vitest";
import { operationsOf } from "../impact/operations.ts";
import { successorFaults } from "./successors.ts";

function described(file: string, paths: Readonly<Record<string, object>>) {
  const operations = operationsOf({ paths });
  if (operations === null) throw new Error("The fixture is no document.");
  return { file, operations };
}

test("operations that the successor lacks are named, and nothing else is", () => {
  const to = (operation: string | null) => ({ get: { "x-successor-operation": operation } });
  const old = described("old.json", {
    "/a.json": to("GET /b"),
    "/lost.json": to("GET /bb"),
    "/gone.json": to(null),
    "/same.json": { get: {} },
    "/named/{id}.json": to("GET /things/{uuid}"),
  });
  const next = described("next.json", { "/b.json": { get: {} }, "/things/:key": { get: {} } });
  expect(successorFaults(old, next)).toEqual([
    "old.json sends GET /lost to GET /bb, which next.json does not have: correct its x-successor-operation, or write null.",
  ]);
});

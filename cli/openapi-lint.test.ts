import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lint } from "./openapi-lint.ts";

const scratch = mkdtempSync(join(tmpdir(), "milepost-lint-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function linted(change: Record<string, unknown>): string[] {
  const get = {
    operationId: "get_things",
    summary: "Things",
    responses: { "200": { description: "It worked." }, "404": { description: "Not there." } },
  };
  const document = {
    openapi: "3.1.0",
    info: { title: "Fixture", version: "1.0.0", license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: "/api" }],
    security: [],
    paths: { "/things.json": { get: { ...get, ...change } } },
  };
  const file = join(scratch, "openapi.json");
  writeFileSync(file, JSON.stringify(document));
  return lint(file);
}

test("a sound document has no errors, whatever may be said of its taste", () => {
  expect(linted({})).toEqual([]);
});

test("an error is named by its place and its rule", () => {
  expect(linted({ responses: { "200": {} } })).toEqual([expect.stringMatching(/^#\/paths\/.*\(struct\)$/)]);
  expect(
    linted({ parameters: [{ in: "path", name: "uuid", required: true, schema: { type: "strnig" } }] }),
  ).not.toEqual([]);
});

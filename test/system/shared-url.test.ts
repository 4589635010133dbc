/** One URL, several versions: caches, conditional requests and media types. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTable, type Table } from "./table.ts";

let table: Table;
beforeAll(async () => {
  table = await startTable({ APPLICATION_DEFAULT: { vendor: "acme", default: 2 } }, ["V2", "V3"]);
});
afterAll(() => table.close());

const seenBy = async (answer: Response) =>
  ((await answer.json()) as { headers: Record<string, string | undefined> }).headers;

test("a tag says which version made it, and comes back to the worker as its own", async () => {
  const first = await table.fetch('/api/x?set=ETag:"abc"', { headers: { "API-Version": "3" } });
  expect(first.headers.get("ETag")).toBe('"v3-abc"');
  const again = await table.fetch("/api/x", {
    headers: { "API-Version": "3", "If-None-Match": 'W/"v2-abc", "v3-abc"' },
  });
  expect((await seenBy(again))["if-none-match"]).toBe('"abc"');
});

test("a tag of another version matches nothing: no 304 and no guarded write crosses versions", async () => {
  const headers = { "API-Version": "3", "If-None-Match": '"v2-abc"', "If-Match": '"abc"' };
  const seen = await seenBy(await table.fetch("/api/x", { headers }));
  expect(seen["if-none-match"]).toBe('"of-another-version"');
  expect(seen["if-match"]).toBe('"of-another-version"');
  const any = await seenBy(await table.fetch("/api/x", { headers: { "If-Match": "*" } }));
  expect(any["if-match"]).toBe("*");
});

test("on a versioned URL tags are the worker's own", async () => {
  const answer = await table.fetch('/api/v3/x?set=ETag:"abc"', { headers: { "If-None-Match": '"abc"' } });
  expect(answer.headers.get("ETag")).toBe('"abc"');
  expect((await seenBy(answer))["if-none-match"]).toBe('"abc"');
});

test("a 304 on a shared URL carries the qualified tag", async () => {
  const answer = await table.fetch('/api/x?status=304&set=ETag:W/"abc"');
  expect([answer.status, answer.headers.get("ETag")]).toEqual([304, 'W/"v2-abc"']);
});

test.each([
  ["application/vnd.acme-v3+json", "application/vnd.acme-v3+json"],
  ["application/vnd.acme.v3+json", "application/vnd.acme.v3+json"],
  ["application/vnd.acme+json; version=3", "application/vnd.acme+json;version=3"],
  ["application/json;version=3", "application/json;version=3"],
  ["application/json", "application/json"],
])("an answer to Accept: %s is %s", async (accept, type) => {
  const answer = await table.fetch("/api/x", { headers: { Accept: accept } });
  expect(answer.headers.get("Content-Type")).toBe(type);
});

test("other types are the worker's own", async () => {
  const answer = await table.fetch("/api/x?status=200", { headers: { Accept: "application/vnd.acme-v3+json" } });
  expect(answer.headers.get("API-Version-Source")).toBe("accept");
  const header = await table.fetch("/api/x", { headers: { Accept: "application/json", "API-Version": "3" } });
  expect(header.headers.get("Content-Type")).toBe("application/json");
});

test("an answer to a key is its account's own, unless the worker says otherwise", async () => {
  const keyed = await table.fetch("/api/v2/x");
  expect(keyed.headers.get("Cache-Control")).toBe("private");
  expect(keyed.headers.get("Vary")).toBe("Authorization, X-API-Token");
  const open = await table.fetch("/api/v2/x?set=Cache-Control:public");
  expect(open.headers.get("Cache-Control")).toBe("public");
});

test("refusals on a shared URL are never kept, and vary like its answers", async () => {
  const answer = await table.fetch("/api/x", { headers: { "API-Version": "9" } });
  expect([answer.status, answer.headers.get("Cache-Control")]).toEqual([400, "no-store"]);
  expect(answer.headers.get("Vary")).toContain("Accept, X-API-Version, API-Version");
});

test("latest is served in place and says where it is", async () => {
  const answer = await table.fetch("/api/latest/x?a=1");
  expect(answer.headers.get("Content-Location")).toBe("/api/v3/x?a=1");
  expect(answer.headers.get("API-Version-Source")).toBe("latest");
  expect(answer.headers.get("Vary")).not.toContain("Accept");
});

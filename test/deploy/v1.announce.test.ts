/** A version's end is announced on the real system: the list says who calls it, then its callers are told. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Bench } from "./fixture.ts";
import { call, copyProject } from "./milepost.ts";
import { command, milepost } from "./operator.ts";

let bench: Bench;
let root: string;

beforeAll(async () => {
  bench = await Bench.create();
  await bench.startDeployed();
  root = await copyProject(bench.folder);
});

afterAll(() => bench.remove());

interface Listed {
  readonly version: string;
  readonly stage: string;
  readonly usage: { readonly calls_2d: number; readonly callers: number; readonly ways: readonly object[] } | null;
}

async function listed(): Promise<readonly Listed[]> {
  const { stdout } = await milepost({ root, bench }, ["version", "list", "--json"]);
  return (JSON.parse(stdout) as { result: { versions: Listed[] } }).result.versions;
}

test("the list tells stages, and within seconds who calls what, and how they chose it", async () => {
  for (const path of ["/api/v1/contacts.json", "/api/v1/contacts.json", "/api/contacts.json"]) await call(bench, path);
  const usage = { calls_2d: 2, calls_30d: 2, callers: 1, callers_complete: true, ways: [{ way: "url", share: 1 }] };
  await vi.waitFor(
    async () => {
      expect(await listed()).toMatchObject([
        { version: "v2", stage: "current", usage: { callers: 1, ways: [{ way: "default", share: 1 }] } },
        { version: "v1", stage: "deprecated", usage },
      ]);
    },
    { timeout: 40_000, interval: 1_000 },
  );
});

test("without a router to ask the table is listed, and why there is no usage", async () => {
  const nowhere = { MILEPOST_URL: "http://127.0.0.1:9", MILEPOST_ADMIN_TOKEN: "any" };
  const { status, stdout } = await command(root, ["version", "list"], nowhere);
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^v1 +deprecated .*- *\n\nWithout usage: .*reach/ms)]);
});

test("the sunset is put off and a brownout comes up: the version's own answers say so", async () => {
  const before = await call(bench, "/api/v1/contacts.json");
  expect(before.headers.get("Sunset")).toBe("Mon, 01 Mar 2027 00:00:00 GMT");
  const end = ["version", "deprecate", "v1", "--sunset", "2099-01-01", "--yes"];
  expect(await milepost({ root, bench }, end)).toMatchObject({ status: 0 });
  const window = ["version", "brownout", "v1", "--at", "2098-02-01T12:00:00Z", "--for", "1h", "--yes"];
  expect(await milepost({ root, bench }, window)).toMatchObject({ status: 0 });

  const after = await call(bench, "/api/v1/contacts.json");
  expect([after.status, after.headers.get("Sunset")]).toEqual([200, "Thu, 01 Jan 2099 00:00:00 GMT"]);
  expect(after.headers.get("Deprecation")).toBe(before.headers.get("Deprecation"));
  const versions = await (await call(bench, "/api")).text();
  expect(versions).toContain("2098-02-01T12:00:00Z");
});

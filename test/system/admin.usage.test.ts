/** The operator's view of usage: who still calls a version, how it came to them, and what cannot be asked. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { adminOf, allOf, type Admin } from "./admin-api.ts";
import { day, startTable, type Table } from "./table.ts";

let table: Table;
let admin: Admin;

beforeAll(async () => {
  table = await startTable(
    {
      APPLICATION_DEFAULT: { default: 2 },
      VERSION_V1: { deprecated: day(-9), successor: 2 },
      VERSION_V0: { successor: 2 },
    },
    ["V1", "V2"],
  );
  admin = adminOf(table.url);
  for (const account of ["ada", "bob", "cleo"]) {
    await table.load(account, [{ tokens: { token: `key-of-${account}`, role: "A" } }]);
    await call("/api/v1/users?set=X-Route:GET+/users", account);
  }
  await call("/api/v1/users?status=404&set=X-Route:GET+/users", "ada");
  await call("/api/users", "ada", { "API-Version": "1" });
  await call("/api/users?set=X-Route:GET+/users", "bob");
  await call("/api/v2/users?set=X-Route:GET+/users", "bob");
  // Counted within 10 s of the answers.
  const counted = async () => [(await totals("V1"))["calls"], (await totals("V2"))["calls"]];
  await vi.waitFor(async () => expect(await counted()).toEqual([5, 2]), { timeout: 40_000, interval: 500 });
});
afterAll(() => table.close());

async function call(path: string, account: string, headers: Record<string, string> = {}): Promise<void> {
  const answer = await table.fetch(path, { headers: { ...headers, Authorization: `Token key-of-${account}` } });
  await answer.body?.cancel();
}

async function totals(version: string): Promise<Record<string, unknown>> {
  return (await admin(`/admin/usage?version=${version}`)).body;
}

test("a version's calls are told by day, by operation and by how it was chosen; defaulted ones apart", async () => {
  const today = { calls: 5, errors: 1, defaulted: 0 };
  expect(await totals("V1")).toMatchObject({
    version: "V1",
    from: day(-29),
    to: day(0),
    ...today,
    ways: [
      { way: "url", calls: 4, share: 0.8 },
      { way: "header", calls: 1, share: 0.2 },
    ],
    operations: [
      { operation: "GET /users", calls: 4, errors: 1 },
      { operation: "GET", calls: 1, errors: 0 },
    ],
    days: [{ day: day(0), ...today }],
  });
  expect(await totals("V2")).toMatchObject({
    calls: 2,
    defaulted: 1,
    ways: expect.arrayContaining([{ way: "default", calls: 1, share: 0.5 }]),
  });
});

test("who calls a version is listed by account and key, in pages that join to the whole", async () => {
  const callers = await allOf(admin, "/admin/usage/callers?version=V1");
  expect(callers.map((it) => it["account"])).toEqual(["ada", "bob", "cleo"]);
  const [key] = (await admin("/admin/accounts/ada/keys")).body.results;
  expect(callers[0]).toMatchObject({
    account: "ada",
    key: key?.id,
    calls: 3,
    errors: 1,
    operations: [
      { operation: "GET /users", calls: 2, errors: 1 },
      { operation: "GET", calls: 1, errors: 0 },
    ],
    ways: [
      { way: "url", calls: 2 },
      { way: "header", calls: 1 },
    ],
  });
  for (const { first_seen, last_seen } of callers) {
    expect(Date.parse(String(last_seen))).toBeGreaterThanOrEqual(Date.parse(String(first_seen)));
    expect(Date.now() - Date.parse(String(last_seen))).toBeLessThan(60_000);
  }
  expect(await allOf(admin, "/admin/usage/callers?version=V1&limit=1")).toEqual(callers);
});

test("a day without calls is empty; a version that is not in the table is no version without callers", async () => {
  const then = `from=${day(-20)}&to=${day(-10)}`;
  expect((await admin(`/admin/usage?version=V1&${then}`)).body).toMatchObject({ calls: 0, days: [], ways: [] });
  expect((await admin(`/admin/usage/callers?version=V1&${then}`)).body.results).toEqual([]);
  expect((await totals("V0"))["calls"]).toBe(0);
  for (const page of ["usage", "usage/callers"]) {
    const wrong = await admin(`/admin/${page}?version=V9&from=2026-02-30`);
    expect(wrong.body.errors.map(({ field, detail }) => `${field}: ${detail}`)).toEqual([
      "from: Give a day of the calendar as YYYY-MM-DD.",
      "version: The version table has no V9. It has V2, V1, V0.",
    ]);
    const swapped = await admin(`/admin/${page}?version=V1&from=${day(0)}&to=${day(-1)}`);
    expect(swapped.body.errors.map(({ field }) => field)).toEqual(["from"]);
  }
  const lost = await admin("/admin/usage/callers?version=V1&after=nowhere");
  expect(lost.body.errors.map(({ field }) => field)).toEqual(["after"]);
});

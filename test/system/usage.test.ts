/** Usage over HTTP: counted after the answer, flushed within 10 s, read by operators and by the caller itself. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN_TOKEN, day, startTable, type Table } from "./table.ts";

const KEY = "usage-of-a-caller";
const NEVER = "usage-of-nobody";
const operator = { Authorization: `Bearer ${ADMIN_TOKEN}` };
const caller = { Authorization: `Token ${KEY}` };

let table: Table;

beforeAll(async () => {
  table = await startTable(
    {
      APPLICATION_DEFAULT: { vendor: "acme", default: 2 },
      VERSION_V1: { deprecated: day(-9), successor: 2 },
      VERSION_V0: { successor: 2 },
      LIMIT_POLICIES: { anonymous: { limit: 30, window: 60 } },
    },
    ["V1", "V2", "COURSE_V0"],
  );
  await table.load("caller", [{ tokens: { token: KEY, role: "A" } }]);
  await table.load("nobody", [{ tokens: { token: NEVER, role: "A" } }]);
  const call = async (path: string, init: RequestInit = {}) => {
    const answer = await table.fetch(path, { ...init, headers: { ...caller, ...(init.headers as object) } });
    await answer.body?.cancel();
  };
  for (let round = 0; round < 3; round++) await call("/api/v1/users?set=X-Route:GET+/users");
  await call("/api/v1/users?status=404&set=X-Route:GET+/users");
  await call("/api/v1/other", { method: "POST" });
  await call("/api/users", { headers: { "API-Version": "1" } });
  for (let round = 0; round < 2; round++) await call("/api/users");
  await call("/api/v0/users");
  await call("/api/course/v0/list");
  // Refused for want of a key: nobody's call.
  await table.fetch("/api/v1/users", { headers: { Authorization: "Token wrong" } });
});
afterAll(() => table.close());

interface Own {
  readonly versions: readonly {
    version: string;
    calls: number;
    errors: number;
    last_seen: string;
    operations: { operation: string; calls: number; errors: number }[];
    days: { day: string; calls: number; errors: number }[];
  }[];
}

const own = async (headers: Record<string, string> = caller, query = "") =>
  table.fetch(`/api/usage${query}`, { headers });

test("a caller sees its own calls within 10 seconds, by version, operation and day", async () => {
  const begun = Date.now();
  const seen = async () => ((await (await own()).json()) as Own).versions.map(({ version }) => version).toSorted();
  await expect.poll(seen, { timeout: 40_000, interval: 500 }).toEqual(["course/v0", "v0", "v1", "v2"]);
  expect(Date.now() - begun).toBeLessThan(10_000);
  const { versions } = (await (await own()).json()) as Own;
  const v1 = versions.find(({ version }) => version === "v1");
  expect(v1).toMatchObject({
    calls: 6,
    errors: 1,
    operations: [
      { operation: "GET /users", calls: 4, errors: 1 },
      { operation: "GET", calls: 1, errors: 0 },
      { operation: "POST", calls: 1, errors: 0 },
    ],
    days: [{ day: day(0), calls: 6, errors: 1 }],
  });
  // Who still calls a version that is gone is worth knowing: counted, as errors.
  expect(versions.find(({ version }) => version === "v0")).toMatchObject({ calls: 1, errors: 1 });
});

test("another account sees nothing of it, and a stranger nothing at all", async () => {
  expect((await (await own({ Authorization: `Token ${NEVER}` })).json()) as Own).toMatchObject({ versions: [] });
  expect((await own({ Authorization: "Token wrong" })).status).toBe(401);
  expect((await table.fetch("/api/usage", { key: false })).status).toBe(401);
});

test("the page is a page: methods, dates, preflight", async () => {
  const post = await table.fetch("/api/usage", { method: "POST", headers: caller });
  expect([post.status, post.headers.get("Allow")]).toEqual([405, "GET, HEAD"]);
  const head = await table.fetch("/api/usage", { method: "HEAD", headers: caller });
  expect([head.status, head.headers.get("Cache-Control")]).toEqual([200, "no-store"]);
  const wrong = await own(caller, "?from=yesterday");
  expect(wrong.status).toBe(400);
  expect(JSON.stringify(await wrong.json())).toContain('"from"');
  const preflight = await table.fetch("/api/usage", {
    method: "OPTIONS",
    key: false,
    headers: { Origin: "https://app.example", "Access-Control-Request-Method": "GET" },
  });
  expect(preflight.status).toBe(204);
});

test("an operator sees who still calls a version, how it was chosen, and what was defaulted", async () => {
  const totals = await table.fetch(`/admin/usage?version=V2&from=${day(0)}&to=${day(0)}`, { headers: operator });
  const text = await totals.text();
  expect(totals.status, text).toBe(200);
  expect(text).toContain('"default"');
  const callers = await table.fetch("/admin/usage/callers?version=V1", { headers: operator });
  const list = await callers.text();
  expect(callers.status, list).toBe(200);
  expect(list).toContain('"caller"');
  expect(list).toContain("GET /users");
  expect(list).not.toContain("nobody");
  expect(list).not.toContain(KEY);
});

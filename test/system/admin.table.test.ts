/** What an operator says of versions, over a table made for it: brownouts, named applications, objects that are down. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { adminOf, type Admin } from "./admin-api.ts";
import { ADMIN_TOKEN, day, second, startTable, type Table } from "./table.ts";

let table: Table;
let late: Table;
let admin: Admin;
const window = { start: second(-60), end: second(3_540) };

beforeAll(async () => {
  const vars = {
    APPLICATION_DEFAULT: { vendor: "acme", default: 2 },
    VERSION_V0: { retired: day(-90), successor: 2 },
    VERSION_V1: {
      deprecated: day(-9),
      sunset: day(90),
      successor: 2,
      guide: "/docs/guide",
      brownouts: [`${window.start}/${window.end}`],
    },
    VERSION_V3: { preview: true },
    LIMIT_POLICIES: { v2: { limit: 100, window: 60, imported: true } },
  };
  [table, late] = await Promise.all([
    startTable(vars, ["V1", "V2", "V3", "ENROLLMENT_V0", "ENROLLMENT_V1"]),
    startTable(vars, ["V2"], [], { limiter: "Throwing" }),
  ]);
  admin = adminOf(table.url);
});
afterAll(() => Promise.all([table.close(), late.close()]));

const ACCOUNT = "/admin/accounts/tests";

async function status(path: string, key?: string): Promise<number> {
  const answer = await table.fetch(path, key === undefined ? {} : { headers: { Authorization: `Token ${key}` } });
  await answer.body?.cancel();
  return answer.status;
}

test("an exemption lets its account through a brownout, and no other", async () => {
  await table.load("stranger", [{ tokens: { token: "s".repeat(40), role: "A" } }]);
  expect(await status("/api/v1/x")).toBe(503);
  const put = await admin(`${ACCOUNT}/exemptions/V1?reason=cannot+move+before+may`, { method: "PUT" });
  expect([put.status, put.body]).toEqual([200, { version: "V1" }]);
  expect(await status("/api/v1/x")).toBe(200);
  expect(await status("/api/v1/x", "s".repeat(40))).toBe(503);
  expect((await admin(`${ACCOUNT}/exemptions/V1`, { method: "DELETE" })).status).toBe(204);
  expect(await status("/api/v1/x")).toBe(503);
  for (const [binding, sentence] of [
    ["V0", "V0 is not live."],
    ["V9", "V9 is not live."],
  ] as const) {
    const { status, body } = await admin(`${ACCOUNT}/exemptions/${binding}`, { method: "PUT" });
    expect([status, body.errors[0]?.detail]).toEqual([400, expect.stringContaining(sentence)]);
  }
});

test("the version table is told as the router has read it, tombstones and applications included", async () => {
  const { results, next } = (await admin("/admin/versions")).body;
  expect(next).toBeNull();
  expect(results.map((it) => [it["application"], it["binding"], it["stage"], it["bound"]])).toEqual([
    ["default", "V3", "preview", true],
    ["default", "V2", "current", true],
    ["default", "V1", "deprecated", true],
    ["default", "V0", "retired", false],
    ["enrollment", "ENROLLMENT_V1", "current", true],
    ["enrollment", "ENROLLMENT_V0", "current", true],
  ]);
  expect(results[1]).toMatchObject({ default: true, brownout: false, deprecated: null });
  expect(results[2]).toMatchObject({
    number: 1,
    brownout: true,
    brownouts: [window],
    deprecated: day(-9),
    sunset: day(90),
    successor: 2,
    guide: "/docs/guide",
    retained: [],
  });
  expect(results[3]).toMatchObject({ retired: day(-90), successor: 2 });
});

test("pins and keys are of an application; a key limited to one is refused by another", async () => {
  const made = await admin(`${ACCOUNT}/keys`, { json: { role: "A", applications: ["enrollment"] } });
  expect([made.status, made.body["applications"]]).toEqual([201, ["enrollment"]]);
  expect(await status("/api/enrollment/v1/x", made.body.key)).toBe(200);
  expect(await status("/api/v2/x", made.body.key)).toBe(401);
  const nameless = await admin(`${ACCOUNT}/keys`, { json: { role: "A", applications: ["default"] } });
  expect(await status("/api/v2/x", nameless.body.key)).toBe(200);
  expect(await status("/api/enrollment/v1/x", nameless.body.key)).toBe(401);

  expect(await status("/api/enrollment/x")).toBe(400);
  const pinned = await admin(`${ACCOUNT}/pins/enrollment`, { method: "PUT", json: { version: 0 } });
  expect(pinned.body).toEqual({ application: "enrollment", version: 0 });
  const answer = await table.fetch("/api/enrollment/x");
  expect([answer.status, answer.headers.get("API-Version")]).toEqual([200, "0"]);
  expect((await admin(`${ACCOUNT}/pins`)).body.results).toEqual([pinned.body]);
  const retired = await admin(`${ACCOUNT}/pins/default`, { method: "PUT", json: { version: 0 } });
  expect(retired.body.errors.map(({ detail }) => detail)).toEqual(["Version 0 is not live. Live: 3, 2, 1."]);
});

test("a change that an object has not heard of yet is answered 202, and is written", async () => {
  const slow = adminOf(late.url);
  const put = await slow(`${ACCOUNT}/limits/v2`, { method: "PUT", json: { limit: 5, window: 60 } });
  const own = { unlimited: false, limit: 5, window: 60 };
  expect([put.status, put.body]).toEqual([202, { policy: "v2", ...own }]);
  expect((await slow(ACCOUNT)).body["limits"]).toEqual({ v2: own });
  const taken = await slow(`${ACCOUNT}/limits/v2`, { method: "DELETE" });
  expect([taken.status, taken.text]).toEqual([202, ""]);
  expect((await slow(`${ACCOUNT}/limits`)).body.results).toEqual([]);
});

test("a name in a URL that is escaped is read as what it means; one that is no UTF-8 is nowhere", async () => {
  expect((await admin("/admin/accounts/%74ests")).status).toBe(200);
  expect((await admin("/admin/accounts/%ff")).status).toBe(404);
  const sneaky = await admin("/admin/accounts/tests%2Fkeys");
  expect([sneaky.status, sneaky.body.errors[0]?.field]).toEqual([400, "account"]);
});

test("the first operator's token is compared whole, and nothing of it is in an answer or a log", async () => {
  for (const token of [ADMIN_TOKEN.slice(0, -1), `${ADMIN_TOKEN}x`, ADMIN_TOKEN.toUpperCase()]) {
    const answer = await admin("/admin/accounts", { token });
    expect(answer.status).toBe(401);
    expect(answer.text).not.toContain(token);
  }
  const made = await admin(`${ACCOUNT}/keys`, { json: { role: "A" } });
  await status("/api/v2/x", made.body.key);
  await status("/api/v1/x", made.body.key);
  for (const secret of [ADMIN_TOKEN, made.body.key]) expect(table.logs() + late.logs()).not.toContain(secret);
});

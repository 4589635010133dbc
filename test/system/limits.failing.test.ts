/** The limiter throws, hangs, is overloaded, or fails for a moment: what each policy does then, over HTTP. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTable, type Table } from "./table.ts";

const VARS = {
  APPLICATION_DEFAULT: { vendor: "acme", public: ["GET /open"] },
  LIMIT_POLICIES: {
    v2: { limit: 50, window: 60 },
    v3: { limit: 50, window: 60, on_failure: "deny" },
    v4: { limit: 50, window: 60, mode: "shadow" },
    anonymous: { limit: 60, window: 60 },
    open: { limit: 30, window: 60, on_failure: "overdraft" },
  },
  LIMIT_RULES: [{ version: "V3", operation: "GET /open", role: "anonymous", use: ["open"] }],
};

type Failing = "Throwing" | "Hanging" | "Overloaded" | "Flaky";
let tables: Record<Failing, Table>;

beforeAll(async () => {
  const start = (limiter: Failing) => startTable(VARS, ["V2", "V3", "V4"], [], { limiter });
  const [Throwing, Hanging, Overloaded, Flaky] = await Promise.all(
    (["Throwing", "Hanging", "Overloaded", "Flaky"] as const).map(start),
  );
  if (!Throwing || !Hanging || !Overloaded || !Flaky) throw new Error("A table did not start.");
  tables = { Throwing, Hanging, Overloaded, Flaky };
});
afterAll(() => Promise.all(Object.values(tables).map((table) => table.close())));

async function statuses(table: Table, count: number, path: string, init?: Parameters<Table["fetch"]>[1]) {
  const answers: number[] = [];
  for (let index = 0; index < count; index++) answers.push((await table.fetch(path, init)).status);
  return answers;
}

test.each(["Throwing", "Hanging", "Overloaded"] as const)(
  "%s: with a key a bounded allowance, then 503",
  async (kind) => {
    const table = tables[kind];
    // A tenth of the limit: as much as may sit in isolates anyway.
    expect(await statuses(table, 7, "/api/v2/users")).toEqual([200, 200, 200, 200, 200, 503, 503]);
    const refused = await table.fetch("/api/v2/users");
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([503, "2"]);
    const text = await refused.text();
    expect(JSON.parse(text)).toMatchObject({
      type: "https://iana.org/assignments/http-problem-types#temporary-reduced-capacity",
      status: 503,
    });
    expect(text).not.toMatch(/secret|busy|Error/);
  },
);

test.each(["Throwing", "Hanging", "Overloaded"] as const)(
  "%s: a policy that denies, and one in shadow",
  async (kind) => {
    expect((await tables[kind].fetch("/api/v3/users")).status).toBe(503);
    expect(new Set(await statuses(tables[kind], 10, "/api/v4/users"))).toEqual(new Set([200]));
  },
);

test.each(["Throwing", "Hanging", "Overloaded"] as const)(
  "%s: without a key 503, unless the policy says otherwise",
  async (kind) => {
    expect((await tables[kind].fetch("/api/v2/open", { key: false })).status).toBe(503);
    expect(await statuses(tables[kind], 4, "/api/v3/open", { key: false })).toEqual([200, 200, 200, 503]);
  },
);

test("a hanging object is waited for once, not by every request", async () => {
  const begun = performance.now();
  await statuses(tables.Hanging, 12, "/api/v4/users");
  expect(performance.now() - begun).toBeLessThan(4_000);
});

test("what is worth a second try gets one, at once", async () => {
  expect(await statuses(tables.Flaky, 6, "/api/v3/users")).toEqual([200, 200, 200, 200, 200, 200]);
});

test("the reason is in the log, and only there", () => {
  expect(tables.Throwing.logs()).toContain("a secret of the limiter");
  expect(tables.Throwing.logs()).not.toContain("kkkkkkkk");
});

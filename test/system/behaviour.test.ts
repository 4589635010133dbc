/** The prose cases of the conformance suite, each a test named by its id. Those of rate limits come with limits. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../router/config.ts";
import { day, second, startTable, type Table } from "./table.ts";

const SERVICE = { fetch: () => new Response() };
let table: Table;
let brownoutEnd: string;

beforeAll(async () => {
  brownoutEnd = second(600);
  table = await startTable(
    {
      APPLICATION_DEFAULT: { vendor: "acme", default: 3 },
      VERSION_V0: { preview: true },
      VERSION_V1: { successor: 3, guide: "/docs/guide" },
      VERSION_V2: { deprecated: day(-80), sunset: day(101), successor: 3, guide: "/docs/guide" },
      VERSION_V4: { deprecated: day(-80), sunset: day(-1), successor: 5 },
      VERSION_V6: { deprecated: day(-80), successor: 3, brownouts: [`${second(-600)}/${brownoutEnd}`] },
      VERSION_V7: { deprecated: day(-80), brownouts: [`${second(-600)}/${second(-1)}`], brownout_status: 410 },
      VERSION_V8: { deprecated: day(-80), brownouts: [`${second(-600)}/${second(600)}`], brownout_status: 410 },
      VERSION_V99: { preview: true },
      VERSION_V9: { deprecated: day(-80), sunset: day(-1), enforce_sunset: true },
    },
    ["V0", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9"],
    ["V99"],
  );
});
afterAll(() => table.close());

const get = (path: string, init?: Parameters<Table["fetch"]>[1]) => table.fetch(path, init);
const list = (field: string | null) => (field ?? "").split(",").map((member) => member.trim());

describe("lifecycle", () => {
  test("D001: a deprecated version announces its dates in the right syntax", async () => {
    const { headers } = await get("/api/v2/users");
    expect(headers.get("Deprecation")).toBe(`@${Date.parse(day(-80)) / 1000}`);
    expect(headers.get("Sunset")).toBe(new Date(day(101)).toUTCString());
    expect(headers.get("Link")).toContain('</docs/guide>; rel="deprecation"; type="text/html"');
    expect(headers.get("Link")).toContain('</docs/guide>; rel="sunset"');
    expect(headers.get("Link")).toContain('</api/v3/>; rel="successor-version"');
  });

  test("D005: the router appends its links to the worker's", async () => {
    const { headers } = await get('/api/v2/users?set=Link:</x>; rel="next"');
    expect(headers.get("Link")).toMatch(/^<\/x>; rel="next", .*rel="successor-version"/);
  });

  test.each([404, 500, 304, 200])("D006: the lifecycle fields and Vary are on a %s of the worker", async (status) => {
    const { headers } = await get(`/api/users?status=${status}`, { headers: { "X-API-Version": "2" } });
    expect(headers.get("Deprecation")).toMatch(/^@\d+$/);
    expect(headers.get("Sunset")).toContain("GMT");
    expect(list(headers.get("Vary"))).toEqual(expect.arrayContaining(["Accept", "X-API-Version", "API-Version"]));
    expect(headers.get("API-Version")).toBe("2");
  });

  test("D007: a brownout is a 503 with its end", async () => {
    const answer = await get("/api/v6/users");
    expect(answer.status).toBe(503);
    const seconds = Number(answer.headers.get("Retry-After"));
    expect(Math.abs(Date.now() / 1000 + seconds - Date.parse(brownoutEnd) / 1000)).toBeLessThan(3);
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    expect(answer.headers.get("Deprecation")).toMatch(/^@\d+$/);
    expect(await answer.json()).toMatchObject({
      type: `${table.url.origin}/docs/problems/version-brownout`,
      until: brownoutEnd,
      successor: 3,
    });
    expect((await get("/api/v8/users")).status).toBe(410);
  });

  test("D008: after its end the version is back", async () => {
    expect((await get("/api/v7/users")).status).toBe(200);
  });

  test("D009: a sunset that has passed is a hint, unless it is enforced", async () => {
    expect((await get("/api/v4/users")).status).toBe(200);
    expect((await get("/api/v9/users")).status).toBe(410);
    const versions = await get("/api");
    const { versions: all } = (await versions.json()) as { versions: { version: number; overdue?: boolean }[] };
    expect(all.find(({ version }) => version === 4)?.overdue).toBe(true);
  });

  test("D011: a bound version whose worker throws is a 503, and the others are well", async () => {
    const answer = await get("/api/v99/users");
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    const text = await answer.text();
    expect(text).toContain("/docs/problems/version-unavailable");
    expect(text).not.toContain("dead");
    expect((await get("/api/v3/users")).status).toBe(200);
    const thrown = await get("/api/v3/throw");
    expect([thrown.status, await thrown.text()]).toEqual([503, expect.not.stringContaining("secret")]);
  });
});

describe("caching", () => {
  test("D013: the default answer varies by every signal, though the request had none", async () => {
    const { headers } = await get("/api/users");
    expect(headers.get("API-Version-Source")).toBe("default");
    expect(list(headers.get("Vary"))).toEqual(expect.arrayContaining(["Accept", "X-API-Version", "API-Version"]));
  });

  test("D014: a versioned URL adds no version names", async () => {
    const { headers } = await get("/api/v2/users");
    for (const name of ["Accept", "X-API-Version", "API-Version"])
      expect(list(headers.get("Vary"))).not.toContain(name);
  });

  test("D015: the worker's own Vary is merged, and * stays", async () => {
    const merged = await get("/api/users?set=Vary:Accept-Encoding");
    expect(list(merged.headers.get("Vary")).slice(0, 4)).toEqual([
      "Accept-Encoding",
      "Accept",
      "X-API-Version",
      "API-Version",
    ]);
    expect((await get("/api/users?set=Vary:*")).headers.get("Vary")).toBe("*");
  });
});

test("D025: a redirect keeps the way in", async () => {
  const location = async (path: string) => (await get(path)).headers.get("Location");
  expect(await location("/api/v2/users?status=302&set=Location:/users/5")).toBe("/api/v2/users/5");
  expect(await location("/api/users?status=302&set=Location:/users/5")).toBe("/api/users/5");
  expect(await location("/api/v2/users?status=302&set=Location:https://other.example/x")).toBe(
    "https://other.example/x",
  );
  expect(await location("/api/v2/users?status=302&set=Location:next")).toBe("next");
});

test("D028: a retired version is 410 before any upgrade", async () => {
  const answer = await get("/api/v1/ws", { headers: { "X-Upgrade": "websocket" } });
  expect(answer.status).toBe(410);
  expect(await answer.json()).toMatchObject({ successor: { version: 3, url: `${table.url.origin}/api/v3/` } });
});

test("D029: scripts can read the fields that matter", async () => {
  const { headers } = await get("/api/v2/users", { headers: { Origin: "https://app.example" } });
  expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
  expect(list(headers.get("Access-Control-Expose-Headers"))).toEqual(
    expect.arrayContaining([
      "API-Version",
      "Deprecation",
      "Sunset",
      "Link",
      "RateLimit",
      "RateLimit-Policy",
      "Retry-After",
    ]),
  );
});

test.each(["V2_V1", "V3_V0", "LATEST_V1"])("D031: an application named by %s is refused", (binding) => {
  expect(readConfig({ [binding]: SERVICE }, (value) => value === SERVICE, Date.now()).ok).toBe(false);
});

test("D032: of two current versions the higher number is the latest", async () => {
  const { headers } = await get("/api/latest/users");
  expect([headers.get("API-Version"), headers.get("API-Version-Source")]).toEqual(["5", "latest"]);
  expect(headers.get("Content-Location")).toBe("/api/v5/users");
});

test("D033: the catalog lists every live version", async () => {
  const answer = await table.fetch("/.well-known/api-catalog", { key: false });
  expect(answer.headers.get("Content-Type")).toBe(
    'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
  );
  const { linkset } = (await answer.json()) as { linkset: { anchor: string; item?: { href: string }[] }[] };
  const items = linkset[0]?.item?.map(({ href }) => new URL(href).pathname);
  expect(items).toEqual([99, 8, 7, 6, 5, 4, 3, 2, 0].map((number) => `/api/v${number}/`));
  for (const item of linkset.slice(1))
    expect(Object.keys(item)).toEqual(["anchor", "service-desc", "service-doc", "status"]);
  const head = await table.fetch("/.well-known/api-catalog", { method: "HEAD", key: false });
  expect(head.headers.get("Link")).toContain('rel="item"');
});

/** The catalogue: every problem is produced over HTTP, is a problem document, and has a page. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KEYS_PER_ACCOUNT } from "../../router/identity/directory.ts";
import { ADMIN_TITLES } from "../../router/admin/problems.ts";
import { TITLES as ROUTER_TITLES } from "../../router/problems.ts";
import { ADMIN_TOKEN, day, second, startTable, type Table } from "./table.ts";

const TITLES = { ...ROUTER_TITLES, ...ADMIN_TITLES };
type Kind = keyof typeof TITLES;
let tables: Record<"usual" | "strict" | "faulty" | "closed" | "odd" | "exhausted" | "uncounted", Table>;

/** Kinds whose type is registered for everyone's use. */
const REGISTERED: ReadonlySet<string> = new Set(["quota-exceeded", "temporary-reduced-capacity"]);

beforeAll(async () => {
  const [usual, strict, faulty, closed, odd, exhausted, uncounted] = await Promise.all([
    startTable(
      {
        APPLICATION_DEFAULT: { vendor: "acme", default: 2 },
        VERSION_V0: { successor: 2 },
        VERSION_V3: { deprecated: day(-9), brownouts: [`${second(-60)}/PT1H`], successor: 2 },
      },
      ["V2", "V3"],
      ["V1"],
    ),
    startTable({}, ["V2"]),
    startTable({ VERSION_V2: { sunset: "never" } }, ["V2"]),
    startTable({}, ["V2"], [], { operator: true, keys: "none" }),
    startTable({}, ["V2"], [], { keys: "sense", admin: true }),
    startTable({ LIMIT_POLICIES: { v2: { limit: 1, window: 60 } } }, ["V2"]),
    startTable({ LIMIT_POLICIES: { v2: { limit: 1, window: 60, on_failure: "deny" } } }, ["V2"], [], {
      limiter: "Throwing",
    }),
  ]);
  tables = { usual, strict, faulty, closed, odd, exhausted, uncounted };
  await (await exhausted.fetch("/api/v2/x")).body?.cancel();
  const keys = Array.from({ length: KEYS_PER_ACCOUNT }, (_, number) => ({
    tokens: { token: `full-${number}`, role: "A" },
  }));
  await usual.load("full", keys);
});
afterAll(() => Promise.all(Object.values(tables).map((table) => table.close())));

const operator = { Authorization: `Bearer ${ADMIN_TOKEN}` };
const send = (body: string, type = "application/json") => ({
  method: "POST",
  headers: { ...operator, "Content-Type": type },
  body,
});

/** problem → where it is met, the request, the status, members it has beside the usual ones */
const PRODUCED: Readonly<
  Record<Kind, readonly [keyof typeof tables, string, Parameters<Table["fetch"]>[1], number, readonly string[]]>
> = {
  "not-found": ["usual", "/nowhere", {}, 404, []],
  "version-unknown": ["usual", "/api/v9/x", {}, 404, ["requested", "supported"]],
  "version-invalid": ["usual", "/api/x", { headers: { "API-Version": "abc" } }, 400, ["requested", "supported"]],
  "version-conflict": ["usual", "/api/v2/x", { headers: { "API-Version": "3" } }, 400, ["requested", "supported"]],
  "version-required": ["strict", "/api/x", {}, 400, ["requested", "supported"]],
  "version-retired": ["usual", "/api/v0/x", {}, 410, ["requested", "successor", "supported"]],
  "version-brownout": ["usual", "/api/v3/x", {}, 503, ["requested", "until", "successor", "supported"]],
  "version-unavailable": ["usual", "/api/v1/x", {}, 503, ["requested"]],
  "not-acceptable": [
    "usual",
    "/api/x",
    { headers: { Accept: "application/vnd.acme-v9+json" } },
    406,
    ["requested", "supported"],
  ],
  "header-too-large": ["usual", "/api/x", { headers: { Accept: "a/b,".repeat(1_100) } }, 431, []],
  "key-required": ["usual", "/api/v2/x", { key: false }, 401, []],
  "key-refused": ["usual", "/api/v2/x", { headers: { Authorization: "Token unknown" } }, 401, []],
  "keys-unavailable": ["closed", "/api/v2/x", {}, 503, []],
  "quota-exceeded": ["exhausted", "/api/v2/x", {}, 429, ["violated-policies"]],
  "temporary-reduced-capacity": ["uncounted", "/api/v2/x", {}, 503, []],
  misconfigured: ["faulty", "/api/v2/x", {}, 500, []],
  "internal-error": ["odd", "/api/v2/x", {}, 500, []],
  "admin-off": ["closed", "/admin/import?account=a", {}, 503, []],
  "admin-unavailable": ["odd", "/admin", { headers: operator }, 503, []],
  "operator-required": ["usual", "/admin/import?account=a", {}, 401, []],
  "method-not-allowed": ["usual", "/admin/import?account=a", { method: "PUT", headers: operator }, 405, []],
  "request-invalid": ["usual", "/admin/accounts?typo=1", { headers: operator }, 400, ["errors"]],
  "body-malformed": ["usual", "/admin/accounts", send("{"), 400, []],
  "body-too-large": ["usual", "/admin/accounts", send("x".repeat(16_385)), 413, []],
  "body-type-unsupported": ["usual", "/admin/accounts", send("{}", "text/plain"), 415, []],
  "account-unknown": ["usual", "/admin/accounts/nobody", { headers: operator }, 404, []],
  "account-exists": ["usual", "/admin/accounts", send('{"account":"tests"}'), 409, []],
  "too-many-keys": ["usual", "/admin/accounts/full/keys", send('{"role":"A"}'), 409, []],
  "key-unknown": ["usual", "/admin/accounts/tests/keys/none", { headers: operator }, 404, []],
  "operator-unknown": ["usual", "/admin/operators/nobody", { method: "DELETE", headers: operator }, 404, []],
  "operator-exists": ["usual", "/admin/operators", send('{"name":"first"}'), 409, []],
  "export-unavailable": ["usual", "/admin/accounts/tests/export", { headers: operator }, 503, []],
  "import-unavailable": ["usual", "/admin/import?account=a&import=failing", send("{}"), 503, []],
  "import-too-large": ["usual", "/admin/import?account=a", send("x".repeat(4_000_001)), 413, []],
  "import-invalid": ["usual", "/admin/import?account=a", send('{"tokens":1}'), 400, ["line", "field"]],
  "import-full": ["usual", "/admin/import?account=a&import=full", send("{}"), 507, []],
  "import-gap": ["usual", "/admin/import?account=a&import=gap", send("{}"), 409, ["next"]],
};

test.each(Object.entries(PRODUCED))("%s", async (kind, [where, path, init, status, members]) => {
  const table = tables[where];
  const answer = await table.fetch(path, init);
  const text = await answer.text();
  expect([answer.status, answer.headers.get("Content-Type")], text).toEqual([status, "application/problem+json"]);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  const problem = JSON.parse(text) as Record<string, unknown>;
  expect(problem).toMatchObject({
    type: REGISTERED.has(kind)
      ? `https://iana.org/assignments/http-problem-types#${kind}`
      : `${table.url.origin}/docs/problems/${kind}`,
    title: TITLES[kind as Kind],
    status,
    detail: expect.stringMatching(/^[A-Z].*\.$|: http/),
    instance: path.replace(/\?.*/, ""),
    trace_id: answer.headers.get("X-Request-Id"),
  });
  expect(Object.keys(problem).slice(6)).toEqual(expect.arrayContaining([...members]));
  expect(text).not.toMatch(/a secret of|"stack"|TypeError|\.js:/);
  if (status === 401) expect(answer.headers.get("WWW-Authenticate")).toMatch(/^Bearer realm=/);
  if (status === 405) expect(answer.headers.get("Allow")).toBe("GET, HEAD, POST");
  if (status === 503 && kind !== "admin-off") expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
  if (members.includes("supported")) expect(answer.headers.get("Link")).toContain('</api/v2/>; rel="alternate"');

  const head = await table.fetch(path, { ...init, method: "HEAD", body: null });
  if (init?.method === undefined) expect([head.status, await head.text()]).toEqual([status, ""]);

  const page = await tables.usual.fetch(`/docs/problems/${kind}`, { key: false });
  expect([page.status, page.headers.get("Content-Type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(await page.text()).toContain(`<h1>${TITLES[kind as Kind]}</h1>`);
});

test("no entry of the catalogue is without a test", () => {
  expect(Object.keys(PRODUCED).toSorted()).toEqual(Object.keys(TITLES).toSorted());
});

test("the documentation lists its pages, and has no others", async () => {
  const contents = await (await tables.usual.fetch("/docs", { key: false })).text();
  for (const kind of Object.keys(TITLES)) expect(contents).toContain(`href="/docs/problems/${kind}"`);
  expect((await tables.usual.fetch("/docs/problems/nothing", { key: false })).status).toBe(404);
  expect((await tables.usual.fetch("/docs/__proto__", { key: false })).status).toBe(404);
});

test("every guide that the version table names is a page, however long its version has been gone", async () => {
  const config = readFileSync(new URL("../../wrangler.toml", import.meta.url), "utf8");
  const guides = [...config.matchAll(/^guide = "(.*)"$/gm)].map(([, path = ""]) => path);
  expect(guides.length).toBeGreaterThan(0);
  for (const path of guides) {
    const page = await tables.usual.fetch(path, { key: false });
    expect([page.status, page.headers.get("Content-Type")], path).toEqual([200, "text/html; charset=utf-8"]);
    expect(await page.text()).toMatch(/<h1>Migrating from .*<h2>.*<table>/s);
    expect(await (await tables.usual.fetch("/docs", { key: false })).text()).toContain(`href="${path}"`);
  }
});

test("a faulty table serves nothing, and every fault is in the log", async () => {
  expect((await tables.faulty.fetch("/api/v2/x")).status).toBe(500);
  expect((await tables.faulty.fetch("/health")).status).toBe(500);
  await expect.poll(() => tables.faulty.logs()).toContain("VERSION_V2.sunset is");
});

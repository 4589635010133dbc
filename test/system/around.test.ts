/** Around the versions: CORS, WebSocket, discovery, health, logs. */
import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day, second, startTable, type Table } from "./table.ts";

let table: Table;
let picky: Table;
beforeAll(async () => {
  [table, picky] = await Promise.all([
    startTable(
      {
        APPLICATION_DEFAULT: { vendor: "acme", default: 2 },
        APPLICATION_COURSE_LIST: { access: "public", default: 1 },
        VERSION_V0: { successor: 2, retired: day(-10), deprecated: day(-200), sunset: day(-20) },
        VERSION_V1: {
          deprecated: day(-10),
          sunset: day(100),
          successor: 2,
          guide: "/docs/guide",
          brownouts: [`${second(86_400)}/PT1H`],
        },
      },
      ["V2", "COURSE_LIST_V1"],
      ["V1"],
    ),
    startTable({ API: { cors_origins: ["https://app.example"] }, APPLICATION_DEFAULT: { default: 2 } }, ["V2"]),
  ]);
});
afterAll(() => Promise.all([table.close(), picky.close()]));

describe("CORS", () => {
  const preflight = (path: string, headers: Record<string, string> = {}) => ({
    path,
    init: {
      method: "OPTIONS",
      key: false,
      headers: { Origin: "https://app.example", "Access-Control-Request-Method": "PATCH", ...headers },
    },
  });

  test.each(["/api/v2/x", "/api/x", "/api/v0/x", "/api/v9/x", "/api"])(
    "a preflight for %s is answered by the router",
    async (path) => {
      const { init } = preflight(path, { "Access-Control-Request-Headers": "x-custom, bad name" });
      const answer = await table.fetch(path, init);
      expect(answer.status).toBe(204);
      expect(answer.headers.get("Access-Control-Allow-Methods")).toBe("PATCH");
      const allowed = answer.headers.get("Access-Control-Allow-Headers");
      for (const name of ["x-custom", "Authorization", "X-API-Version", "API-Version", "X-API-Token"])
        expect(allowed).toContain(name);
      expect(allowed).not.toContain("bad name");
    },
  );

  test("OPTIONS that is no preflight is the version's", async () => {
    expect(await (await table.fetch("/api/v2/x", { method: "OPTIONS" })).json()).toMatchObject({
      method: "OPTIONS",
      version: 2,
    });
  });

  test("configured origins are told apart, and caches know", async () => {
    const allowed = await picky.fetch("/api/v2/x", { headers: { Origin: "https://app.example" } });
    expect(allowed.headers.get("Access-Control-Allow-Origin")).toBe("https://app.example");
    const foreign = await picky.fetch("/api/v2/x", { headers: { Origin: "https://evil.example" } });
    expect(foreign.headers.get("Access-Control-Allow-Origin")).toBeNull();
    for (const answer of [allowed, foreign, await picky.fetch("/api/v2/x")])
      expect(answer.headers.get("Vary")).toContain("Origin");
  });

  test("problems are readable for scripts too", async () => {
    const answer = await table.fetch("/api/v9/x", { headers: { Origin: "https://app.example" } });
    expect([answer.status, answer.headers.get("Access-Control-Allow-Origin")]).toEqual([404, "*"]);
  });
});

describe("WebSocket", () => {
  test("the upgrade passes with its socket, and the 101 carries the report", async () => {
    const { status, headers } = await upgrade("/api/v2/ws");
    expect([status, headers["api-version"], headers["x-request-id"]?.length]).toEqual([101, "2", 36]);
    const socket = new WebSocket(`ws://${table.url.host}/api/course-list/v1/ws`);
    const echoed = await new Promise((resolve, reject) => {
      socket.addEventListener("open", () => socket.send("hello"));
      socket.addEventListener("message", (event) => resolve(event.data));
      socket.addEventListener("error", () => reject(new Error("no socket")));
    });
    socket.close();
    expect(echoed).toBe("v1:hello");
  });

  test("a retired version is 410 before the upgrade", async () => {
    expect((await upgrade("/api/v0/ws")).status).toBe(410);
  });
});

describe("discovery", () => {
  test.each(["/api", "/api/", "/api/versions"])(
    "%s lists every version, the retired ones too, without a key",
    async (path) => {
      const answer = await table.fetch(path, { key: false });
      expect(await answer.json()).toEqual({
        application: null,
        default: 2,
        versions: [
          {
            version: 2,
            stage: "current",
            url: `${table.url.origin}/api/v2/`,
            media_type: "application/vnd.acme-v2+json",
          },
          {
            version: 1,
            stage: "deprecated",
            url: `${table.url.origin}/api/v1/`,
            media_type: "application/vnd.acme-v1+json",
            deprecated: day(-10),
            sunset: day(100),
            successor: 2,
            guide: `${table.url.origin}/docs/guide`,
            brownouts: [{ start: expect.stringMatching(/Z$/), end: expect.stringMatching(/Z$/) }],
          },
          {
            version: 0,
            stage: "retired",
            url: `${table.url.origin}/api/v0/`,
            media_type: "application/vnd.acme-v0+json",
            deprecated: day(-200),
            sunset: day(-20),
            retired: day(-10),
            successor: 2,
          },
        ],
        applications: [{ name: "course-list", url: `${table.url.origin}/api/course-list` }],
      });
    },
  );

  test("an application has its own list; other methods are refused", async () => {
    expect(await (await table.fetch("/api/course-list", { key: false })).json()).toMatchObject({
      application: "course-list",
    });
    const refused = await table.fetch("/api", { method: "POST" });
    expect([refused.status, refused.headers.get("Allow")]).toEqual([405, "GET, HEAD"]);
    const head = await table.fetch("/api", { method: "HEAD", key: false });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });
});

test("a sick old version does not make a load balancer drop the new one", async () => {
  const health = await table.fetch("/health", { key: false });
  expect([health.status, await health.json()]).toMatchObject([200, { status: "pass" }]);
  const all = await table.fetch("/health/versions", { key: false });
  expect([all.status, all.headers.get("Content-Type")]).toEqual([503, "application/health+json"]);
  const { checks } = (await all.json()) as { checks: unknown[] };
  expect(checks).toContainEqual({ application: null, version: 1, status: "fail" });
  expect(checks).toContainEqual({ application: null, version: 2, status: "pass" });
});

describe("logs", () => {
  test("one line for what is refused or fails, under the request's id, without secrets", async () => {
    const key = "secret-key-of-somebody-else";
    const headers = { "X-Request-Id": "log-1", Authorization: `Token ${key}` };
    await table.fetch("/api/v2/x?token=also-secret", { headers });
    await table.fetch("/api/v1/x", { headers: { "X-Request-Id": "log-2" } });
    await table.fetch("/api/v2/x?status=502", { headers: { "X-Request-Id": "log-3" } });
    await table.fetch("/api/v2/log", { headers: { "X-Request-Id": "log-4" } });
    await expect.poll(() => table.logs()).toContain("log-4");
    const lines = table
      .logs()
      .split("\n")
      .flatMap((line) => (line.includes('"request_id"') ? [line.slice(line.indexOf("{"))] : []));
    const logged = lines.map((line) => JSON.parse(line) as { request_id: string });
    const of = (id: string) => logged.filter((line) => line.request_id === id);
    expect(of("log-1")).toEqual([
      { event: "refused", request_id: "log-1", method: "GET", path: "/api/v2/x", status: 401, problem: "key-refused" },
    ]);
    expect(of("log-2")).toMatchObject([{ event: "failed", status: 503, problem: "version-unavailable", version: 1 }]);
    expect(of("log-3")).toMatchObject([{ event: "failed", status: 502, problem: "worker", version: 2 }]);
    expect(of("log-4")).toEqual([]);
    expect(table.logs()).toContain("worker saw log-4");
    expect(table.logs()).not.toContain(key);
    expect(table.logs()).not.toContain("also-secret");
  });
});

/** The answer's head; a socket that opened is closed. */
function upgrade(path: string): Promise<{ status: number; headers: Record<string, string | undefined> }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(path, table.url), {
      headers: {
        Authorization: `Token ${"k".repeat(40)}`,
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": btoa("0123456789abcdef"),
      },
    });
    const told = (incoming: IncomingMessage) =>
      resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers as Record<string, string | undefined> });
    outgoing.on("upgrade", (incoming, socket) => {
      socket.destroy();
      told(incoming);
    });
    outgoing.on("response", (incoming) => {
      incoming.resume();
      told(incoming);
    });
    outgoing.on("error", reject).end();
  });
}

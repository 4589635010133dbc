/** What a version sees of a request, and what its client sees of the answer. */
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTable, type Table } from "./table.ts";

interface Seen {
  readonly version: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

let table: Table;
beforeAll(async () => {
  table = await startTable(
    {
      API: { upstream_timeout_ms: 500, key_headers: ["X-API-Token"] },
      APPLICATION_DEFAULT: { default: 2, denied: 403, public: ["GET /open"] },
      APPLICATION_ENROLLMENT: { access: "public" },
    },
    ["V1", "V2", "ENROLLMENT_V0"],
  );
});
afterAll(() => table.close());

const seen = async (path: string, init?: Parameters<Table["fetch"]>[1]) =>
  (await (await table.fetch(path, init)).json()) as Seen;

describe("the request as a version sees it", () => {
  test("path without the prefix, and the fields that links are built from", async () => {
    const { url, headers } = await seen("/api/v2//users%2F5/?a=1&version=9");
    expect(new URL(url).pathname + new URL(url).search).toBe("//users%2F5/?a=1&version=9");
    expect(headers).toMatchObject({
      "x-forwarded-proto": "http",
      "x-forwarded-host": table.url.host,
      "x-forwarded-prefix": "/api/v2",
      "x-api-version": "2",
      "x-account-id": "tests",
      "x-key-role": "A",
      // While builds share a worker's traffic, an account meets one of them.
      "cloudflare-workers-version-key": "tests",
    });
    expect((await seen("/api/2/x")).headers["x-forwarded-prefix"]).toBe("/api/2");
    expect((await seen("/api/x")).headers["x-forwarded-prefix"]).toBe("/api");
    expect((await seen("/api/enrollment/v0/x")).headers["x-forwarded-prefix"]).toBe("/api/enrollment/v0");
  });

  test("what a client sends under our names is dropped", async () => {
    const spoofed = {
      "X-Forwarded-Host": "evil.example",
      "X-Forwarded-Proto": "gopher",
      "X-Forwarded-Prefix": "/evil",
      "X-Account-Id": "other",
      "X-Key-Id": "other",
      "X-Key-Role": "S",
      "Cloudflare-Workers-Version-Key": "other",
    };
    const { headers } = await seen("/api/v2/x", { headers: spoofed });
    expect(JSON.stringify(headers)).not.toMatch(/evil|gopher|other/);
    expect([headers["x-account-id"], headers["x-key-role"]]).toEqual(["tests", "A"]);
    const anonymous = await seen("/api/enrollment/v0/x", { headers: spoofed, key: false });
    const names = ["x-account-id", "x-key-id", "x-key-role", "cloudflare-workers-version-key"];
    for (const name of names) expect(anonymous.headers).not.toHaveProperty(name);
  });

  test("the key does not reach the version; a public application's own credentials do", async () => {
    const { headers } = await seen("/api/v2/x", { headers: { "X-API-Token": "k".repeat(40) } });
    expect(JSON.stringify(headers)).not.toContain("kkkk");
    expect(headers).not.toHaveProperty("authorization");
    const own = await seen("/api/enrollment/v0/x", { headers: { Authorization: "Custom thing" } });
    expect(own.headers["authorization"]).toBe("Custom thing");
  });

  test.each(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY", "PURGE"])("%s passes", async (method) => {
    const body = method === "GET" || method === "OPTIONS" ? null : "text";
    const answer = await table.fetch("/api/v2/x", { method, body });
    expect(await answer.json()).toMatchObject({ method, body: body ?? "" });
  });

  test("HEAD passes and has no body", async () => {
    const answer = await table.fetch("/api/v2/x", { method: "HEAD" });
    expect([answer.status, answer.headers.get("API-Version"), await answer.text()]).toEqual([200, "2", ""]);
  });

  test("traceparent passes, and a well-formed request id is kept", async () => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const answer = await table.fetch("/api/v2/x", { headers: { traceparent, "X-Request-Id": "abc-123" } });
    expect(answer.headers.get("X-Request-Id")).toBe("abc-123");
    expect(((await answer.json()) as Seen).headers).toMatchObject({ traceparent, "x-request-id": "abc-123" });
    const made = await table.fetch("/api/v2/x", { headers: { "X-Request-Id": "not well formed" } });
    expect(made.headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("a key", () => {
  test.each([
    ["Token", { Authorization: `Token ${"k".repeat(40)}` }],
    ["Bearer", { Authorization: `Bearer ${"k".repeat(40)}` }],
    ["Basic", { Authorization: `Basic ${btoa(`${"k".repeat(40)}:`)}` }],
    ["a configured header", { "X-API-Token": "k".repeat(40) }],
  ])("is taken as %s", async (_name, headers) => {
    expect((await table.fetch("/api/v2/x", { headers, key: false })).status).toBe(200);
  });

  test("missing, unknown and malformed ones are refused with the application's status and say nothing more", async () => {
    const none = await table.fetch("/api/v2/x", { key: false });
    expect([none.status, await none.json()]).toMatchObject([403, { detail: expect.stringContaining("needs a key") }]);
    const refusals = await Promise.all(
      ["Token unknown", "Nonsense", `Token ${"x".repeat(300)}`].map(async (Authorization) => {
        const answer = await table.fetch("/api/v2/x", { headers: { Authorization } });
        const { trace_id: _, ...body } = (await answer.json()) as Record<string, unknown>;
        return JSON.stringify([answer.status, body]);
      }),
    );
    expect(new Set(refusals).size).toBe(1);
  });

  test("is not needed for a public operation, and no spelling of another slips past", async () => {
    expect((await table.fetch("/api/v2/open", { key: false })).status).toBe(200);
    expect((await table.fetch("/api/v2/open.json/", { key: false })).status).toBe(200);
    for (const path of ["/api/v2/open/x", "/api/v2//open", "/api/v2/%6Fpen"]) {
      expect((await table.fetch(path, { key: false })).status, path).toBe(403);
    }
    expect((await table.fetch("/api/v2/open", { key: false, method: "POST" })).status).toBe(403);
  });
});

describe("patience", () => {
  test("a version that hangs is a 503 within the configured time, and the others are well", async () => {
    const started = Date.now();
    const answer = await table.fetch("/api/v1/hang");
    expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "5"]);
    expect(Date.now() - started).toBeLessThan(5_000);
    expect((await table.fetch("/api/v2/x")).status).toBe(200);
  });

  test("an answer that began is not cut, however long it takes", async () => {
    const answer = await table.fetch("/api/v2/slow");
    expect(await answer.text()).toBe("abc");
  });

  test("a slow upload is dispatched before it ends, and is not held against the version", async () => {
    const answer = await upload("/api/v2/x", ["first ", "second ", "third"], 300);
    expect(answer.status).toBe(200);
    expect((JSON.parse(answer.body) as Seen).body).toBe("first second third");
  });

  test("a known length stays known", async () => {
    const { headers, body } = await seen("/api/v2/x", { method: "POST", body: "x".repeat(1_200_000) });
    expect([headers["content-length"], body.length]).toEqual(["1200000", 1_200_000]);
  });
});

/** Chunked, with a pause before each part but the first. */
function upload(path: string, parts: readonly string[], pauseMs: number): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Token ${"k".repeat(40)}` };
    const outgoing = request(new URL(path, table.url), { method: "POST", headers }, (incoming) => {
      let body = "";
      incoming.setEncoding("utf8").on("data", (part: string) => (body += part));
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, body }));
    });
    outgoing.on("error", reject);
    void (async () => {
      for (const part of parts) {
        outgoing.write(part);
        await new Promise((done) => setTimeout(done, pauseMs));
      }
      outgoing.end();
    })();
  });
}

import { describe, expect, test } from "vitest";
import { respond } from "./answer.ts";
import { type Refusal, word } from "./refusal.ts";
import { RELEASE } from "./release.ts";

const REFUSALS: readonly [Refusal, number][] = [
  [{ why: "fields", errors: { name: ["No."] } }, 400],
  [{ why: "query", sentence: "No." }, 400],
  [{ why: "malformed" }, 400],
  [{ why: "not-utf8" }, 400],
  [{ why: "not-an-object" }, 400],
  [{ why: "too-large" }, 413],
  [{ why: "unsupported-type" }, 415],
  [{ why: "forbidden" }, 403],
  [{ why: "no-account" }, 403],
  [{ why: "no-endpoint" }, 404],
  [{ why: "missing" }, 404],
  [{ why: "bad-cursor" }, 404],
  [{ why: "method", method: "PUT", allow: ["GET"] }, 405],
  [{ why: "key-malformed" }, 400],
  [{ why: "key-reused" }, 422],
  [{ why: "full" }, 507],
  [{ why: "unavailable" }, 503],
];

describe("refusals are flat: strings, or lists of strings", () => {
  test.each(REFUSALS)("%o → %i", (refusal, status) => {
    const worded = word(refusal);
    expect(worded.status).toBe(status);
    for (const value of Object.values(worded.body)) {
      expect(typeof value === "string" || (Array.isArray(value) && value.every((it) => typeof it === "string"))).toBe(
        true,
      );
    }
  });

  test("one that passes says in whole seconds when to try again", () => {
    expect(word({ why: "unavailable" }).headers).toEqual({ "Retry-After": "1" });
  });
});

describe("responses", () => {
  test("a fault of ours is one plain sentence", async () => {
    const response = respond({ kind: "broken" }, "GET /contacts", "GET");
    expect(response.status).toBe(500);
    expect(response.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toMatch(/^Something went wrong/);
  });

  test("every one says its release and its route", () => {
    for (const answer of [{ kind: "empty" }, { kind: "broken" }, { kind: "json", status: 200, body: {} }] as const) {
      const { headers } = respond(answer, "GET /contacts", "GET");
      expect([headers.get("API-Release"), headers.get("X-Route")]).toEqual([RELEASE, "GET /contacts"]);
    }
  });

  test("204 has neither a body nor a type; HEAD has the type only", async () => {
    const empty = respond({ kind: "empty" }, "DELETE /groups", "DELETE");
    expect([empty.status, empty.body, empty.headers.get("Content-Type")]).toEqual([204, null, null]);
    const head = respond({ kind: "json", status: 200, body: {} }, "GET /groups", "HEAD");
    expect([head.status, head.body, head.headers.get("Content-Type")]).toEqual([200, null, "application/json"]);
  });
});

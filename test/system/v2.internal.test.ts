/** v2 where what stands behind it is not there. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSystem, type System } from "./harness.ts";
import { emptyAccount } from "./seed.ts";
import { type Api, v2 } from "./v2-api.ts";

interface Binding {
  fetch(url: string, init: RequestInit): Promise<Response>;
}

const FIELDS = {
  "X-Account-Id": "nowhere",
  "X-Key-Id": "k",
  "X-Key-Role": "A",
  "X-API-Version": "2",
  "X-Request-Id": "r",
};

let system: System;
let api: Api;

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
});
afterAll(() => system.close());

test.each(["/org.json", "/contacts.json", "/groups.json", "/fields.json", "/.json", "/contacts.json?after=never"])(
  "403: a key without an account behind it, GET %s",
  async (path) => {
    const bindings = await system.bindings("milepost");
    const response = await (bindings["V2"] as Binding).fetch(`http://v2${path}`, { headers: FIELDS });
    expect([response.status, Object.keys((await response.json()) as object)]).toEqual([403, ["detail"]]);
  },
);

test("503 with Retry-After while the account's object cannot answer, and no word about why", async () => {
  const broken = { token: "9".repeat(40) };
  await system.load(emptyAccount("broken", broken.token));
  expect((await api("/contacts.json", broken)).status).toBe(200);
  await system.sql("broken", "ALTER TABLE contacts RENAME TO lost");
  for (const asked of [broken, { ...broken, json: { name: "x" } }]) {
    const { status, headers, text } = await api("/contacts.json", asked);
    expect([status, headers.get("Retry-After")]).toEqual([503, "1"]);
    expect(text).not.toMatch(/table|sql|contacts|broken|error/i);
  }
  expect((await api("/contacts.json")).status, "of other accounts").toBe(200);
});

/** v1 at its limits: its own number of requests, and an account without room for more. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSystem, type System } from "./harness.ts";
import { held } from "./v1.held.ts";

const LIMITED = "e".repeat(40);
const SIZE = 2_000_000;
let system: System;

beforeAll(async () => {
  system = held(await startSystem({ store: { SIZE_WARNING: String(SIZE), SIZE_LIMIT: String(SIZE) } }));
});
afterAll(() => system.close());

test("v1 has its own limit, which the account's does not replace", async () => {
  for (let index = 0; index < 12; index++) {
    const answer = await system.fetch("/api/v1/contacts.json", { token: LIMITED });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("RateLimit-Policy")).toBe('"v1";q=10000;w=3600');
  }
});

test("507: a full account is told so in v2's words, and reads and deletes all the same", async () => {
  const json = { name: "New", urns: ["tel:+250788123999"] };
  expect((await system.fetch("/api/v1/contacts.json", { json })).status).toBe(201);
  await system.sql("main", `CREATE TABLE padding AS SELECT zeroblob(${SIZE}) AS zeroes`);
  const full = await system.fetch("/api/v1/contacts.json", { json: { name: "Newer" } });
  expect([full.status, await full.json()]).toEqual([
    507,
    { detail: expect.stringMatching(/^This account is full: .*\.$/) },
  ]);
  const found = await system.fetch("/api/v1/contacts.json?urns=tel:%2B250788123999");
  expect(await found.json()).toMatchObject({ count: 1, results: [{ name: "New" }] });
  const gone = await system.fetch("/api/v1/contacts.json?urns=tel:%2B250788123999", { method: "DELETE" });
  expect(gone.status).toBe(204);
});

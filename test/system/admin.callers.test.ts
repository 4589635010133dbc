/** What an operator changes of callers holds for their requests: keys, pins, limits, over HTTP and through the router. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { adminOf, allOf, type Admin } from "./admin-api.ts";
import { ADMIN_TOKEN, startSystem, TOKENS, type System } from "./harness.ts";
import { emptyAccount } from "./seed.ts";

let system: System;
let admin: Admin;

beforeAll(async () => {
  system = await startSystem();
  admin = adminOf(system.url);
});
afterAll(() => system.close());

const KEYS = "/admin/accounts/other/keys";

/** Status of a request with this key; the account's name when it worked. */
async function use(token: string, path = "/api/v2/org.json"): Promise<readonly [number, unknown]> {
  const answer = await system.fetch(path, { token });
  const body = (await answer.json()) as Record<string, unknown>;
  return [answer.status, answer.ok ? body["name"] : body["type"]];
}

const refused = () => [403, `${system.url.origin}/docs/problems/key-refused`];

async function make(json: object): Promise<{ readonly id: string; readonly key: string }> {
  const made = await admin(KEYS, { json });
  expect(made.status, made.text).toBe(201);
  return made.body;
}

test("a key works at once, is shown once, and looks like one of ours", async () => {
  const made = await make({ role: "E", label: "the night job" });
  expect(made.key).toMatch(/^mp_[0-9A-Za-z]{39}$/);
  expect(await use(made.key)).toEqual([200, expect.any(String)]);
  const { key: _, ...shown } = made;
  expect((await admin(`${KEYS}/${made.id}`)).body).toMatchObject({ ...shown, last_used_on: expect.anything() });
  for (const path of [KEYS, `${KEYS}/${made.id}`, "/admin/accounts/other", "/admin/audit"]) {
    expect((await admin(path)).text).not.toContain(made.key);
  }
});

test("an expired, a disabled, a deleted and an unknown key are the same to whoever sends them", async () => {
  const expires_on = new Date(Date.now() + 1_500).toISOString();
  const [expiring, disabled, deleted] = await Promise.all([
    make({ role: "A", expires_on }),
    make({ role: "A" }),
    make({ role: "A" }),
  ]);
  for (const { key } of [expiring, disabled, deleted]) expect((await use(key))[0]).toBe(200);
  expect((await admin(`${KEYS}/${disabled.id}`, { method: "PATCH", json: { disabled: true } })).status).toBe(200);
  expect((await admin(`${KEYS}/${deleted.id}`, { method: "DELETE" })).status).toBe(204);
  await expect.poll(() => use(expiring.key), { timeout: 40_000 }).toEqual(refused());
  expect(Date.now(), "not before its time").toBeGreaterThanOrEqual(Date.parse(expires_on));
  const told = async (token: string) => {
    const answer = await system.fetch("/api/v2/org.json", { token });
    const { trace_id: _, ...problem } = (await answer.json()) as Record<string, unknown>;
    return { status: answer.status, problem };
  };
  const [unknown, ...others] = await Promise.all(
    ["unknown".repeat(6), expiring.key, disabled.key, deleted.key].map(told),
  );
  for (const other of others) expect(other).toEqual(unknown);

  expect((await admin(`${KEYS}/${disabled.id}`, { method: "PATCH", json: { disabled: false } })).status).toBe(200);
  expect((await use(disabled.key))[0]).toBe(200);
});

test("a rotated key goes on for the overlap and no longer; its successor takes over all it was", async () => {
  const old = await make({ role: "S", label: "handheld" });
  const rotated = await admin(`${KEYS}/${old.id}/rotate`, { json: { overlap: 2 } });
  expect([rotated.status, rotated.body]).toMatchObject([201, { role: "S", label: "handheld", expires_on: null }]);
  // A surveyor may read the account and nothing else: 403 of the version, not of the key.
  for (const key of [old.key, rotated.body.key]) expect((await use(key))[0]).toBe(200);
  const { body } = await admin(`${KEYS}/${old.id}`);
  expect(body["replaced_by"]).toBe(rotated.body.id);
  await expect.poll(() => use(old.key), { timeout: 40_000 }).toEqual(refused());
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(String(body["expires_on"])));
  expect((await use(rotated.body.key))[0]).toBe(200);
});

test("disabling an account turns all of its keys off, and enabling it on again", async () => {
  const made = await make({ role: "A" });
  const set = (disabled: boolean) => admin("/admin/accounts/other", { method: "PATCH", json: { disabled } });
  expect((await set(true)).body).toMatchObject({ disabled: true, disabled_on: expect.any(String) });
  for (const key of [made.key, TOKENS.other]) expect(await use(key)).toEqual(refused());
  expect((await use(TOKENS.main))[0]).toBe(200);
  expect((await set(false)).body).toMatchObject({ disabled: false, disabled_on: null });
  for (const key of [made.key, TOKENS.other]) expect((await use(key))[0]).toBe(200);
});

test("a pin is the version that a request without one gets; only what is live can be pinned", async () => {
  const chosen = async (token: string) => {
    const answer = await system.fetch("/api/org.json", { token });
    await answer.body?.cancel();
    return [answer.status, answer.headers.get("API-Version"), answer.headers.get("API-Version-Source")];
  };
  const pin = (version: number) => admin("/admin/accounts/main/pins/default", { method: "PUT", json: { version } });
  expect(await chosen(TOKENS.main)).toEqual([200, "2", "default"]);
  expect((await pin(2)).body).toEqual({ application: "default", version: 2 });
  expect(await chosen(TOKENS.main)).toEqual([200, "2", "pin"]);
  expect(await chosen(TOKENS.anon)).toEqual([200, "2", "default"]);
  const dead = await pin(7);
  expect(dead.status).toBe(400);
  expect(dead.body.errors).toEqual([
    { in: "body", field: "version", detail: expect.stringMatching(/^Version 7 is not live\. Live: 2/) },
  ]);
  const nowhere = await admin("/admin/accounts/main/pins/enrollment", { method: "PUT", json: { version: 1 } });
  expect(nowhere.body.errors).toEqual([
    { in: "path", field: "application", detail: "There is no such application. There is default." },
  ]);
  expect((await admin("/admin/accounts/main/pins/default", { method: "DELETE" })).status).toBe(204);
  expect(await chosen(TOKENS.main)).toEqual([200, "2", "default"]);
});

test("an imported rate limit is the account's own for every policy marked for it, and goes with it", async () => {
  const limits = async () => (await admin("/admin/accounts/limited")).body["limits"];
  const own = { unlimited: false, limit: 5, window: 2 };
  expect(await limits()).toEqual({ v2: own, "v2.contacts": own, "v2.messages": own, "v2.runs": own });
  const operators = await admin("/admin/accounts/limited/limits/anonymous", {
    method: "PUT",
    json: { unlimited: true },
  });
  expect(operators.status).toBe(200);
  const { tokens: _, ...org } = emptyAccount("limited", "unused", { id: 5, rate_limit: null });
  const again = await admin("/admin/import?account=limited", {
    body: JSON.stringify({ org }),
    headers: { "Content-Type": "application/x-ndjson" },
  });
  expect([again.status, await limits()]).toEqual([200, { anonymous: { unlimited: true, limit: null, window: null } }]);
});

test("a limit of the account's own is the one that holds", async () => {
  const token = "f".repeat(40);
  await system.load(emptyAccount("frugal", token, { id: 101 }));
  const path = "/admin/accounts/frugal/limits/v2";
  expect((await admin(path, { method: "PUT", json: { limit: 2, window: 30 } })).status).toBe(200);
  const statuses: number[] = [];
  for (let request = 0; request < 4; request += 1) statuses.push((await use(token))[0]);
  expect(statuses).toEqual([200, 200, 429, 429]);
  const unknown = await admin("/admin/accounts/frugal/limits/v3", { method: "PUT", json: { unlimited: true } });
  expect(unknown.body.errors).toEqual([
    { in: "path", field: "policy", detail: expect.stringMatching(/^There is no policy "v3". There is v2, /) },
  ]);
});

test("every fault of a request is named at once, with what to give instead", async () => {
  const answer = await admin("/admin/accounts/NO/keys?reason=a&reason=b", {
    json: { role: "X", label: "", applications: [], expires_on: "tomorrow", colour: "red" },
  });
  expect(answer.status).toBe(400);
  expect(answer.body.errors.map((it) => `${it.in} ${it.field}: ${it.detail}`).toSorted()).toEqual([
    "body applications: Give at least 1 item.",
    "body colour: There is no such field here. Take it out, or correct its name.",
    "body expires_on: Give a day, 2027-03-01, or an instant, 2027-03-01T12:00:00Z.",
    "body label: Give at least 1 character.",
    'body role: Give "A" or "E" or "S".',
    "path account: An account's key is a-z, 0-9 and hyphens, at most 63 characters.",
    "query reason: Give it once.",
  ]);
  const limit = await admin("/admin/accounts/main/limits/v2", { method: "PUT", json: { limit: 0.5, windows: 3 } });
  expect(limit.body.errors.map(({ field }) => field).toSorted()).toEqual(["limit", "window", "windows"]);
  const past = await admin(KEYS, { json: { role: "A", applications: ["nothing"], expires_on: "2020-01-01" } });
  expect(past.body.errors.map(({ field }) => field)).toEqual(["applications.0", "expires_on"]);
});

test("lists come in pages that join to the whole", async () => {
  const names = (await allOf(admin, "/admin/accounts")).map((it) => String(it["account"]));
  expect(names).toEqual(expect.arrayContaining(["anon", "limited", "main", "other", "suspended"]));
  expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : 1)));
  expect((await allOf(admin, "/admin/accounts?limit=2")).map((it) => it["account"])).toEqual(names);
  expect((await admin("/admin/accounts?limit=2")).body.results).toHaveLength(2);
});

test("an export goes in again as it came out", async () => {
  const exported = await system.fetch("/admin/accounts/main/export", {
    token: null,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  expect(exported.headers.get("Content-Type")).toBe("application/x-ndjson");
  expect(exported.headers.get("Content-Disposition")).toBe('attachment; filename="main.ndjson"');
  const lines = (await exported.text()).trimEnd().split("\n");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ org: { key: "main" } });
  const again = await admin("/admin/import?account=main&import=exported", {
    body: lines.join("\n"),
    headers: { "Content-Type": "application/x-ndjson" },
  });
  expect([again.status, again.body["applied"]], again.text).toEqual([200, true]);
  expect(await use(TOKENS.main)).toEqual([200, expect.any(String)]);
});

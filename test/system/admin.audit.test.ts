/** Operators and the audit log: who may, who did, why; and that no secret is in it. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adminOf, allOf, type Admin } from "./admin-api.ts";
import { ADMIN_TOKEN, startSystem, TOKENS, type System } from "./harness.ts";

let system: System;
let admin: Admin;

beforeAll(async () => {
  system = await startSystem();
  admin = adminOf(system.url);
});
afterAll(() => system.close());

async function hire(name: string): Promise<string> {
  const made = await admin("/admin/operators?reason=hired", { json: { name } });
  expect([made.status, made.body.token]).toEqual([201, expect.stringMatching(/^mpo_[0-9A-Za-z]{39}$/)]);
  return made.body.token;
}

test("an operator's own token works until it is revoked, and nobody gets the name again", async () => {
  const token = await hire("ada");
  expect((await admin("/admin/accounts", { token })).status).toBe(200);
  expect((await admin("/admin/operators", { token })).text).not.toContain(token);
  expect((await admin("/admin/operators/ada?reason=left", { method: "DELETE" })).status).toBe(204);
  expect((await admin("/admin/accounts", { token })).status).toBe(401);
  expect((await admin("/admin/operators", { json: { name: "ada" } })).status).toBe(409);
  const [ada] = (await admin("/admin/operators")).body.results;
  expect(ada).toEqual({ name: "ada", created_on: expect.any(String), revoked_on: expect.any(String) });
});

test("a caller's key is no operator's token, and an operator's token no key", async () => {
  const token = await hire("bob");
  expect((await admin("/admin", { token: TOKENS.main })).status).toBe(401);
  expect((await system.fetch("/api/v2/org.json", { token })).status).toBe(403);
  expect((await system.fetch("/api/v2/org.json", { token: ADMIN_TOKEN })).status).toBe(403);
});

test("every change is in the log once: who, what, when, why; what changes nothing is not", async () => {
  const token = await hire("cleo");
  const started = Date.now();
  const secrets: string[] = [token];
  const change = async (path: string, method: string, json?: object) => {
    const asked = { method, token, ...(json === undefined ? {} : { json }) };
    const { status, body, headers } = await admin(`${path}?reason=ticket+${changes.length}`, asked);
    expect(status).toBeLessThan(300);
    if (typeof body.key === "string") secrets.push(body.key);
    if (typeof body.token === "string") secrets.push(body.token);
    changes.push(headers.get("X-Request-Id") ?? "");
    return body;
  };
  const changes: string[] = [];
  const of = "/admin/accounts/audited";
  await change("/admin/accounts", "POST", { account: "audited", name: "Audited" });
  await change(of, "PATCH", { name: "Renamed", disabled: true });
  await change(`${of}/pins/default`, "PUT", { version: 2 });
  await change(`${of}/limits/v2`, "PUT", { limit: 7, window: 60 });
  await change(`${of}/exemptions/V2`, "PUT");
  const made = await change(`${of}/keys`, "POST", { role: "E", expires_on: "2100-01-01" });
  await change(`${of}/keys/${made.id}`, "PATCH", { label: "nightly" });
  const next = await change(`${of}/keys/${made.id}/rotate`, "POST", { overlap: 60 });
  await change(`${of}/keys/${next.id}`, "DELETE");
  await change(`${of}/pins/default`, "DELETE");
  await change(`${of}/limits/v2`, "DELETE");
  await change(`${of}/exemptions/V2`, "DELETE");
  await change("/admin/operators", "POST", { name: "dora" });
  await change("/admin/operators/dora", "DELETE");
  const noted = await allOf(admin, "/admin/audit?actor=cleo");
  // Nothing of this changes anything.
  await admin(of, { method: "PATCH", token, json: { name: "Renamed" } });
  await admin(`${of}/limits/v2`, { method: "DELETE", token });
  await admin(`${of}/keys/none`, { method: "DELETE", token });
  expect(await allOf(admin, "/admin/audit?actor=cleo")).toEqual(noted);

  const told = noted.toReversed();
  expect(told.map((it) => [it["request_id"], it["reason"], it["actor"]])).toEqual(
    changes.map((requestId, index) => [requestId, `ticket ${index}`, "cleo"]),
  );
  for (const it of told) {
    const at = String(it["at"]);
    expect(Date.parse(at)).toBeGreaterThanOrEqual(started);
    expect(Date.parse(at)).toBeLessThanOrEqual(Date.now());
  }
  expect(told.map((it) => [it["action"], it["account"], it["object"]])).toEqual([
    ["account.create", "audited", null],
    ["account.update", "audited", null],
    ["account.pin", "audited", "default"],
    ["account.limit", "audited", "v2"],
    ["account.exemption", "audited", "V2"],
    ["key.create", "audited", made.id],
    ["key.update", "audited", made.id],
    ["key.rotate", "audited", made.id],
    ["key.delete", "audited", next.id],
    ["account.pin", "audited", "default"],
    ["account.limit", "audited", "v2"],
    ["account.exemption", "audited", "V2"],
    ["operator.create", null, "dora"],
    ["operator.revoke", null, "dora"],
  ]);
  expect(told[1]?.["detail"]).toEqual({
    name: { before: "Audited", after: "Renamed" },
    disabled: { before: false, after: true },
  });
  expect(told[3]?.["detail"]).toEqual({ limit: { before: null, after: { limit: 7, window: 60 } } });
  expect(told[5]?.["detail"]).toMatchObject({ expires_on: "2100-01-01T00:00:00.000Z", applications: null });

  const log = JSON.stringify(await allOf(admin, "/admin/audit"));
  for (const secret of [...secrets, ...Object.values(TOKENS), ADMIN_TOKEN]) {
    expect(log).not.toContain(secret);
    expect(log).not.toContain(createHash("sha256").update(secret).digest("hex"));
  }
});

test("the log is paged, by account and by actor, the newest first", async () => {
  const everything = await allOf(admin, "/admin/audit");
  expect(everything.length).toBeGreaterThan(5);
  expect(await allOf(admin, "/admin/audit?limit=3")).toEqual(everything);
  const ids = everything.map(({ id }) => Number(id));
  expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  const mains = everything.filter((it) => it["account"] === "main");
  expect(mains.map((it) => [it["actor"], it["action"]])).toContainEqual(["first", "account.import"]);
  expect(await allOf(admin, "/admin/audit?account=main&limit=1")).toEqual(mains);
  expect(await allOf(admin, "/admin/audit?account=main&actor=nobody")).toEqual([]);
});

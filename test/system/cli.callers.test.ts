/** Accounts and keys from the terminal: the real command, a real router, and requests with the keys it made. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adminOf, allOf, type Admin } from "./admin-api.ts";
import { milepost, type Ran } from "./command.ts";
import { startTable, type Table } from "./table.ts";

let table: Table;
let admin: Admin;

beforeAll(async () => {
  table = await startTable({ APPLICATION_DEFAULT: { default: 2, denied: 403 } }, ["V2"]);
  admin = adminOf(table.url);
});
afterAll(() => table.close());

const run = (...args: readonly string[]): Promise<Ran> => milepost(args, { url: table.url });

async function done(...args: readonly string[]): Promise<Record<string, unknown>> {
  const ran = await run(...args, "--json", "--yes");
  expect([ran.status, ran.stderr], ran.stdout).toEqual([0, expect.any(String)]);
  return ran.json()["result"] as Record<string, unknown>;
}

/** Past the command: what a test only begins with. */
async function registered(account: string): Promise<void> {
  expect((await admin("/admin/accounts", { json: { account } })).status).toBe(201);
}

async function keyOf(
  account: string,
  json: object = { role: "A" },
): Promise<{ readonly id: string; readonly key: string }> {
  return (await admin(`/admin/accounts/${account}/keys`, { json })).body;
}

async function status(key: string): Promise<number> {
  const answer = await table.fetch("/api/v2/users", { headers: { Authorization: `Token ${key}` } });
  await answer.body?.cancel();
  return answer.status;
}

test("an account is registered, listed, disabled and enabled; its key follows", async () => {
  await done("account", "create", "acme", "--name", "Acme Ltd", "--reason", "signed the contract");
  const { key } = await done("key", "create", "acme", "--role", "A");
  expect(await status(String(key))).toBe(200);

  const disabled = await run("account", "disable", "acme", "--yes", "--reason", "did not pay");
  expect([disabled.status, disabled.stderr]).toEqual([0, ""]);
  expect(await status(String(key))).toBe(403);
  const listed = await run("account", "list");
  expect(listed.stdout).toMatch(/^ACCOUNT +NAME +KEYS +CREATED +PINS\n/);
  expect(listed.stdout).toMatch(/^acme +Acme Ltd +disabled +\d{4}-\d\d-\d\d +-$/m);

  expect(await done("account", "enable", "acme")).toMatchObject({ account: "acme", disabled: false, in_effect: true });
  expect(await status(String(key))).toBe(200);
  const log = await allOf(admin, "/admin/audit?account=acme");
  expect(log.map(({ action, reason }) => [action, reason])).toEqual(
    expect.arrayContaining([
      ["account.create", "signed the contract"],
      ["account.update", "did not pay"],
    ]),
  );
});

test("registering, disabling and enabling twice is done already, and no entry of the log", async () => {
  await done("account", "create", "twice");
  expect(await done("account", "create", "twice")).toMatchObject({ taken: "earlier" });
  expect(await done("account", "enable", "twice")).toMatchObject({ taken: "earlier" });
  expect(await allOf(admin, "/admin/audit?account=twice")).toHaveLength(1);
  const other = await run("account", "create", "twice", "--name", "Somebody else");
  expect([other.status, other.stderr]).toEqual([3, expect.stringContaining('There is an account "twice" already.')]);
});

describe("a key", () => {
  test("is shown once, with all that was asked for", async () => {
    await registered("keys");
    const given = ["--role", "E", "--label", "night job", "--expires", "2099-01-01", "--application", "default"];
    const made = await run("key", "create", "keys", ...given);
    const key = /^ {2}(mp_[0-9A-Za-z]{39})$/m.exec(made.stdout)?.[1] ?? "";
    expect(made.stdout).toContain("good until 2099-01-01 00:00Z");
    expect(await status(key)).toBe(200);
    const listed = await run("key", "list", "keys");
    expect(listed.stdout).toMatch(/ E +on +night job +default +\d{4}-\d\d-\d\d +2099-01-01 00:00Z +/);
    const other = await run("key", "create", "keys", "--role", "S", "--json");
    const { key: once } = other.json()["result"] as { key: string };
    expect(other.stderr, "where logs are made of").not.toContain(once);
    expect(await status(once)).toBe(200);
    const { keys } = (await run("key", "list", "keys", "--json")).json()["result"] as { keys: object[] };
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatchObject({ role: "E", label: "night job", applications: ["default"], disabled: false });
    for (const { stdout } of [listed, await run("account", "list")]) expect(stdout).not.toContain(key);
    expect(JSON.stringify(keys)).not.toContain("mp_");
  });

  test("is revoked by its id, at once and for good, after saying when it was last used", async () => {
    await registered("revoked");
    const { key, id } = await keyOf("revoked", { role: "S", label: "handheld" });
    expect(await status(key)).toBe(200);
    const revoked = await run("key", "revoke", "revoked", id, "--yes", "--reason", "lost");
    expect([revoked.status, revoked.stdout]).toEqual([
      0,
      expect.stringContaining('It is labelled "handheld", and was'),
    ]);
    expect(await status(key)).toBe(403);
    expect((await admin("/admin/accounts/revoked/keys")).body.results).toEqual([]);
    const again = await run("key", "revoke", "revoked", id, "--yes");
    expect([again.status, again.stderr]).toEqual([3, expect.stringContaining("has no key with the id")]);
  });

  test("is not made where anything about it is wrong, all of which is said", async () => {
    await registered("wrong");
    const wrong = await run("key", "create", "wrong", "--role", "A", "--expires", "soon", "--application", "shop");
    expect(wrong.status).toBe(3);
    expect(wrong.stderr).toContain("expires_on: Give a day");
    const nobody = await run("key", "create", "nobody", "--role", "A");
    expect([nobody.status, nobody.stderr]).toEqual([3, expect.stringContaining('There is no account "nobody"')]);
    const mistyped = [["wrong"], ["wrong", "--role", "Z"], ["../x", "--role", "A"], ["wrong", "x", "--role", "A"]];
    const ends = await Promise.all(mistyped.map((args) => run("key", "create", ...args)));
    expect(ends.map((ran) => ran.status)).toEqual([2, 2, 2, 2]);
    expect((await admin("/admin/accounts/wrong/keys")).body.results).toEqual([]);
  });
});

test("a dry run says what it would do, and does nothing", async () => {
  await registered("dry");
  const { id } = await keyOf("dry");
  const before = await allOf(admin, "/admin/audit");
  for (const args of [
    ["account", "create", "drier"],
    ["account", "disable", "dry"],
    ["key", "create", "dry", "--role", "A"],
    ["key", "revoke", "dry", id],
  ]) {
    const ran = await run(...args, "--dry-run", "--json");
    expect([ran.status, ran.stderr], args.join(" ")).toEqual([0, expect.stringContaining("this is a dry run")]);
    expect(ran.json()["outcome"]).toBe("planned");
  }
  expect(await allOf(admin, "/admin/audit")).toEqual(before);
});

test("what takes something away is asked first, and without anybody to ask it is not done", async () => {
  await registered("asked");
  const { id } = await keyOf("asked");
  for (const args of [
    ["account", "disable", "asked"],
    ["key", "revoke", "asked", id],
  ]) {
    const ran = await run(...args);
    expect([ran.status, ran.stderr], args.join(" ")).toEqual([2, expect.stringContaining("add --yes")]);
  }
  expect((await admin("/admin/accounts/asked")).body).toMatchObject({ disabled: false });
  expect((await admin("/admin/accounts/asked/keys")).body.results).toHaveLength(1);
});

test("without a router, a token, or the right one: one sentence, and never the token", async () => {
  const secret = "not-the-operators-token";
  const refused = await milepost(["account", "list"], { url: table.url, token: secret });
  expect([refused.status, refused.stderr]).toEqual([
    4,
    expect.stringMatching(/^The router refused the token \(401\).*\n$/),
  ]);
  const nowhere = await milepost(["account", "list"], { url: new URL("http://127.0.0.1:9"), token: secret });
  expect([nowhere.status, nowhere.stderr]).toEqual([
    4,
    expect.stringMatching(/^The router cannot be reached at .*\n$/),
  ]);
  const untold = await milepost(["account", "list"]);
  expect([untold.status, untold.stderr]).toEqual([4, expect.stringContaining("MILEPOST_URL")]);
  expect(JSON.stringify([refused, nowhere, untold])).not.toContain(secret);
});

test("a list goes on to its end, however many pages it has", async () => {
  for (let n = 0; n < 210; n++) await admin("/admin/accounts", { json: { account: `many-${n}` } });
  const { accounts } = await done("account", "list");
  const keys = (accounts as { account: string }[]).map(({ account }) => account);
  expect(keys.filter((key) => key.startsWith("many-"))).toHaveLength(210);
  expect(new Set(keys).size).toBe(keys.length);
});

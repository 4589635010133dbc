/** Accounts, operators and the audit log of the directory, in its runtime. */
import { reset, runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { Account, Answer, AuditEntry } from "./directory.ts";
import { account, BY, digest, directory, newKey, valueOf } from "./fixture.ts";

// There is one directory for all files, and this one looks at whole lists.
beforeAll(() => reset());

const log = async (of: string): Promise<readonly AuditEntry[]> =>
  (await directory().audit({ before: null, limit: 1_000, account: of })).items;
const shape = (entries: readonly AuditEntry[]) =>
  entries.map(({ action, object, detail }) => ({ action, object, detail }));

test("an account is made once", async () => {
  const made = await directory().createAccount(BY, { key: "made", name: "Made" });
  const expected = { key: "made", name: "Made", disabledMs: null, pins: {}, exempt: [], limits: {} };
  expect(made).toMatchObject({ ok: true, inEffect: true, value: expected });
  expect(await directory().account("made")).toEqual(valueOf(made));
  expect(await directory().createAccount(BY, { key: "made", name: "Other" })).toEqual({
    ok: false,
    why: "account-exists",
  });
  expect((await directory().account("made"))?.name).toBe("Made");
  expect(await directory().account("never")).toBeNull();
});

test("accounts are listed by key, each once, whatever the size of a page", async () => {
  const mine = await Promise.all(Array.from({ length: 7 }, account));
  const seen: string[] = [];
  for (let after: string | null = null; ;) {
    const page: { items: readonly Account[]; next: string | null } = await directory().accounts({ after, limit: 3 });
    expect(page.items.length).toBeLessThanOrEqual(3);
    seen.push(...page.items.map(({ key }) => key));
    if (page.next === null) break;
    after = page.next;
  }
  expect(seen).toEqual([...new Set(seen)].toSorted());
  expect(seen).toEqual(expect.arrayContaining(mine));
  expect((await directory().accounts({ after: null, limit: seen.length })).next).toBeNull();
});

test("an account's name and state change, and every change is in the log, newest first", async () => {
  const key = await account();
  const before = Date.now();
  const disabled = valueOf(await directory().updateAccount(BY, key, { name: "New", disabled: true }));
  expect(disabled.name).toBe("New");
  expect(disabled.disabledMs).toBeGreaterThanOrEqual(before);
  expect(valueOf(await directory().updateAccount(BY, key, { disabled: false })).disabledMs).toBeNull();
  const [enabling, disabling, creation] = await log(key);
  expect(enabling).toMatchObject({
    actor: "olga",
    reason: "a test",
    requestId: "request-1",
    action: "account.update",
    account: key,
    detail: { disabled: { before: true, after: false } },
  });
  expect(disabling?.detail).toEqual({ name: { before: key, after: "New" }, disabled: { before: false, after: true } });
  expect(creation).toMatchObject({ action: "account.create", detail: { name: key } });
  expect(enabling?.atMs).toBeGreaterThanOrEqual(before);
});

test("a pin, a limit and an exemption are set and taken off", async () => {
  const key = await account();
  await directory().setPin(BY, key, "", 1);
  await directory().setPin(BY, key, "enrollment", 3);
  await directory().setLimit(BY, key, "v2", { limit: 5, window: 2 });
  await directory().setLimit(BY, key, "v1", "unlimited");
  await directory().setExemption(BY, key, "V1", true);
  const all = valueOf(await directory().setExemption(BY, key, "ENROLLMENT_V3", true));
  expect(all).toMatchObject({
    pins: { "": 1, enrollment: 3 },
    limits: { v2: { limit: 5, window: 2 }, v1: "unlimited" },
    exempt: ["ENROLLMENT_V3", "V1"],
  });
  await directory().setPin(BY, key, "", null);
  await directory().setLimit(BY, key, "v1", null);
  const fewer = valueOf(await directory().setExemption(BY, key, "V1", false));
  expect(fewer).toMatchObject({
    pins: { enrollment: 3 },
    limits: { v2: { limit: 5, window: 2 } },
    exempt: ["ENROLLMENT_V3"],
  });
  expect(await directory().account(key)).toEqual(fewer);
  expect(shape((await log(key)).slice(0, 3))).toEqual([
    { action: "account.exemption", object: "V1", detail: { exempt: { before: true, after: false } } },
    { action: "account.limit", object: "v1", detail: { limit: { before: "unlimited", after: null } } },
    { action: "account.pin", object: "", detail: { version: { before: 1, after: null } } },
  ]);
});

test("names that JavaScript gives a meaning to are names like others", async () => {
  const key = await account();
  const named = valueOf(await directory().setLimit(BY, key, "constructor", "unlimited"));
  expect(Object.entries(named.limits)).toEqual([["constructor", "unlimited"]]);
  expect(shape((await log(key)).slice(0, 1))).toEqual([
    { action: "account.limit", object: "constructor", detail: { limit: { before: null, after: "unlimited" } } },
  ]);
  expect(valueOf(await directory().setPin(BY, key, "toString", null)).pins).toEqual({});
});

test("what changes nothing is not in the log", async () => {
  const key = await account();
  const answers = [
    await directory().updateAccount(BY, key, {}),
    await directory().updateAccount(BY, key, { name: key, disabled: false }),
    await directory().setPin(BY, key, "", null),
    await directory().setLimit(BY, key, "v2", null),
    await directory().setExemption(BY, key, "V1", false),
  ];
  expect(answers.every((answer) => answer.ok && answer.inEffect)).toBe(true);
  expect(await log(key)).toHaveLength(1);
});

const unknown: [string, () => Promise<Answer<unknown>>][] = [
  ["updateAccount", () => directory().updateAccount(BY, "never", { name: "x" })],
  ["setPin", () => directory().setPin(BY, "never", "", 1)],
  ["setLimit", () => directory().setLimit(BY, "never", "v2", "unlimited")],
  ["setExemption", () => directory().setExemption(BY, "never", "V1", true)],
  ["createKey", () => directory().createKey(BY, "never", newKey())],
  ["updateKey", () => directory().updateKey(BY, "never", "id", { disabled: true })],
  ["rotateKey", () => directory().rotateKey(BY, "never", "id", { digest: digest(), overlapMs: 0 })],
  ["deleteKey", () => directory().deleteKey(BY, "never", "id")],
];
test.each(unknown)("%s of an account that nobody knows changes nothing and is not in the log", async (_name, ask) => {
  expect(await ask()).toEqual({ ok: false, why: "account-unknown" });
  expect(await log("never")).toEqual([]);
  expect(await directory().keys("never")).toEqual([]);
});

test("the log is read in pages, by account, by actor, and by both", async () => {
  const key = await account();
  const other = { ...BY, actor: "otto" };
  for (let round = 1; round <= 6; round++) await directory().setPin(round % 2 === 0 ? other : BY, key, "", round);
  const pages: AuditEntry[][] = [];
  for (let before: number | null = null; ;) {
    const page: { items: readonly AuditEntry[]; next: number | null } = await directory().audit({
      before,
      limit: 2,
      account: key,
      actor: "otto",
    });
    pages.push([...page.items]);
    if (page.next === null) break;
    before = page.next;
  }
  expect(pages.map((page) => page.length)).toEqual([2, 1]);
  expect(pages.flat().map(({ detail }) => detail["version"])).toEqual([
    { before: 5, after: 6 },
    { before: 3, after: 4 },
    { before: 1, after: 2 },
  ]);
  const ottos = await directory().audit({ before: null, limit: 100, actor: "otto" });
  expect(ottos.items).toHaveLength(3);
  const ids = (await directory().audit({ before: null, limit: 1_000 })).items.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted((a, b) => b - a));
});

test("an operator's token is recognised until it is revoked, and its name is given once", async () => {
  const [mine, others] = [digest(), digest()];
  expect(valueOf(await directory().createOperator(BY, { name: "anna", digest: mine })).revokedMs).toBeNull();
  valueOf(await directory().createOperator(BY, { name: "bert", digest: others }));
  expect(await directory().operatorOf(mine)).toBe("anna");
  expect(await directory().operatorOf(others)).toBe("bert");
  expect(await directory().operatorOf(digest())).toBeNull();
  expect(await directory().operatorOf(mine.slice(0, -1))).toBeNull();

  const revoked = valueOf(await directory().revokeOperator(BY, "anna"));
  expect(revoked.revokedMs).not.toBeNull();
  expect(await directory().operatorOf(mine)).toBeNull();
  expect(await directory().operatorOf(others)).toBe("bert");
  expect(valueOf(await directory().revokeOperator(BY, "anna"))).toEqual(revoked);

  const again = { ok: false, why: "operator-exists" };
  expect(await directory().createOperator(BY, { name: "anna", digest: digest() })).toEqual(again);
  expect(await directory().createOperator(BY, { name: "carl", digest: mine })).toEqual(again);
  expect(await directory().revokeOperator(BY, "nobody")).toEqual({ ok: false, why: "operator-unknown" });
  expect((await directory().operators()).map(({ name }) => name)).toEqual(["anna", "bert"]);
  const { items } = await directory().audit({ before: null, limit: 3 });
  expect(items.map(({ action, object }) => `${action} ${object}`)).toEqual([
    "operator.revoke anna",
    "operator.create bert",
    "operator.create anna",
  ]);
});

test("each question to the log and the lists is answered from an index", async () => {
  const plans = await runInDurableObject(directory(), (_object, { storage }) =>
    [
      "SELECT * FROM accounts WHERE key > 'a' ORDER BY key LIMIT 10",
      "SELECT * FROM keys WHERE account = 'a' ORDER BY created_ms, id",
      "SELECT * FROM keys WHERE digest = 'a'",
      "SELECT * FROM audit WHERE id < 9 ORDER BY id DESC LIMIT 10",
      "SELECT * FROM audit WHERE id < 9 AND account = 'a' ORDER BY id DESC LIMIT 10",
      "SELECT * FROM audit WHERE id < 9 AND actor = 'a' ORDER BY id DESC LIMIT 10",
      "SELECT * FROM audit WHERE id < 9 AND account = 'a' AND actor = 'a' ORDER BY id DESC LIMIT 10",
    ].map((sql) => storage.sql.exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).toArray()),
  );
  for (const plan of plans) expect(plan.map(({ detail }) => detail)).toEqual([expect.stringMatching(/^SEARCH /)]);
});

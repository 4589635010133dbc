/** Keys: what the directory makes of them, and what the `Keys` objects then find. */
import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { KEYS_PER_ACCOUNT } from "./directory.ts";
import { account, BY, digest, directory, find, keyed, newKey, valueOf } from "./fixture.ts";

const NOW = Date.UTC(2027, 0, 1);
const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});
const wait = (ms: number) => vi.setSystemTime(Date.now() + ms);

test("a new key is found at once, with all that a request needs", async () => {
  const owner = await account();
  await directory().setPin(BY, owner, "", 1);
  await directory().setExemption(BY, owner, "V1", true);
  const given = newKey({ role: "E", label: "the shop", expiresMs: NOW + HOUR, applications: ["", "enrollment"] });
  const answer = await directory().createKey(BY, owner, given);
  const key = valueOf(answer);
  expect(answer).toMatchObject({ inEffect: true });
  const { digest: of, ...rest } = given;
  expect(key).toEqual({
    ...rest,
    id: key.id,
    account: owner,
    createdMs: NOW,
    disabledMs: null,
    replacedBy: null,
    lastUsedMs: null,
  });
  expect(await find(of)).toEqual({
    account: owner,
    key: key.id,
    role: "E",
    pins: { "": 1 },
    exempt: ["V1"],
    expiresMs: NOW + HOUR,
    applications: ["", "enrollment"],
  });
});

test("a digest is one key only", async () => {
  const one = await keyed();
  const other = await account();
  const refused = { ok: false, why: "key-exists" };
  expect(await directory().createKey(BY, other, newKey({ digest: one.digest }))).toEqual(refused);
  const rotated = await directory().rotateKey(BY, one.account, one.key.id, { digest: one.digest, overlapMs: 0 });
  expect(rotated).toEqual(refused);
  expect((await find(one.digest))?.account).toBe(one.account);
});

test("unknown, disabled, expired keys and those of a disabled account are all nobody's, without a difference", async () => {
  const [disabled, expired, suspended, deleted] = [
    await keyed(),
    await keyed({ expiresMs: NOW + HOUR }),
    await keyed(),
    await keyed(),
  ];
  await directory().updateKey(BY, disabled.account, disabled.key.id, { disabled: true });
  await directory().updateAccount(BY, suspended.account, { disabled: true });
  await directory().deleteKey(BY, deleted.account, deleted.key.id);
  wait(HOUR);
  const found = await Promise.all(
    [digest(), disabled.digest, expired.digest, suspended.digest, deleted.digest].map(find),
  );
  expect(found).toEqual([null, null, null, null, null]);
});

test("a key is good up to its last instant", async () => {
  const { digest: of } = await keyed({ expiresMs: NOW + 1_000 });
  wait(999);
  expect(await find(of)).not.toBeNull();
  wait(1);
  expect(await find(of)).toBeNull();
});

test("a disabled key and a disabled account come back as they were", async () => {
  const { account: owner, digest: of, key } = await keyed({ label: "x" });
  const before = await find(of);
  const disabled = valueOf(await directory().updateKey(BY, owner, key.id, { disabled: true }));
  expect(disabled.disabledMs).toBe(NOW);
  valueOf(await directory().updateAccount(BY, owner, { disabled: true }));
  valueOf(await directory().updateKey(BY, owner, key.id, { disabled: false }));
  expect(await find(of)).toBeNull();
  valueOf(await directory().updateAccount(BY, owner, { disabled: false }));
  expect(await find(of)).toEqual(before);
});

test("what an account has changes for each of its keys, and for no other's", async () => {
  const { account: owner, digest: one } = await keyed({ digest: digest("01") });
  const two = digest("02");
  valueOf(await directory().createKey(BY, owner, newKey({ digest: two })));
  const other = await keyed();
  await directory().setPin(BY, owner, "", 7);
  await directory().setExemption(BY, owner, "V7", true);
  const found = await Promise.all([one, two, other.digest].map(find));
  expect(found.map((caller) => [caller?.pins, caller?.exempt])).toEqual([
    [{ "": 7 }, ["V7"]],
    [{ "": 7 }, ["V7"]],
    [{}, []],
  ]);
});

test("label, role and expiry change; what is left out stays", async () => {
  const { account: owner, digest: of, key } = await keyed({ label: "old", applications: ["a"] });
  const set = { label: null, role: "S", expiresMs: NOW + HOUR } as const;
  expect(valueOf(await directory().updateKey(BY, owner, key.id, set))).toEqual({ ...key, ...set });
  expect(valueOf(await directory().updateKey(BY, owner, key.id, { expiresMs: null }))).toEqual({
    ...key,
    label: null,
    role: "S",
    expiresMs: null,
  });
  expect(await find(of)).toMatchObject({ role: "S", expiresMs: null, applications: ["a"] });
  const { items } = await directory().audit({ before: null, limit: 2, account: owner });
  expect(items.map(({ action, object, detail }) => ({ action, object, detail }))).toEqual([
    { action: "key.update", object: key.id, detail: { expiresMs: { before: NOW + HOUR, after: null } } },
    {
      action: "key.update",
      object: key.id,
      detail: {
        label: { before: "old", after: null },
        role: { before: "A", after: "S" },
        expiresMs: { before: null, after: NOW + HOUR },
      },
    },
  ]);
  valueOf(await directory().updateKey(BY, owner, key.id, { role: "S", disabled: false }));
  expect((await directory().audit({ before: null, limit: 9, account: owner })).items).toHaveLength(4);
});

test("another account's key is an unknown one", async () => {
  const { key, digest: of } = await keyed();
  const other = await account();
  const unknown = { ok: false, why: "key-unknown" };
  expect(await directory().updateKey(BY, other, key.id, { disabled: true })).toEqual(unknown);
  expect(await directory().rotateKey(BY, other, key.id, { digest: digest(), overlapMs: 0 })).toEqual(unknown);
  expect(await directory().deleteKey(BY, other, key.id)).toEqual(unknown);
  expect(await find(of)).not.toBeNull();
});

test("a rotated key and the new one are both good during the overlap, and then only the new one", async () => {
  const old = await keyed({ role: "E", label: "shop", applications: ["a"], expiresMs: NOW + 10 * HOUR });
  wait(HOUR);
  const to = { digest: digest(), overlapMs: 2 * HOUR };
  const next = valueOf(await directory().rotateKey(BY, old.account, old.key.id, to));
  // The same, and for as long as the old one was made for.
  expect(next).toMatchObject({ role: "E", label: "shop", applications: ["a"], expiresMs: NOW + 11 * HOUR });
  const [listedOld, listedNext] = await directory().keys(old.account);
  expect(listedOld).toMatchObject({ id: old.key.id, replacedBy: next.id, expiresMs: NOW + 3 * HOUR });
  expect(listedNext).toMatchObject({ id: next.id, replacedBy: null });

  wait(2 * HOUR - 1);
  expect((await find(old.digest))?.key).toBe(old.key.id);
  expect((await find(to.digest))?.key).toBe(next.id);
  wait(1);
  expect(await find(old.digest)).toBeNull();
  expect((await find(to.digest))?.key).toBe(next.id);
});

test("rotation never makes a key live longer, and without overlap the old one ends at once", async () => {
  const old = await keyed({ expiresMs: NOW + HOUR });
  const long = { digest: digest(), overlapMs: 100 * HOUR };
  valueOf(await directory().rotateKey(BY, old.account, old.key.id, long));
  expect((await find(old.digest))?.expiresMs).toBe(NOW + HOUR);
  valueOf(await directory().rotateKey(BY, old.account, old.key.id, { digest: digest(), overlapMs: 0 }));
  expect(await find(old.digest)).toBeNull();
});

test("a deleted key is gone, and may come back as a new one", async () => {
  const { account: owner, digest: of, key } = await keyed();
  expect(valueOf(await directory().deleteKey(BY, owner, key.id))).toEqual(key);
  expect(await directory().keys(owner)).toEqual([]);
  const again = valueOf(await directory().createKey(BY, owner, newKey({ digest: of })));
  expect(again.id).not.toBe(key.id);
  expect((await find(of))?.key).toBe(again.id);
});

test(`an account has at most ${KEYS_PER_ACCOUNT} live keys; expired ones make room, and not for ever`, async () => {
  const owner = await account();
  const ended = newKey({ expiresMs: NOW + 1 });
  valueOf(await directory().createKey(BY, owner, ended));
  wait(1);
  for (let round = 0; round < KEYS_PER_ACCOUNT; round++) {
    valueOf(await directory().createKey(BY, owner, newKey({ expiresMs: NOW + HOUR })));
  }
  const refused = { ok: false, why: "too-many-keys" };
  expect(await directory().createKey(BY, owner, newKey())).toEqual(refused);
  const all = await directory().keys(owner);
  const [expired, live] = [all[0], all[1]];
  expect(await directory().updateKey(BY, owner, expired?.id ?? "", { expiresMs: null })).toEqual(refused);
  const to = { digest: digest(), overlapMs: HOUR };
  expect(await directory().rotateKey(BY, owner, live?.id ?? "", to)).toEqual(refused);
  valueOf(await directory().rotateKey(BY, owner, live?.id ?? "", { ...to, overlapMs: 0 }));

  wait(HOUR);
  valueOf(await directory().createKey(BY, owner, newKey()));
  const listed = await directory().keys(owner);
  expect(listed.length).toBe(KEYS_PER_ACCOUNT + 1);
  expect(listed.filter(({ id }) => id === expired?.id || id === live?.id)).toEqual([]);
  expect(await find(ended.digest)).toBeNull();
});

test("last used is known to the hour, for one write an hour", async () => {
  const { account: owner, digest: of } = await keyed();
  const used = async () => (await directory().keys(owner))[0]?.lastUsedMs;
  expect(await used()).toBeNull();
  wait(1_000);
  await find(of);
  expect(await used()).toBe(NOW + 1_000);
  wait(HOUR - 1);
  await find(of);
  expect(await used()).toBe(NOW + 1_000);
  wait(1);
  await find(of);
  expect(await used()).toBe(NOW + 1_000 + HOUR);
});

test("a key that is refused is not used", async () => {
  const { account: owner, digest: of, key } = await keyed();
  await directory().updateKey(BY, owner, key.id, { disabled: true });
  expect(await find(of)).toBeNull();
  expect((await directory().keys(owner))[0]?.lastUsedMs).toBeNull();
});

test("an import makes the account and its keys once, however often it is sent", async () => {
  const keys = [
    { digest: digest("0a"), role: "A" },
    { digest: digest("0b"), role: "S" },
  ] as const;
  const sent = { name: "Imported", limits: { v2: { limit: 5, window: 2 } }, keys };
  const made = valueOf(await directory().importAccount(BY, "imported", sent));
  expect(made).toMatchObject({ key: "imported", name: "Imported", limits: sent.limits, createdMs: NOW });
  const found = await Promise.all(keys.map(({ digest: of }) => find(of)));
  expect(found.map((caller) => [caller?.account, caller?.role])).toEqual([
    ["imported", "A"],
    ["imported", "S"],
  ]);
  wait(HOUR);
  expect(valueOf(await directory().importAccount(BY, "imported", sent))).toEqual(made);
  expect(await Promise.all(keys.map(({ digest: of }) => find(of)))).toEqual(found);
  const { items } = await directory().audit({ before: null, limit: 9, account: "imported" });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ action: "account.import", detail: { created: true, keysAdded: 2, keysTaken: [] } });
});

test("an import leaves alone what it does not give, and takes a key over with its id", async () => {
  const from = await keyed({ label: "kept" });
  const to = await account();
  await directory().setLimit(BY, to, "v2", "unlimited");
  const keys = [{ digest: from.digest, role: "S" }] as const;
  const after = valueOf(await directory().importAccount(BY, to, { name: null, limits: null, keys }));
  expect(after).toMatchObject({ name: to, limits: { v2: "unlimited" } });
  expect(await find(from.digest)).toMatchObject({ account: to, role: "S", key: from.key.id });
  expect(await directory().keys(from.account)).toEqual([]);
  expect(await directory().keys(to)).toMatchObject([{ id: from.key.id, label: "kept", account: to }]);
  const [entry] = (await directory().audit({ before: null, limit: 1, account: to })).items;
  expect(entry?.detail).toEqual({ created: false, keysAdded: 0, keysTaken: [from.key.id], takenFrom: [from.account] });
});

test("a key of the same role is taken over too", async () => {
  const from = await keyed({ role: "E" });
  const to = await account();
  const keys = [{ digest: from.digest, role: "E" }] as const;
  valueOf(await directory().importAccount(BY, to, { name: null, limits: null, keys }));
  expect(await find(from.digest)).toMatchObject({ account: to, role: "E" });
});

test("an import of more keys than an account may have changes nothing", async () => {
  const keys = Array.from({ length: KEYS_PER_ACCOUNT + 1 }, () => ({ digest: digest(), role: "A" as const }));
  const sent = { name: null, limits: null, keys };
  expect(await directory().importAccount(BY, "crowded", sent)).toEqual({ ok: false, why: "too-many-keys" });
  expect(await directory().account("crowded")).toBeNull();
  expect(await find(keys[0]?.digest ?? "")).toBeNull();
  valueOf(await directory().importAccount(BY, "crowded", { ...sent, keys: keys.slice(1) }));
  expect(await directory().keys("crowded")).toHaveLength(KEYS_PER_ACCOUNT);
});

test("no digest is in an answer or in the log", async () => {
  const { account: owner, key, digest: of } = await keyed();
  const to = { digest: digest(), overlapMs: 0 };
  const token = digest();
  const answers = [
    await directory().rotateKey(BY, owner, key.id, to),
    await directory().keys(owner),
    await directory().updateKey(BY, owner, key.id, { label: "x" }),
    await directory().deleteKey(BY, owner, key.id),
    await directory().importAccount(BY, owner, { name: "x", limits: null, keys: [{ digest: to.digest, role: "S" }] }),
    await directory().createOperator(BY, { name: "dora", digest: token }),
    await directory().operators(),
  ];
  const rows = await runInDurableObject(directory(), (_object, { storage }) =>
    storage.sql.exec("SELECT * FROM audit").toArray(),
  );
  const said = JSON.stringify([answers, rows]);
  expect(said).toContain(key.id);
  for (const secret of [of, to.digest, token]) expect(said).not.toContain(secret);
});

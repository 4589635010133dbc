/** What becomes of a change when the objects that requests meet do not answer, or the directory does not live. */
import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { limiterOf } from "../limits/override.ts";
import type { RateLimiter } from "../limits/limiter.ts";
import { keysObjectOf } from "./digest.ts";
import { BY, breakKeys, digest, directory, find, KEYS, keyed, mendKeys, newKey, valueOf } from "./fixture.ts";
import type { Caller } from "./keys.ts";
import { mark, marksOf, unmark } from "./untold.ts";

const { LIMITER } = env as unknown as { LIMITER: DurableObjectNamespace<RateLimiter> };

const untold = () =>
  runInDurableObject(directory(), (_object, { storage }) => storage.sql.exec("SELECT name FROM untold").toArray());
const alarmAt = () => runInDurableObject(directory(), (_object, { storage }) => storage.getAlarm());
const overridesOf = (account: string) =>
  runInDurableObject(LIMITER.getByName(limiterOf(account)), (_object, { storage }) => storage.kv.get("overrides"));

test("a change whose object fails is written, says that it is not in effect yet, and the alarm brings it about", async () => {
  const { account, digest: of, key } = await keyed({ digest: digest("a1") });
  await breakKeys("a1");
  const answer = await directory().updateKey(BY, account, key.id, { disabled: true });
  expect(answer).toMatchObject({ ok: true, inEffect: false, value: { id: key.id } });
  expect(valueOf(answer).disabledMs).not.toBeNull();
  expect(await untold()).toEqual([{ name: of }]);
  expect(await alarmAt()).not.toBeNull();
  await mendKeys("a1");
  expect(await find(of)).not.toBeNull();
  await runDurableObjectAlarm(directory());
  expect(await find(of)).toBeNull();
  expect(await untold()).toEqual([]);
});

test("while nobody answers, the alarm rings on, and ever less often", async () => {
  const { account, digest: of, key } = await keyed({ digest: digest("a2") });
  await breakKeys("a2");
  await directory().updateKey(BY, account, key.id, { disabled: true });
  const pauses: number[] = [];
  for (let round = 0; round < 5; round++) {
    await runDurableObjectAlarm(directory());
    pauses.push(((await alarmAt()) ?? 0) - Date.now());
  }
  // 1, 2, 4, 8, 16 s, less what the test itself took.
  for (const [round, pause] of pauses.entries()) expect(pause).toBeLessThanOrEqual(1_000 * 2 ** round);
  expect(pauses[4]).toBeGreaterThan(8_000);
  await mendKeys("a2");
  await runDurableObjectAlarm(directory());
  expect(await find(of)).toBeNull();
});

test("an object that does not answer stands in nobody's way", async () => {
  const broken = await keyed({ digest: digest("a3") });
  const whole = valueOf(await directory().createKey(BY, broken.account, newKey({ digest: digest("a4") })));
  await breakKeys("a3");
  const answer = await directory().updateAccount(BY, broken.account, { disabled: true });
  expect(answer).toMatchObject({ ok: true, inEffect: false });
  expect(await untold()).toEqual([{ name: broken.digest }]);
  expect(whole.account).toBe(broken.account);
  await mendKeys("a3");
  await runDurableObjectAlarm(directory());
});

test("a directory that dies between writing and telling tells when it is back", async () => {
  const { account, digest: of, key } = await keyed({ digest: digest("a5") });
  await breakKeys("a5");
  await directory().updateKey(BY, account, key.id, { disabled: true });
  await abortAllDurableObjects();
  await mendKeys("a5");
  expect(await find(of)).not.toBeNull();
  await runDurableObjectAlarm(directory());
  expect(await find(of)).toBeNull();
});

test("wherever a crash strikes, what was acknowledged holds, and requests meet what the directory says", async () => {
  const { account, digest: of, key } = await keyed({ digest: digest("a6") });
  let acknowledged = 0;
  for (let round = 0; round < 30; round++) {
    const disabled = round % 2 === 0;
    const change = directory()
      .updateKey(BY, account, key.id, { disabled })
      .then(
        () => true,
        () => false,
      );
    for (let turn = 0; turn < round % 10; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
    await abortAllDurableObjects();
    const sure = await change;
    if (sure) acknowledged += 1;
    while (await runDurableObjectAlarm(directory()));
    const [listed] = await directory().keys(account);
    expect((await find(of)) === null, `round ${round}`).toBe(listed?.disabledMs !== null);
    if (sure) expect(listed?.disabledMs !== null, `round ${round}`).toBe(disabled);
  }
  // Some crashes came before the answer, some after it; else nothing was tried.
  expect(acknowledged).toBeGreaterThan(0);
  expect(acknowledged).toBeLessThan(30);
});

test("news that arrive late or twice do no harm, not even for a key that is gone", async () => {
  const of = digest("a7");
  const object = KEYS.getByName(keysObjectOf(of));
  const caller: Caller = {
    account: "x",
    key: "1",
    role: "A",
    expiresMs: null,
    applications: null,
    pins: {},
    exempt: [],
  };
  await object.learn([{ digest: of, revision: 5, caller: { ...caller, role: "S" } }]);
  await object.learn([{ digest: of, revision: 4, caller }]);
  await object.learn([{ digest: of, revision: 5, caller }]);
  expect((await find(of))?.role).toBe("S");
  await object.learn([{ digest: of, revision: 7, caller: null }]);
  await object.learn([{ digest: of, revision: 6, caller }]);
  expect(await find(of)).toBeNull();
  await evictDurableObject(object);
  expect(await find(of)).toBeNull();
});

test("having told an older change does not pass for having told a newer one", async () => {
  const of = digest("a9");
  const left = await runInDurableObject(directory(), (_object, { storage }) => {
    const older = { kind: "key", name: of, revision: 1 } as const;
    mark(storage.sql, older);
    mark(storage.sql, { ...older, revision: 2 });
    unmark(storage.sql, older);
    const marks = marksOf(storage.sql, 2);
    unmark(storage.sql, { ...older, revision: 2 });
    return [marks, marksOf(storage.sql, 2)];
  });
  expect(left).toEqual([[{ kind: "key", name: of, revision: 2 }], []]);
});

test("many changes at once end as the last of them says", async () => {
  const { account, digest: of } = await keyed({ digest: digest("a8") });
  await Promise.all(Array.from({ length: 40 }, (_, index) => directory().setPin(BY, account, "", index + 1)));
  const pins = (await directory().account(account))?.pins;
  expect((await find(of))?.pins).toEqual(pins);
  expect(await untold()).toEqual([]);
});

test("an account's limiter is told of its limits, and only of those", async () => {
  const { account } = await keyed();
  await directory().setPin(BY, account, "", 3);
  expect(await overridesOf(account)).toBeUndefined();
  const limits = { v2: { limit: 5, window: 2 } };
  expect(await directory().setLimit(BY, account, "v2", limits.v2)).toMatchObject({ inEffect: true });
  expect(await overridesOf(account)).toMatchObject({ overrides: limits });
  await directory().setLimit(BY, account, "v2", null);
  expect(await overridesOf(account)).toMatchObject({ overrides: {} });
  valueOf(await directory().importAccount(BY, account, { name: null, limits, keys: [] }));
  expect(await overridesOf(account)).toMatchObject({ overrides: limits });
});

/** The limiter in its runtime: what it keeps over an eviction, what it writes, what it forgets. */
import { env } from "cloudflare:workers";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { Take } from "./ledger.ts";
import type { RateLimiter } from "./limiter.ts";
import type { Policy } from "./policy.ts";

const limiters = (env as unknown as { LIMITER: DurableObjectNamespace<RateLimiter> }).LIMITER;

const policy = (limit: number, seconds: number): Policy => ({
  kind: "window",
  name: "p",
  mode: "enforce",
  atRisk: 0.1,
  onFailure: null,
  limit,
  windowMs: seconds * 1000,
});

let seq = 0;
const take = (policies: readonly Policy[], min = 1, given: Partial<Take> = {}): Take => {
  seq += 1;
  return { isolate: `test.${seq}`, seq: 1, want: min, min, cost: 1, reports: [], debt: 0, policies, ...given };
};

test("what was granted is still granted after an eviction", async () => {
  const limiter = limiters.getByName("evicted");
  for (let round = 0; round < 3; round++) expect((await limiter.take(take([policy(5, 30)]))).n).toBe(1);
  await evictDurableObject(limiter);
  for (let round = 0; round < 2; round++) expect((await limiter.take(take([policy(5, 30)]))).n).toBe(1);
  expect(await limiter.take(take([policy(5, 30)]))).toMatchObject({ n: 0, violated: ["p"] });
});

test("a denial writes nothing", async () => {
  const limiter = limiters.getByName("written");
  const written = () => runInDurableObject(limiter, (_it, state) => state.storage.kv.get("ledger"));
  for (let round = 0; round < 5; round++) await limiter.take(take([policy(5, 30)]));
  const before = await written();
  for (let round = 0; round < 50; round++) expect((await limiter.take(take([policy(5, 30)]))).n).toBe(0);
  expect(await written()).toEqual(before);
});

test("an account's own figures hold at the next take, whatever the caller of the object believes", async () => {
  const limiter = limiters.getByName("own");
  await limiter.override({ p: { limit: 2, window: 30 } }, 1);
  for (const n of [1, 1, 0]) expect((await limiter.take(take([policy(100, 60)]))).n).toBe(n);
  await limiter.override({ p: "unlimited" }, 2);
  expect(await limiter.take(take([policy(100, 60)]))).toMatchObject({ retryMs: 0, standings: [] });
  // Late and repeated.
  await limiter.override({ p: { limit: 1, window: 30 } }, 1);
  expect((await limiter.take(take([policy(100, 60)]))).n).toBeGreaterThan(0);
  await evictDurableObject(limiter);
  expect((await limiter.take(take([policy(100, 60)]))).standings).toEqual([]);
});

test("concurrent takes never share a token", async () => {
  const limiter = limiters.getByName("concurrent");
  const taken = await Promise.all(Array.from({ length: 60 }, () => limiter.take(take([policy(40, 30)]))));
  expect(taken.reduce((sum, { n }) => sum + n, 0)).toBe(40);
});

test("an alarm that rings early keeps what still counts, and sets itself again", async () => {
  const limiter = limiters.getByName("early");
  for (let round = 0; round < 5; round++) await limiter.take(take([policy(5, 30)]));
  expect(await runDurableObjectAlarm(limiter)).toBe(true);
  expect((await limiter.take(take([policy(5, 30)]))).n).toBe(0);
  expect(await runInDurableObject(limiter, (_it, state) => state.storage.getAlarm())).toBeGreaterThan(Date.now());
});

test("after two idle windows nothing is left but what the account has of its own", async () => {
  const limiter = limiters.getByName("idle");
  await limiter.override({ other: "unlimited" }, 1);
  await limiter.take(take([policy(5, 1)]));
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  await runDurableObjectAlarm(limiter);
  const left = await runInDurableObject(limiter, (_it, state) => [...state.storage.kv.list()].map(([name]) => name));
  expect(left).toEqual(["overrides"]);
});

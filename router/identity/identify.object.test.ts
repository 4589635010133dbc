/** The isolate's cache over real `Keys` objects: what is asked of them, and what is answered while they are down. */
import { afterEach, expect, test } from "vitest";
import { digestOf, sameDigest } from "./digest.ts";
import { account, BY, breakKeys, directory, KEYS, mendKeys, newKey, valueOf } from "./fixture.ts";
import { CACHE, forgetLookups, identify, identifyCached, isKnown } from "./identify.ts";
import { isRetryable } from "../retryable.ts";
import { newKey as ownKey } from "./own-key.ts";

afterEach(forgetLookups);

const START = Date.now();
const UNKNOWN = { kind: "unknown" };

/** A good key of our own making, and how to reach its object. */
async function good(given: { readonly expiresMs?: number } = {}) {
  const key = ownKey();
  const digest = await digestOf(key);
  const owner = await account();
  const { id } = valueOf(await directory().createKey(BY, owner, newKey({ digest, ...given })));
  return { key, owner, id, first: digest.slice(0, 2) };
}

test("a good key is looked up once, then known without asking", async () => {
  const { key, owner, first } = await good();
  expect([identifyCached(key, START), isKnown(key)]).toEqual([null, false]);
  const identity = await identify(key, KEYS, START);
  expect(identity).toMatchObject({ kind: "caller", caller: { account: owner } });
  await breakKeys(first);
  expect(identifyCached(key, START + CACHE.foundMs - 1)).toEqual(identity);
  expect(await identify(key, KEYS, START + CACHE.foundMs - 1)).toEqual(identity);
  expect(isKnown(key)).toBe(true);
  await mendKeys(first);
});

test("a change is seen when the entry has had its time", async () => {
  const { key, owner, id } = await good();
  await identify(key, KEYS, START);
  await directory().updateKey(BY, owner, id, { disabled: true });
  expect(identifyCached(key, START + CACHE.foundMs - 1)?.kind).toBe("caller");
  expect(identifyCached(key, START + CACHE.foundMs)).toBeNull();
  expect(await identify(key, KEYS, START + CACHE.foundMs)).toEqual(UNKNOWN);
  expect(isKnown(key)).toBe(false);
});

test("a wrong key is remembered for a short time only", async () => {
  const { key, owner, id } = await good();
  await directory().updateKey(BY, owner, id, { disabled: true });
  expect(await identify(key, KEYS, START)).toEqual(UNKNOWN);
  await directory().updateKey(BY, owner, id, { disabled: false });
  expect(identifyCached(key, START + CACHE.missedMs - 1)).toEqual(UNKNOWN);
  expect(isKnown(key)).toBe(false);
  expect((await identify(key, KEYS, START + CACHE.missedMs)).kind).toBe("caller");
});

test("a key is refused from its last instant on, though it is cached and its object is down", async () => {
  const { key, first } = await good({ expiresMs: START + 10_000 });
  expect((await identify(key, KEYS, START)).kind).toBe("caller");
  expect(identifyCached(key, START + 9_999)?.kind).toBe("caller");
  expect(identifyCached(key, START + 10_000)).toEqual(UNKNOWN);
  await breakKeys(first);
  expect(await identify(key, KEYS, START + CACHE.foundMs)).toEqual(UNKNOWN);
  await mendKeys(first);
});

test("while the object is down, a key that was found is good for an hour, and others cannot be checked", async () => {
  const { key, first } = await good();
  const identity = await identify(key, KEYS, START);
  await breakKeys(first);
  const end = START + CACHE.foundMs + CACHE.staleMs;
  expect(await identify(key, KEYS, START + CACHE.foundMs)).toEqual(identity);
  expect(isKnown(key)).toBe(true);
  expect(await identify(key, KEYS, end - 1)).toEqual(identity);
  expect(await identify(key, KEYS, end)).toEqual({ kind: "unavailable" });
  forgetLookups();
  expect(await identify(key, KEYS, START)).toEqual({ kind: "unavailable" });
  await mendKeys(first);
  expect(await identify(key, KEYS, START)).toEqual(identity);
});

test("a mistyped key asks no object, and leaves nothing in the cache", async () => {
  const { key, first } = await good();
  const wrong = key.slice(0, -1) + (key.endsWith("0") ? "1" : "0");
  await breakKeys(first);
  await breakKeys((await digestOf(wrong)).slice(0, 2)).catch(() => {});
  expect(identifyCached(wrong, START)).toEqual(UNKNOWN);
  expect(await identify(wrong, KEYS, START)).toEqual(UNKNOWN);
  await mendKeys(first);
  await mendKeys((await digestOf(wrong)).slice(0, 2)).catch(() => {});
});

// Its real lookups wake all 256 objects.
test("a flood of distinct wrong keys leaves those that were found where they are", async () => {
  const { key, first } = await good();
  await identify(key, KEYS, START);
  for (let round = 0; round < 11; round++) {
    const flood = Array.from({ length: 100 }, (_, index) => identify(`wrong-${round}-${index}`, KEYS, START));
    expect(new Set((await Promise.all(flood)).map(({ kind }) => kind))).toEqual(new Set(["unknown"]));
  }
  const mistyped = Array.from({ length: 100_000 }, (_, index) => identifyCached(`mp_${index}`, START)?.kind);
  expect(new Set(mistyped)).toEqual(new Set(["unknown"]));
  await breakKeys(first);
  expect(identifyCached(key, START)?.kind).toBe("caller");
  // The first of the flood made room for the last.
  expect([identifyCached("wrong-0-0", START), identifyCached("wrong-10-99", START)]).toEqual([null, UNKNOWN]);
  await mendKeys(first);
});

test("only what the platform marks as worth it is tried again, and never an overloaded object", () => {
  const failed = (marks: object) => Object.assign(new Error("x"), marks);
  expect(isRetryable(failed({ retryable: true }))).toBe(true);
  expect(isRetryable(failed({ retryable: true, overloaded: true }))).toBe(false);
  expect(isRetryable(failed({}))).toBe(false);
  expect(isRetryable("x")).toBe(false);
});

test("a digest is the SHA-256 in hex, and is compared as a whole", async () => {
  const digest = await digestOf("abc");
  expect(digest).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sameDigest(digest, digest)).toBe(true);
  expect(sameDigest(digest, digest.replace(/^b/, "c"))).toBe(false);
  expect(sameDigest(digest, digest.slice(1))).toBe(false);
  expect(sameDigest("", digest)).toBe(false);
});

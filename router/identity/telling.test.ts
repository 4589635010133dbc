import { expect, test } from "vitest";
import type { Account, Key } from "./directory.ts";
import { callerOf } from "./telling.ts";
import { nextRevision, retryDelayMs } from "./untold.ts";

const ACCOUNT: Account = {
  key: "main",
  name: "Main",
  createdMs: 1,
  disabledMs: null,
  pins: { "": 1 },
  exempt: ["V1"],
  limits: { v2: "unlimited" },
};
const KEY: Key = {
  id: "1",
  account: "main",
  role: "E",
  label: "x",
  applications: [""],
  createdMs: 2,
  expiresMs: 3,
  disabledMs: null,
  replacedBy: null,
  lastUsedMs: null,
};

test("a caller has what requests need, and nothing else", () => {
  expect(callerOf(KEY, ACCOUNT)).toEqual({
    account: "main",
    key: "1",
    role: "E",
    expiresMs: 3,
    applications: [""],
    pins: { "": 1 },
    exempt: ["V1"],
  });
});

test.each([
  ["no key", null, ACCOUNT],
  ["a disabled key", { ...KEY, disabledMs: 9 }, ACCOUNT],
  ["a disabled account", KEY, { ...ACCOUNT, disabledMs: 9 }],
  ["no account", KEY, null],
])("%s is nobody", (_name, key, account) => {
  expect(callerOf(key, account)).toBeNull();
});

test("revisions grow, whatever the clock does, and follow the clock where they can", () => {
  expect(nextRevision(0, 1_000)).toBe(1_000);
  expect(nextRevision(1_000, 1_000)).toBe(1_001);
  expect(nextRevision(1_001, 500)).toBe(1_002);
});

test("rounds that fail come ever less often, but at least every five minutes", () => {
  expect([1, 2, 3, 9, 10, 1_000].map(retryDelayMs)).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
});

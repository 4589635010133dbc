import { describe, expect, test } from "vitest";
import type { AccountObject } from "../../contracts/account.ts";
import type { AccountRecord } from "../../contracts/records.ts";
import { account } from "./account.ts";

/** The platform between us and the object, as it fails: not the object, which has tests of its own. */
function platform(failures: readonly unknown[], org: AccountRecord | null | Error = RECORD) {
  const left = [...failures];
  let calls = 0;
  const stub = {
    org: async () => {
      if (org instanceof Error) throw org;
      return org;
    },
    groups: async () => {
      calls += 1;
      const failure = left.shift();
      if (failure !== undefined) throw failure;
      return { items: [], next: null, previous: null };
    },
  } as unknown as AccountObject;
  return { account: account(() => stub), calls: () => calls };
}

const RECORD = { key: "main" } as AccountRecord;
const MOVED = Object.assign(new Error("moved to a new build"), { retryable: true });
const BUSY = Object.assign(new Error("too many requests"), { retryable: true, overloaded: true });
const read = (object: AccountObject) => object.groups({ limit: 1, from: null });

describe("an object that fails", () => {
  test("is asked once more for a read, where the platform says that it may help", async () => {
    const { account, calls } = platform([MOVED]);
    expect(await account.read(read)).toMatchObject({ items: [] });
    expect(calls()).toBe(2);
  });

  test.each([
    ["it helps only once", [MOVED, MOVED], 2],
    ["it is overloaded", [BUSY], 1],
    ["it threw", [new Error("a bug, with a secret in it")], 1],
    ["it threw something else", ["text"], 1],
  ])("is unavailable, when %s", async (_why, failures, asked) => {
    const { account, calls } = platform(failures);
    await expect(account.read(read)).rejects.toMatchObject({ refusal: { why: "unavailable" }, cause: failures.at(-1) });
    expect(calls()).toBe(asked);
  });

  test("is never asked twice to write", async () => {
    const { account, calls } = platform([MOVED]);
    await expect(account.write(read)).rejects.toMatchObject({ refusal: { why: "unavailable" } });
    expect(calls()).toBe(1);
  });

  test("holds no account, if it says so itself", async () => {
    const { account } = platform([new Error("nothing to read")], null);
    await expect(account.read(read)).rejects.toMatchObject({ refusal: { why: "no-account" } });
  });

  test("is unavailable, if it cannot even say that", async () => {
    const { account } = platform([new Error("down")], new Error("down"));
    await expect(account.read(read)).rejects.toMatchObject({ refusal: { why: "unavailable" } });
    await expect(account.exists()).rejects.toMatchObject({ refusal: { why: "unavailable" } });
  });
});

/**
 * The account's object, asked over RPC: one call a request. What goes wrong on the way becomes a refusal
 * here, so that everything behind it deals with answers only.
 */
import type { AccountObject } from "../../contracts/account.ts";
import type { Env } from "./env.ts";
import { Refused } from "./refusal.ts";

export type Call<T> = (account: AccountObject) => Promise<T>;

export interface Account {
  read<T>(call: Call<T>): Promise<T>;
  /** Never repeated by us: nobody knows whether a write that broke off was applied. */
  write<T>(call: Call<T>): Promise<T>;
  /** Refuses where there is no account: for answers that would be given without asking for anything. */
  exists(): Promise<void>;
}

/** @param key the account's key; null where the request came without one */
export function accountOf(env: Env, key: string | null): Account {
  const stub = (): AccountObject => {
    if (key === null) throw new Refused({ why: "no-account" });
    return env.ACCOUNTS.getByName(key);
  };
  return account(stub);
}

/** @param stub a new one for each call: after a failure the platform wants no more calls on the old one */
export function account(stub: () => AccountObject): Account {
  const exists = async (): Promise<void> => {
    const org = await stub()
      .org()
      .catch((cause: unknown) => {
        throw new Refused({ why: "unavailable" }, { cause });
      });
    if (org === null) throw new Refused({ why: "no-account" });
  };
  const failed = async (cause: unknown): Promise<never> => {
    // An object without an account in it has nothing to read: is that what went wrong?
    await exists();
    throw new Refused({ why: "unavailable" }, { cause });
  };
  return {
    exists,
    async read(call) {
      const first = stub();
      try {
        return await call(first);
      } catch (cause) {
        if (!isPassing(cause)) return failed(cause);
      }
      return call(stub()).catch(failed);
    },
    write: (call) => call(stub()).catch(failed),
  };
}

/** The platform marks failures that a second try may not meet, such as the object moving to a new build. */
function isPassing(cause: unknown): boolean {
  if (typeof cause !== "object" || cause === null) return false;
  const { retryable, overloaded } = cause as { retryable?: unknown; overloaded?: unknown };
  return retryable === true && overloaded !== true;
}

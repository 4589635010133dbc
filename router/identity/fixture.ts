/** What the tests of the directory and the `Keys` objects start from. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { keysObjectOf } from "./digest.ts";
import type { Directory } from "./directory-object.ts";
import { DIRECTORY, type Answer, type By, type Key, type NewKey } from "./directory.ts";
import type { Keys } from "./keys.ts";

export const { KEYS, DIRECTORY: DIRECTORIES } = env as unknown as {
  KEYS: DurableObjectNamespace<Keys>;
  DIRECTORY: DurableObjectNamespace<Directory>;
};

export const directory = () => DIRECTORIES.getByName(DIRECTORY);
export const BY: By = { actor: "olga", reason: "a test", requestId: "request-1" };

let made = 0;

/** A digest of the object `keys-<first>`: nobody's key, but any object takes it for one. */
export function digest(first = "00"): string {
  made += 1;
  return first + made.toString(16).padStart(62, "0");
}

export async function account(): Promise<string> {
  made += 1;
  const key = `account-${made}`;
  valueOf(await directory().createAccount(BY, { key, name: key }));
  return key;
}

export function newKey(given: Partial<NewKey> = {}): NewKey {
  return { digest: digest(), role: "A", label: null, expiresMs: null, applications: null, ...given };
}

/** An account with one key. */
export async function keyed(given: Partial<NewKey> = {}): Promise<{ account: string; digest: string; key: Key }> {
  const owner = await account();
  const asked = newKey(given);
  return {
    account: owner,
    digest: asked.digest,
    key: valueOf(await directory().createKey(BY, owner, asked)),
  };
}

export const find = (of: string) => KEYS.getByName(keysObjectOf(of)).find(of);

export function valueOf<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`Refused: ${answer.why}`);
  return answer.value;
}

/** From here on the object can neither learn nor find anything, until it is mended. */
export const breakKeys = (first: string) => rename(first, "callers", "elsewhere");
export const mendKeys = (first: string) => rename(first, "elsewhere", "callers");

async function rename(first: string, from: string, to: string): Promise<void> {
  await runInDurableObject(KEYS.getByName(`keys-${first}`), (_object, state) => {
    state.storage.sql.exec(`ALTER TABLE ${from} RENAME TO ${to}`);
  });
}

/** Changes of a key: it is made, amended, rotated, deleted. */
import type { Role } from "../../contracts/headers.ts";
import { findAccount } from "./account-rows.ts";
import { sinceWhen } from "./account-changes.ts";
import { differences, type Facts } from "./audit.ts";
import { done, refused, type Changing, type Outcome } from "./changing.ts";
import { KEYS_PER_ACCOUNT, type Key, type NewKey } from "./directory.ts";
import { findDigest, findKey, keysOf, removeKey, saveKey, shown, type Kept } from "./key-rows.ts";
import { endOfOverlap, expiryOfNext, forgettable, isLive } from "./lifetime.ts";

export function createKey(change: Changing, account: string, given: NewKey): Outcome<Key> {
  if (findAccount(change.sql, account) === null) return refused("account-unknown");
  if (findDigest(change.sql, given.digest) !== null) return refused("key-exists");
  if (liveKeys(change, account).length >= KEYS_PER_ACCOUNT) return refused("too-many-keys");
  const key = addKey(change, account, given);
  change.note({ action: "key.create", account, object: key.id, detail: { ...facts(key), ...scope(key) } });
  return done(shown(key));
}

export interface KeySet {
  readonly label?: string | null;
  readonly role?: Role;
  readonly expiresMs?: number | null;
  readonly disabled?: boolean;
}

export function updateKey(change: Changing, account: string, id: string, set: KeySet): Outcome<Key> {
  const before = findKey(change.sql, account, id);
  if (before === null) return refused(whyNoKey(change, account));
  const after: Kept = {
    ...before,
    label: set.label === undefined ? before.label : set.label,
    role: set.role ?? before.role,
    expiresMs: set.expiresMs === undefined ? before.expiresMs : set.expiresMs,
    disabledMs: sinceWhen(before.disabledMs, set.disabled, change.now),
  };
  const detail = differences(facts(before), facts(after));
  if (detail === null) return done(shown(before));
  // Giving an expired key more time makes it a live one again.
  const others = liveKeys(change, account).filter((key) => key.id !== id);
  if (isLive(after, change.now) && others.length >= KEYS_PER_ACCOUNT) return refused("too-many-keys");
  saveKey(change.sql, after);
  change.tellKey(after.digest);
  change.note({ action: "key.update", account, object: id, detail });
  return done(shown(after));
}

export function rotateKey(
  change: Changing,
  account: string,
  id: string,
  to: { readonly digest: string; readonly overlapMs: number },
): Outcome<Key> {
  const old = findKey(change.sql, account, id);
  if (old === null) return refused(whyNoKey(change, account));
  if (findDigest(change.sql, to.digest) !== null) return refused("key-exists");
  const ending: Kept = { ...old, expiresMs: endOfOverlap(old, change.now, to.overlapMs) };
  const staying = liveKeys(change, account).filter((key) => key.id !== id || isLive(ending, change.now));
  if (staying.length >= KEYS_PER_ACCOUNT) return refused("too-many-keys");
  const { role, label, applications } = old;
  saveKey(change.sql, ending);
  change.tellKey(old.digest);
  const next = addKey(change, account, {
    digest: to.digest,
    role,
    label,
    applications,
    expiresMs: expiryOfNext(old, change.now),
  });
  saveKey(change.sql, { ...ending, replacedBy: next.id });
  change.note({
    action: "key.rotate",
    account,
    object: id,
    detail: { replacedBy: next.id, expiresMs: { before: old.expiresMs, after: ending.expiresMs } },
  });
  return done(shown(next));
}

export function deleteKey(change: Changing, account: string, id: string): Outcome<Key> {
  const key = findKey(change.sql, account, id);
  if (key === null) return refused(whyNoKey(change, account));
  removeKey(change.sql, id);
  change.tellKey(key.digest);
  change.note({ action: "key.delete", account, object: id, detail: { ...facts(key), ...scope(key) } });
  return done(shown(key));
}

/**
 * Makes room for it among the expired ones, of which nobody has to be told: they are good for nothing anyway. The
 * caller has made sure of room among the live ones.
 */
export function addKey(change: Changing, account: string, given: NewKey): Kept {
  for (const { id } of forgettable(keysOf(change.sql, account), change.now, KEYS_PER_ACCOUNT)) {
    removeKey(change.sql, id);
  }
  const made = { createdMs: change.now, disabledMs: null, replacedBy: null, lastUsedMs: null };
  const key: Kept = { ...given, ...made, id: crypto.randomUUID(), account };
  saveKey(change.sql, key);
  change.tellKey(key.digest);
  return key;
}

export function liveKeys(change: Changing, account: string): Kept[] {
  return keysOf(change.sql, account).filter((key) => isLive(key, change.now));
}

function whyNoKey(change: Changing, account: string) {
  return findAccount(change.sql, account) === null ? "account-unknown" : "key-unknown";
}

/** What of a key can change, as the log shows it. */
function facts(key: Kept): Facts {
  return { label: key.label, role: key.role, expiresMs: key.expiresMs, disabled: key.disabledMs !== null };
}

function scope(key: Kept): Facts {
  return { applications: key.applications };
}

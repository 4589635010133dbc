/** Changes of an account: it is made, renamed, disabled, pinned, limited, exempted. */
import type { Override } from "../limits/override.ts";
import { findAccount, newAccount, saveAccount } from "./account-rows.ts";
import { differences, type Facts } from "./audit.ts";
import { done, refused, type Changing, type Outcome } from "./changing.ts";
import type { Account } from "./directory.ts";
import { keysOf } from "./key-rows.ts";

export function createAccount(change: Changing, key: string, name: string): Outcome<Account> {
  if (findAccount(change.sql, key) !== null) return refused("account-exists");
  const account = newAccount(key, name, change.now);
  saveAccount(change.sql, account);
  change.note({ action: "account.create", account: key, object: null, detail: { name } });
  return done(account);
}

export function updateAccount(
  change: Changing,
  key: string,
  set: { readonly name?: string; readonly disabled?: boolean },
): Outcome<Account> {
  return amend(change, key, "account.update", null, (account) => ({
    ...account,
    name: set.name ?? account.name,
    disabledMs: sinceWhen(account.disabledMs, set.disabled, change.now),
  }));
}

export function setPin(change: Changing, key: string, application: string, version: number | null): Outcome<Account> {
  return amend(change, key, "account.pin", application, (account) => ({
    ...account,
    pins: withEntry(account.pins, application, version),
  }));
}

export function setLimit(change: Changing, key: string, policy: string, override: Override | null): Outcome<Account> {
  return amend(change, key, "account.limit", policy, (account) => ({
    ...account,
    limits: withEntry(account.limits, policy, override),
  }));
}

export function setExemption(change: Changing, key: string, binding: string, exempt: boolean): Outcome<Account> {
  return amend(change, key, "account.exemption", binding, (account) => {
    const others = account.exempt.filter((one) => one !== binding);
    return { ...account, exempt: exempt ? [...others, binding].toSorted() : others };
  });
}

/** Since when something is disabled; asked for nothing, it stays. */
export function sinceWhen(disabledMs: number | null, wish: boolean | undefined, now: number): number | null {
  if (wish === undefined) return disabledMs;
  return wish ? (disabledMs ?? now) : null;
}

/** Tells whoever has to know: the keys of what they say of a caller, the limiter of the limits. */
export function tellOf(change: Changing, before: Account, after: Account): void {
  const callers = (account: Account) => JSON.stringify([account.disabledMs === null, account.pins, account.exempt]);
  if (callers(before) !== callers(after)) {
    for (const { digest } of keysOf(change.sql, after.key)) change.tellKey(digest);
  }
  if (JSON.stringify(before.limits) !== JSON.stringify(after.limits)) change.tellLimits(after.key);
}

function amend(
  change: Changing,
  key: string,
  action: string,
  object: string | null,
  to: (account: Account) => Account,
): Outcome<Account> {
  const before = findAccount(change.sql, key);
  if (before === null) return refused("account-unknown");
  const after = to(before);
  const detail = differences(facts(before, action, object), facts(after, action, object));
  if (detail === null) return done(before);
  saveAccount(change.sql, after);
  change.note({ action, account: key, object, detail });
  tellOf(change, before, after);
  return done(after);
}

/** What of an account an action may change, as the log shows it. */
function facts(account: Account, action: string, object: string | null): Facts {
  const name = object ?? "";
  switch (action) {
    case "account.pin":
      return { version: entry(account.pins, name) };
    case "account.limit":
      return { limit: entry(account.limits, name) };
    case "account.exemption":
      return { exempt: account.exempt.includes(name) };
    default:
      return { name: account.name, disabled: account.disabledMs !== null };
  }
}

/** Only its own: an operator may call a policy `constructor`. */
function entry<V>(entries: Readonly<Record<string, V>>, name: string): V | null {
  return Object.hasOwn(entries, name) ? (entries[name] ?? null) : null;
}

/** Null takes the entry out. */
function withEntry<V>(
  entries: Readonly<Record<string, V>>,
  name: string,
  value: V | null,
): Readonly<Record<string, V>> {
  const { [name]: _, ...others } = entries;
  return value === null ? others : { ...others, [name]: value };
}

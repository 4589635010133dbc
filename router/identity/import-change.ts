/** An account as it comes from elsewhere, with the keys that its clients have. */
import { findAccount, newAccount, saveAccount } from "./account-rows.ts";
import { tellOf } from "./account-changes.ts";
import { differences, type Facts } from "./audit.ts";
import { done, refused, type Changing, type Outcome } from "./changing.ts";
import { KEYS_PER_ACCOUNT, type Account, type Imported } from "./directory.ts";
import { addKey, liveKeys } from "./key-changes.ts";
import { findDigest, saveKey, type Kept } from "./key-rows.ts";
import { isLive } from "./lifetime.ts";

/** Idempotent: what is there already, as it is given, is left alone, and then nothing is noted. */
export function importAccount(change: Changing, key: string, imported: Imported): Outcome<Account> {
  const known = findAccount(change.sql, key);
  const before = known ?? newAccount(key, imported.name ?? key, change.now);
  const after = { ...before, name: imported.name ?? before.name, limits: imported.limits ?? before.limits };

  const given = new Map(imported.keys.map(({ digest, role }) => [digest, role]));
  const found = [...given.keys()].map((digest) => findDigest(change.sql, digest)).filter((kept) => kept !== null);
  const added = [...given].filter(([digest]) => !found.some((kept) => kept.digest === digest));
  const taken = found.filter((kept) => kept.account !== key || kept.role !== given.get(kept.digest));
  const arriving = taken.filter((kept) => kept.account !== key && isLive(kept, change.now)).length + added.length;
  if (arriving > 0 && liveKeys(change, key).length + arriving > KEYS_PER_ACCOUNT) return refused("too-many-keys");

  const changed = differences(known === null ? {} : facts(before), facts(after));
  if (known !== null && changed === null && added.length + taken.length === 0) return done(before);
  saveAccount(change.sql, after);
  tellOf(change, before, after);
  for (const kept of taken) take(change, kept, key, given.get(kept.digest) ?? kept.role);
  for (const [digest, role] of added) {
    addKey(change, key, { digest, role, label: null, expiresMs: null, applications: null });
  }
  change.note({
    action: "account.import",
    account: key,
    object: null,
    detail: {
      ...changed,
      created: known === null,
      keysAdded: added.length,
      keysTaken: taken.map((kept) => kept.id),
      takenFrom: [...new Set(taken.map((kept) => kept.account))].filter((from) => from !== key).toSorted(),
    },
  });
  return done(after);
}

function take(change: Changing, kept: Kept, account: string, role: Kept["role"]): void {
  saveKey(change.sql, { ...kept, account, role });
  change.tellKey(kept.digest);
}

/** What of an account an import may change, as the log shows it. */
function facts(account: Account): Facts {
  const limits = Object.entries(account.limits).map(([policy, override]) => [`limits.${policy}`, override] as const);
  return { name: account.name, ...Object.fromEntries(limits) };
}

/**
 * The directory as the operator's API calls it: accounts, their keys, operators, and the log of who changed what.
 * It is the truth; what requests meet are the `Keys` objects and limiters, which it tells. Never on a request's path.
 * Instants are milliseconds since 1970. Nothing here holds a key or a token: they come in as SHA-256, 64 hex digits,
 * and do not come out.
 */
import type { Role } from "../../contracts/headers.ts";
import type { Override, Overrides } from "../limits/override.ts";

/** Live ones (not expired) of one account, so that a change of the account is a bounded number of calls. */
export const KEYS_PER_ACCOUNT = 100;

/** Who changes something, for the audit log. */
export interface By {
  readonly actor: string;
  readonly reason: string | null;
  readonly requestId: string;
}

export type Answer<T> =
  | {
      readonly ok: true;
      readonly value: T;
      /**
       * False: written, and it will hold, but an object that requests meet has not answered yet. It is told again
       * until it does; there is nothing to repeat.
       */
      readonly inEffect: boolean;
    }
  | { readonly ok: false; readonly why: Why };

export type Why =
  | "account-unknown"
  | "account-exists"
  | "key-unknown"
  | "key-exists"
  | "operator-unknown"
  | "operator-exists"
  | "too-many-keys";

export interface Account {
  readonly key: string;
  readonly name: string;
  readonly createdMs: number;
  /** None of its keys is good while this is set. */
  readonly disabledMs: number | null;
  /** Its own default version, by application; the default application is "". */
  readonly pins: Readonly<Record<string, number>>;
  /** Bindings of the versions from whose brownouts it is exempted. Sorted. */
  readonly exempt: readonly string[];
  readonly limits: Overrides;
}

export interface Key {
  /** Public: in logs, usage and event logs. Says nothing about the key. */
  readonly id: string;
  readonly account: string;
  readonly role: Role;
  readonly label: string | null;
  /** Null: good for every application. */
  readonly applications: readonly string[] | null;
  readonly createdMs: number;
  readonly expiresMs: number | null;
  readonly disabledMs: number | null;
  /** Id of the key it was rotated to. */
  readonly replacedBy: string | null;
  /** To the hour: noted at most once an hour. As last heard when the object that notes it does not answer. */
  readonly lastUsedMs: number | null;
}

export interface Operator {
  readonly name: string;
  readonly createdMs: number;
  /** Its name is not given out again, so that the log stays unambiguous. */
  readonly revokedMs: number | null;
}

/** What a change was about; `before` and `after` where something had a value. Never a key, digest or token. */
export type Detail = Exclude<Override, string> | string | number | boolean | null | readonly string[];
export interface Change {
  readonly before: Detail;
  readonly after: Detail;
}

export interface AuditEntry {
  /** Counts up: later entries have greater ids. */
  readonly id: number;
  readonly atMs: number;
  readonly actor: string;
  /** `account.create`, `key.rotate`, … */
  readonly action: string;
  readonly account: string | null;
  /** A key's id, an operator's name, a policy, an application, a binding: what the action was done to. */
  readonly object: string | null;
  readonly reason: string | null;
  readonly requestId: string;
  readonly detail: Readonly<Record<string, Detail | Change>>;
}

/** `next` is what to ask after (or before) for the following page; null on the last. */
export interface Page<T, Place> {
  readonly items: readonly T[];
  readonly next: Place | null;
}

export interface NewKey {
  readonly digest: string;
  readonly role: Role;
  readonly label: string | null;
  readonly expiresMs: number | null;
  readonly applications: readonly string[] | null;
}

export interface Imported {
  /** Null: stays as it is; a new account is called by its key. */
  readonly name: string | null;
  /** Null: stay as they are. */
  readonly limits: Overrides | null;
  /** A digest that is known already takes this account and role, and keeps its id. */
  readonly keys: readonly { readonly digest: string; readonly role: Role }[];
}

export interface AuditQuery {
  /** Entries older than this id; null: from the newest. */
  readonly before: number | null;
  readonly limit: number;
  readonly account?: string;
  readonly actor?: string;
}

/**
 * A member that is left out stays as it is. A change that changes nothing is answered and not logged. Every other one
 * is on disk, with its audit entry, before the answer.
 */
export interface DirectoryObject {
  /** By key, ascending. */
  accounts(page: { readonly after: string | null; readonly limit: number }): Promise<Page<Account, string>>;
  account(key: string): Promise<Account | null>;
  createAccount(by: By, account: { readonly key: string; readonly name: string }): Promise<Answer<Account>>;
  updateAccount(
    by: By,
    key: string,
    set: { readonly name?: string; readonly disabled?: boolean },
  ): Promise<Answer<Account>>;
  /** @param version null takes the pin off */
  setPin(by: By, account: string, application: string, version: number | null): Promise<Answer<Account>>;
  /** @param override null: the policy's own figures again */
  setLimit(by: By, account: string, policy: string, override: Override | null): Promise<Answer<Account>>;
  setExemption(by: By, account: string, binding: string, exempt: boolean): Promise<Answer<Account>>;
  /** Oldest first; those of an unknown account are none. At most `KEYS_PER_ACCOUNT` live and as many expired ones. */
  keys(account: string): Promise<readonly Key[]>;
  createKey(by: By, account: string, key: NewKey): Promise<Answer<Key>>;
  updateKey(
    by: By,
    account: string,
    id: string,
    set: {
      readonly label?: string | null;
      readonly role?: Role;
      readonly expiresMs?: number | null;
      readonly disabled?: boolean;
    },
  ): Promise<Answer<Key>>;
  /**
   * A new key with the same role, label, applications and, counted from now, lifetime. The old one expires after
   * `overlapMs`, never later than it would have. The new one is answered.
   */
  rotateKey(
    by: By,
    account: string,
    id: string,
    to: { readonly digest: string; readonly overlapMs: number },
  ): Promise<Answer<Key>>;
  /** Answers the key that is gone. */
  deleteKey(by: By, account: string, id: string): Promise<Answer<Key>>;
  /** Creates the account if it is new. Safe to repeat; one audit entry however many keys. */
  importAccount(by: By, account: string, imported: Imported): Promise<Answer<Account>>;
  /** All, by name. */
  operators(): Promise<readonly Operator[]>;
  createOperator(by: By, operator: { readonly name: string; readonly digest: string }): Promise<Answer<Operator>>;
  revokeOperator(by: By, name: string): Promise<Answer<Operator>>;
  /** Whose token has this digest; null: nobody's, or revoked. */
  operatorOf(digest: string): Promise<string | null>;
  /** Newest first. */
  audit(query: AuditQuery): Promise<Page<AuditEntry, number>>;
}

/** There is one object, of this name. */
export const DIRECTORY = "directory";

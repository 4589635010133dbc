/**
 * The one object of the directory. A change is one transaction: what changes, its audit entry, the marks of whom to
 * tell, and the alarm that tells them should this object not live to do it. Then they are told, and then the operator
 * is answered; so an acknowledged change outlives any crash, and usually is in effect when it is acknowledged.
 */
import { DurableObject } from "cloudflare:workers";
import type { Override } from "../limits/override.ts";
import { createAccount, setExemption, setLimit, setPin, updateAccount } from "./account-changes.ts";
import { findAccount, listAccounts } from "./account-rows.ts";
import { listAudit } from "./audit.ts";
import { changing, type Changing, type Outcome } from "./changing.ts";
import type { Account, Answer, AuditEntry, AuditQuery, By, DirectoryObject, Imported } from "./directory.ts";
import type { Key, NewKey, Operator, Page } from "./directory.ts";
import { importAccount } from "./import-change.ts";
import { createKey, deleteKey, rotateKey, updateKey, type KeySet } from "./key-changes.ts";
import { keysOf, shown } from "./key-rows.ts";
import { askLastUsed } from "./last-used.ts";
import { createOperator, listOperators, operatorOf, revokeOperator } from "./operators.ts";
import { bringUp, DIRECTORY_STEPS } from "./schema.ts";
import { tell, type Listeners } from "./telling.ts";
import { anyMark, marksOf, nextRevision, retryDelayMs, someMarks } from "./untold.ts";

/** After a change: later than the change's own telling can take. */
const ALARM_MS = 5_000;
/** Marks of one round: a bounded number of calls and bytes. */
const ROUND = 500;

export class Directory extends DurableObject<Listeners> implements DirectoryObject {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: Listeners) {
    super(ctx, env);
    this.#storage = ctx.storage;
    this.#sql = ctx.storage.sql;
    bringUp(ctx.storage, DIRECTORY_STEPS);
  }

  accounts(page: { readonly after: string | null; readonly limit: number }): Promise<Page<Account, string>> {
    return Promise.resolve(listAccounts(this.#sql, page.after, page.limit));
  }

  account(key: string): Promise<Account | null> {
    return Promise.resolve(findAccount(this.#sql, key));
  }

  createAccount(by: By, account: { readonly key: string; readonly name: string }): Promise<Answer<Account>> {
    return this.#change(by, (change) => createAccount(change, account.key, account.name));
  }

  updateAccount(
    by: By,
    key: string,
    set: { readonly name?: string; readonly disabled?: boolean },
  ): Promise<Answer<Account>> {
    return this.#change(by, (change) => updateAccount(change, key, set));
  }

  setPin(by: By, account: string, application: string, version: number | null): Promise<Answer<Account>> {
    return this.#change(by, (change) => setPin(change, account, application, version));
  }

  setLimit(by: By, account: string, policy: string, override: Override | null): Promise<Answer<Account>> {
    return this.#change(by, (change) => setLimit(change, account, policy, override));
  }

  setExemption(by: By, account: string, binding: string, exempt: boolean): Promise<Answer<Account>> {
    return this.#change(by, (change) => setExemption(change, account, binding, exempt));
  }

  async keys(account: string): Promise<readonly Key[]> {
    await askLastUsed(this.#sql, this.env.KEYS, keysOf(this.#sql, account));
    return keysOf(this.#sql, account).map(shown);
  }

  createKey(by: By, account: string, key: NewKey): Promise<Answer<Key>> {
    return this.#change(by, (change) => createKey(change, account, key));
  }

  updateKey(by: By, account: string, id: string, set: KeySet): Promise<Answer<Key>> {
    return this.#change(by, (change) => updateKey(change, account, id, set));
  }

  rotateKey(
    by: By,
    account: string,
    id: string,
    to: { readonly digest: string; readonly overlapMs: number },
  ): Promise<Answer<Key>> {
    return this.#change(by, (change) => rotateKey(change, account, id, to));
  }

  deleteKey(by: By, account: string, id: string): Promise<Answer<Key>> {
    return this.#change(by, (change) => deleteKey(change, account, id));
  }

  importAccount(by: By, account: string, imported: Imported): Promise<Answer<Account>> {
    return this.#change(by, (change) => importAccount(change, account, imported));
  }

  operators(): Promise<readonly Operator[]> {
    return Promise.resolve(listOperators(this.#sql));
  }

  createOperator(by: By, operator: { readonly name: string; readonly digest: string }): Promise<Answer<Operator>> {
    return this.#change(by, (change) => createOperator(change, operator));
  }

  revokeOperator(by: By, name: string): Promise<Answer<Operator>> {
    return this.#change(by, (change) => revokeOperator(change, name));
  }

  operatorOf(digest: string): Promise<string | null> {
    return Promise.resolve(operatorOf(this.#sql, digest));
  }

  audit(query: AuditQuery): Promise<Page<AuditEntry, number>> {
    return Promise.resolve(listAudit(this.#sql, query));
  }

  /** Tells what is still untold, ever less often while nobody answers. */
  override async alarm(): Promise<void> {
    const told = await tell(this.#sql, this.env, someMarks(this.#sql, ROUND));
    const failures = told ? 0 : (this.#storage.kv.get<number>("failures") ?? 0) + 1;
    this.#storage.kv.put("failures", failures);
    if (anyMark(this.#sql)) await this.#storage.setAlarm(Date.now() + (told ? 0 : retryDelayMs(failures)));
  }

  async #change<T>(by: By, work: (change: Changing) => Outcome<T>): Promise<Answer<T>> {
    const alarm = await this.#storage.getAlarm();
    const now = Date.now();
    const revision = nextRevision(this.#storage.kv.get<number>("revision") ?? 0, now);
    const { outcome, marks } = this.#storage.transactionSync(() => {
      const outcome = work(changing(this.#sql, by, now, revision));
      const marks = marksOf(this.#sql, revision);
      if (marks.length > 0) this.#storage.kv.put("revision", revision);
      return { outcome, marks };
    });
    if (!outcome.ok) return outcome;
    // No await since the transaction: the platform commits the alarm together with it. An earlier one stays, so that
    // one change after the other cannot put off for ever what an older one still has to tell.
    if (marks.length > 0 && (alarm === null || alarm > now + ALARM_MS)) void this.#storage.setAlarm(now + ALARM_MS);
    return { ...outcome, inEffect: await tell(this.#sql, this.env, marks) };
  }
}

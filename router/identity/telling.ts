/**
 * Tells the objects that requests meet what the directory has written: `Keys` objects of their keys, limiters of
 * their account's limits. Everybody is told at once; whoever does not answer in time keeps its mark.
 */
import { limiterOf, type TakesOverrides } from "../limits/override.ts";
import { findAccount } from "./account-rows.ts";
import { keysObjectOf } from "./digest.ts";
import type { Account, Key } from "./directory.ts";
import { inTime } from "./in-time.ts";
import { findDigest } from "./key-rows.ts";
import type { Caller, KeyNews, Keys } from "./keys.ts";
import { unmark, type Mark } from "./untold.ts";

export interface Listeners {
  readonly KEYS: DurableObjectNamespace<Keys>;
  /** Absent: a deployment without limits has nobody to tell of them. */
  readonly LIMITER?: { getByName(name: string): TakesOverrides };
}

/** Long enough for an object that has to wake, short enough for an operator who waits. */
const ANSWER_MS = 2_000;

/** What a mark stands for is read here and now, so that it fits the mark's revision. True: everybody has answered. */
export async function tell(sql: SqlStorage, listeners: Listeners, marks: readonly Mark[]): Promise<boolean> {
  const told = await Promise.all([
    ...keysByObject(marks).map(([name, mine]) => {
      const news = mine.map((mark) => newsOf(sql, mark));
      return settle(sql, mine, listeners.KEYS.getByName(name).learn(news));
    }),
    ...marks
      .filter((mark) => mark.kind === "limits")
      .map((mark) => {
        const limits = findAccount(sql, mark.name)?.limits ?? {};
        const limiter = listeners.LIMITER?.getByName(limiterOf(mark.name));
        return settle(sql, [mark], limiter?.override(limits, mark.revision));
      }),
  ]);
  return told.every(Boolean);
}

/** Whom a key identifies now; null: nobody, whatever the reason. Expiry is judged when it is used. */
export function callerOf(key: Key | null, account: Account | null): Caller | null {
  if (key === null || account === null || key.disabledMs !== null || account.disabledMs !== null) return null;
  return {
    account: account.key,
    key: key.id,
    role: key.role,
    expiresMs: key.expiresMs,
    applications: key.applications,
    pins: account.pins,
    exempt: account.exempt,
  };
}

function newsOf(sql: SqlStorage, { name, revision }: Mark): KeyNews {
  const key = findDigest(sql, name);
  return { digest: name, revision, caller: callerOf(key, key === null ? null : findAccount(sql, key.account)) };
}

function keysByObject(marks: readonly Mark[]): [string, Mark[]][] {
  const keys = marks.filter((mark) => mark.kind === "key");
  return [...Map.groupBy(keys, (mark) => keysObjectOf(mark.name))];
}

async function settle(sql: SqlStorage, marks: readonly Mark[], told: Promise<void> | undefined): Promise<boolean> {
  if (told !== undefined && !(await inTime(told, ANSWER_MS)).ok) return false;
  for (const mark of marks) unmark(sql, mark);
  return true;
}

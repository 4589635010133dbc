/**
 * A write that is sent again under the same name is not done again: what it came to is kept in its own transaction, so
 * that no crash can part them, and answered for a day. Only what was written is kept: a refused write left nothing
 * behind, and is judged anew.
 */
import type { ContactContext, Once, Written } from "../../contracts/account.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Database, Reader } from "../database.ts";

/** A day: longer than any client's retries. */
const KEPT_FOR: Micros = 86_400_000_000;
/** Expired results removed with each that is kept: they never pile up, and no write waits for many. */
const REMOVED_AT_ONCE = 10;

export type Recalled =
  | { readonly kind: "new" }
  | { readonly kind: "done"; readonly written: readonly Written[] }
  /** Another request had this name. */
  | { readonly kind: "reused" };

interface Row extends Record<string, SqlStorageValue> {
  readonly print: string;
  readonly written: string;
  readonly context: string | null;
  readonly expires_on: Micros;
}

export function recall(db: Reader, actor: string, { name, print }: Once, now: Micros): Recalled {
  const row = db.first<Row>(
    `SELECT k.print, k.written, c.text AS context, k.expires_on
      FROM kept_results k LEFT JOIN kept_contexts c ON c.id = k.context WHERE k.actor = ? AND k.name = ?`,
    actor,
    name,
  );
  if (row === null || row.expires_on <= now) return { kind: "new" };
  if (row.print !== print) return { kind: "reused" };
  const context = row.context === null ? {} : (JSON.parse(row.context) as ContactContext);
  const items = JSON.parse(row.written) as readonly Shortened[];
  return { kind: "done", written: items.map(({ shared, item }) => (shared ? { ...item, ...context } : item)) };
}

/** A result without the context that it shares with others. */
interface Shortened {
  readonly shared: boolean;
  readonly item: Written;
}

/** @param context what contacts among the results were rendered with; null where there is none */
export function keep(
  db: Database,
  actor: string,
  { name, print }: Once,
  written: readonly Written[],
  context: ContactContext | null,
  now: Micros,
): void {
  removeExpired(db, now);
  // One that has expired may still be there.
  forget(db, db.all("DELETE FROM kept_results WHERE actor = ? AND name = ? RETURNING context", actor, name));
  const items = written.map((item) => shortened(item, context));
  const shared = context !== null && items.some((item) => item.shared) ? keptContext(db, context) : null;
  db.run(
    "INSERT INTO kept_results (actor, name, print, written, context, expires_on) VALUES (?, ?, ?, ?, ?, ?)",
    actor,
    name,
    print,
    JSON.stringify(items),
    shared,
    now + KEPT_FOR,
  );
}

function shortened(item: Written, context: ContactContext | null): Shortened {
  if (item.kind !== "contact" || item.account !== context?.account || item.fields !== context.fields) {
    return { shared: false, item };
  }
  const { account: _account, fields: _fields, ...rest } = item;
  return { shared: true, item: rest as Written };
}

/** The number of this context's row: the newest one's where nothing has changed since. */
function keptContext(db: Database, context: ContactContext): number {
  const text = JSON.stringify(context);
  const newest = db.first<{ id: number; text: string }>("SELECT id, text FROM kept_contexts ORDER BY id DESC LIMIT 1");
  if (newest?.text === text) return newest.id;
  const made = db.first<{ id: number }>("INSERT INTO kept_contexts (text) VALUES (?) RETURNING id", text);
  if (newest !== null) forgetContext(db, newest.id);
  if (made === null) throw new Error("A row that was inserted has a number.");
  return made.id;
}

function removeExpired(db: Database, now: Micros): void {
  const removed = db.all<Removed>(
    `DELETE FROM kept_results WHERE id IN
      (SELECT id FROM kept_results WHERE expires_on <= ? ORDER BY expires_on LIMIT ?) RETURNING context`,
    now,
    REMOVED_AT_ONCE,
  );
  forget(db, removed);
}

type Removed = { context: number | null };

function forget(db: Database, removed: readonly Removed[]): void {
  for (const id of new Set(removed.map(({ context }) => context))) if (id !== null) forgetContext(db, id);
}

function forgetContext(db: Database, id: number): void {
  db.run(
    "DELETE FROM kept_contexts WHERE id = ? AND NOT EXISTS (SELECT 1 FROM kept_results WHERE context = ?)",
    id,
    id,
  );
}

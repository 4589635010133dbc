/**
 * Brings an object's schema up to date when it wakes: each missing step in a transaction of its own, in order.
 * A step that was applied and reads differently today is refused: the tables are not what the code believes.
 */
import { type Database, database } from "./database.ts";

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

export function migrate(storage: DurableObjectStorage, migrations: readonly Migration[]): void {
  const db = database(storage.sql);
  db.run(
    "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_on INTEGER NOT NULL) STRICT",
  );
  const applied = appliedSteps(db);
  for (const { name, sql } of migrations) {
    const sum = checksum(sql);
    const known = applied.get(name);
    if (known === sum) continue;
    if (known !== undefined) {
      throw new Error(
        `Migration ${name} was changed after this account had applied it. Restore its text and put the change into a new migration.`,
      );
    }
    storage.transactionSync(() => {
      db.run(sql);
      db.run("INSERT INTO migrations (name, checksum, applied_on) VALUES (?, ?, ?)", name, sum, Date.now() * 1000);
    });
  }
}

/** Steps that only a newer build knows are left alone, so that the previous build still runs after a roll-back. */
function appliedSteps(db: Database): Map<string, string> {
  const rows = db.all<{ name: string; checksum: string }>("SELECT name, checksum FROM migrations");
  return new Map(rows.map(({ name, checksum: sum }) => [name, sum]));
}

/**
 * FNV-1a and the length: it guards against slips, not against attackers, and must be synchronous.
 * Line ends are levelled, because a checkout on Windows may turn them.
 */
export function checksum(sql: string): string {
  const text = sql.replaceAll("\r\n", "\n");
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return `${hash.toString(16).padStart(8, "0")}-${text.length}`;
}

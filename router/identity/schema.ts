/**
 * The tables of the directory and of the `Keys` objects. A step that has been applied anywhere is never changed:
 * what comes later is a new step at the end.
 */

/** Brings an object's tables up to date when it wakes: each missing step in a transaction of its own, in order. */
export function bringUp(storage: DurableObjectStorage, steps: readonly string[]): void {
  const applied = storage.kv.get<number>("schema") ?? 0;
  for (const [index, step] of steps.entries()) {
    if (index < applied) continue;
    storage.transactionSync(() => {
      storage.sql.exec(step);
      storage.kv.put("schema", index + 1);
    });
  }
}

/** `pins`, `exempt`, `limits`, `applications` and `detail` are JSON; instants are milliseconds. */
export const DIRECTORY_STEPS: readonly string[] = [
  `CREATE TABLE accounts (
     key TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     created_ms INTEGER NOT NULL,
     disabled_ms INTEGER,
     pins TEXT NOT NULL,
     exempt TEXT NOT NULL,
     limits TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE keys (
     id TEXT PRIMARY KEY,
     digest TEXT NOT NULL UNIQUE,
     account TEXT NOT NULL REFERENCES accounts (key),
     role TEXT NOT NULL CHECK (role IN ('A', 'E', 'S')),
     label TEXT,
     applications TEXT,
     created_ms INTEGER NOT NULL,
     expires_ms INTEGER,
     disabled_ms INTEGER,
     replaced_by TEXT,
     used_ms INTEGER -- as last heard from its Keys object
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX keys_of_account ON keys (account, created_ms, id);

   CREATE TABLE operators (
     name TEXT PRIMARY KEY,
     digest TEXT NOT NULL UNIQUE,
     created_ms INTEGER NOT NULL,
     revoked_ms INTEGER
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE audit (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     at_ms INTEGER NOT NULL,
     actor TEXT NOT NULL,
     action TEXT NOT NULL,
     account TEXT,
     object TEXT,
     reason TEXT,
     request_id TEXT NOT NULL,
     detail TEXT NOT NULL
   ) STRICT;
   CREATE INDEX audit_of_account ON audit (account, id);
   CREATE INDEX audit_of_actor ON audit (actor, id);
   CREATE INDEX audit_of_account_and_actor ON audit (account, actor, id);

   -- What the objects that requests meet have not been told yet: a key (by digest) or an account's limits.
   CREATE TABLE untold (
     kind TEXT NOT NULL CHECK (kind IN ('key', 'limits')),
     name TEXT NOT NULL,
     revision INTEGER NOT NULL,
     PRIMARY KEY (kind, name)
   ) STRICT, WITHOUT ROWID;`,
];

/**
 * `caller` is JSON, as a request needs it; null: the key is disabled, deleted, or its account is disabled. Such a row
 * stays, so that older news that arrive late cannot bring the key back.
 */
export const KEYS_STEPS: readonly string[] = [
  `CREATE TABLE callers (
     digest TEXT PRIMARY KEY,
     revision INTEGER NOT NULL,
     caller TEXT,
     used_ms INTEGER
   ) STRICT, WITHOUT ROWID;`,
];

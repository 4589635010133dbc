/** Accounts in the directory's tables. */
import type { Overrides } from "../limits/override.ts";
import type { Account, Page } from "./directory.ts";

interface Row extends Record<string, SqlStorageValue> {
  key: string;
  name: string;
  created_ms: number;
  disabled_ms: number | null;
  pins: string;
  exempt: string;
  limits: string;
}

export function findAccount(sql: SqlStorage, key: string): Account | null {
  const [row] = sql.exec<Row>("SELECT * FROM accounts WHERE key = ?", key).toArray();
  return row === undefined ? null : accountOf(row);
}

export function listAccounts(sql: SqlStorage, after: string | null, limit: number): Page<Account, string> {
  // No key is empty: all come after "". One more than asked for tells whether there is a next page.
  const rows = sql
    .exec<Row>("SELECT * FROM accounts WHERE key > ? ORDER BY key LIMIT ?", after ?? "", limit + 1)
    .toArray();
  const items = rows.slice(0, limit).map(accountOf);
  return { items, next: rows.length > limit ? (items.at(-1)?.key ?? null) : null };
}

/** Writes it as it is, whether it was there or not. */
export function saveAccount(sql: SqlStorage, account: Account): void {
  sql.exec(
    `INSERT INTO accounts (key, name, created_ms, disabled_ms, pins, exempt, limits) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET name = excluded.name, disabled_ms = excluded.disabled_ms,
       pins = excluded.pins, exempt = excluded.exempt, limits = excluded.limits`,
    account.key,
    account.name,
    account.createdMs,
    account.disabledMs,
    JSON.stringify(account.pins),
    JSON.stringify(account.exempt),
    JSON.stringify(account.limits),
  );
}

export function newAccount(key: string, name: string, now: number): Account {
  return { key, name, createdMs: now, disabledMs: null, pins: {}, exempt: [], limits: {} };
}

function accountOf(row: Row): Account {
  return {
    key: row.key,
    name: row.name,
    createdMs: row.created_ms,
    disabledMs: row.disabled_ms,
    pins: JSON.parse(row.pins) as Account["pins"],
    exempt: JSON.parse(row.exempt) as string[],
    limits: JSON.parse(row.limits) as Overrides,
  };
}

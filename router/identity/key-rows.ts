/** Keys in the directory's tables. A digest never leaves the directory but for the `Keys` object that needs it. */
import type { Role } from "../../contracts/headers.ts";
import type { Key } from "./directory.ts";

/** A key and what is looked up to find it. */
export interface Kept extends Key {
  readonly digest: string;
}

interface Row extends Record<string, SqlStorageValue> {
  id: string;
  digest: string;
  account: string;
  role: Role;
  label: string | null;
  applications: string | null;
  created_ms: number;
  expires_ms: number | null;
  disabled_ms: number | null;
  replaced_by: string | null;
  used_ms: number | null;
}

export function findKey(sql: SqlStorage, account: string, id: string): Kept | null {
  const [row] = sql.exec<Row>("SELECT * FROM keys WHERE id = ? AND account = ?", id, account).toArray();
  return row === undefined ? null : keyOf(row);
}

/** Whatever account it belongs to. */
export function findDigest(sql: SqlStorage, digest: string): Kept | null {
  const [row] = sql.exec<Row>("SELECT * FROM keys WHERE digest = ?", digest).toArray();
  return row === undefined ? null : keyOf(row);
}

/** Oldest first. */
export function keysOf(sql: SqlStorage, account: string): Kept[] {
  return sql.exec<Row>("SELECT * FROM keys WHERE account = ? ORDER BY created_ms, id", account).toArray().map(keyOf);
}

/** Writes it as it is, whether it was there or not; a digest is never changed. */
export function saveKey(sql: SqlStorage, key: Kept): void {
  sql.exec(
    `INSERT INTO keys (id, digest, account, role, label, applications, created_ms, expires_ms, disabled_ms, replaced_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET account = excluded.account, role = excluded.role, label = excluded.label,
       expires_ms = excluded.expires_ms, disabled_ms = excluded.disabled_ms, replaced_by = excluded.replaced_by`,
    key.id,
    key.digest,
    key.account,
    key.role,
    key.label,
    key.applications === null ? null : JSON.stringify(key.applications),
    key.createdMs,
    key.expiresMs,
    key.disabledMs,
    key.replacedBy,
  );
}

export function removeKey(sql: SqlStorage, id: string): void {
  sql.exec("DELETE FROM keys WHERE id = ?", id);
}

export function saveLastUsed(sql: SqlStorage, id: string, usedMs: number): void {
  sql.exec("UPDATE keys SET used_ms = ? WHERE id = ?", usedMs, id);
}

/** What may be shown of it. */
export function shown(kept: Kept): Key {
  const { digest: _, ...key } = kept;
  return key;
}

function keyOf(row: Row): Kept {
  return {
    id: row.id,
    digest: row.digest,
    account: row.account,
    role: row.role,
    label: row.label,
    applications: row.applications === null ? null : (JSON.parse(row.applications) as string[]),
    createdMs: row.created_ms,
    expiresMs: row.expires_ms,
    disabledMs: row.disabled_ms,
    replacedBy: row.replaced_by,
    lastUsedMs: row.used_ms,
  };
}

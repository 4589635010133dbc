/** Who changed what, when and why: kept for good, in the transaction of the change itself. */
import type { AuditEntry, AuditQuery, By, Change, Detail, Page } from "./directory.ts";

export type Noted = Pick<AuditEntry, "action" | "account" | "object" | "detail">;

/** A thing as the log shows it. */
export type Facts = Readonly<Record<string, Detail>>;

interface Row extends Record<string, SqlStorageValue> {
  id: number;
  at_ms: number;
  actor: string;
  action: string;
  account: string | null;
  object: string | null;
  reason: string | null;
  request_id: string;
  detail: string;
}

export function note(sql: SqlStorage, by: By, atMs: number, noted: Noted): void {
  sql.exec(
    `INSERT INTO audit (at_ms, actor, action, account, object, reason, request_id, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    atMs,
    by.actor,
    noted.action,
    noted.account,
    noted.object,
    by.reason,
    by.requestId,
    JSON.stringify(noted.detail),
  );
}

/** Newest first; each filter, and both together, has an index. */
export function listAudit(sql: SqlStorage, { before, limit, account, actor }: AuditQuery): Page<AuditEntry, number> {
  const conditions = ["id < ?"];
  const values: (string | number)[] = [before ?? Number.MAX_SAFE_INTEGER];
  if (account !== undefined) {
    conditions.push("account = ?");
    values.push(account);
  }
  if (actor !== undefined) {
    conditions.push("actor = ?");
    values.push(actor);
  }
  const where = conditions.join(" AND ");
  const rows = sql
    .exec<Row>(`SELECT * FROM audit WHERE ${where} ORDER BY id DESC LIMIT ?`, ...values, limit + 1)
    .toArray();
  const items = rows.slice(0, limit).map(entryOf);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

function entryOf(row: Row): AuditEntry {
  return {
    id: row.id,
    atMs: row.at_ms,
    actor: row.actor,
    action: row.action,
    account: row.account,
    object: row.object,
    reason: row.reason,
    requestId: row.request_id,
    detail: JSON.parse(row.detail) as AuditEntry["detail"],
  };
}

/** What differs between two states of a thing, by member; null when nothing does. */
export function differences(before: Facts, after: Facts): Readonly<Record<string, Change>> | null {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => [name, { before: before[name] ?? null, after: after[name] ?? null }] as const)
    .filter(([, change]) => JSON.stringify(change.before) !== JSON.stringify(change.after));
  return changed.length === 0 ? null : Object.fromEntries(changed);
}

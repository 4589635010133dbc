/** Operators with tokens of their own, so that the audit log can name them. */
import { done, refused, type Changing, type Outcome } from "./changing.ts";
import { sameDigest } from "./digest.ts";
import type { Operator } from "./directory.ts";

interface Row extends Record<string, SqlStorageValue> {
  name: string;
  digest: string;
  created_ms: number;
  revoked_ms: number | null;
}

export function listOperators(sql: SqlStorage): Operator[] {
  return rows(sql).map(operatorFrom);
}

/** Compares with every operator's, each in constant time. */
export function operatorOf(sql: SqlStorage, digest: string): string | null {
  const all = rows(sql);
  const same = all.map((row) => sameDigest(row.digest, digest) && row.revoked_ms === null);
  return all[same.indexOf(true)]?.name ?? null;
}

export function createOperator(
  change: Changing,
  given: { readonly name: string; readonly digest: string },
): Outcome<Operator> {
  const taken = rows(change.sql).some((row) => row.name === given.name || sameDigest(row.digest, given.digest));
  if (taken) return refused("operator-exists");
  const operator = { name: given.name, createdMs: change.now, revokedMs: null };
  change.sql.exec(
    "INSERT INTO operators (name, digest, created_ms) VALUES (?, ?, ?)",
    operator.name,
    given.digest,
    operator.createdMs,
  );
  change.note({ action: "operator.create", account: null, object: given.name, detail: {} });
  return done(operator);
}

export function revokeOperator(change: Changing, name: string): Outcome<Operator> {
  const row = rows(change.sql).find((one) => one.name === name);
  if (row === undefined) return refused("operator-unknown");
  const operator = operatorFrom(row);
  if (operator.revokedMs !== null) return done(operator);
  change.sql.exec("UPDATE operators SET revoked_ms = ? WHERE name = ?", change.now, name);
  change.note({ action: "operator.revoke", account: null, object: name, detail: {} });
  return done({ ...operator, revokedMs: change.now });
}

function rows(sql: SqlStorage): Row[] {
  return sql.exec<Row>("SELECT name, digest, created_ms, revoked_ms FROM operators ORDER BY name").toArray();
}

function operatorFrom(row: Row): Operator {
  return { name: row.name, createdMs: row.created_ms, revokedMs: row.revoked_ms };
}

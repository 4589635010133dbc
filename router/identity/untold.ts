/**
 * What the objects that requests meet have not been told yet. A mark is written in the transaction of the change that
 * needs telling and taken off when the object has answered, so a crash in between loses nothing.
 */
export interface Mark {
  readonly kind: "key" | "limits";
  /** A key's digest, or an account. */
  readonly name: string;
  /** Of the last change. */
  readonly revision: number;
}

interface Row extends Record<string, SqlStorageValue> {
  kind: Mark["kind"];
  name: string;
  revision: number;
}

export function mark(sql: SqlStorage, { kind, name, revision }: Mark): void {
  sql.exec(
    `INSERT INTO untold (kind, name, revision) VALUES (?, ?, ?)
     ON CONFLICT (kind, name) DO UPDATE SET revision = excluded.revision`,
    kind,
    name,
    revision,
  );
}

/** Only what was told: a change made in the meantime has a greater revision, and its mark stays. */
export function unmark(sql: SqlStorage, { kind, name, revision }: Mark): void {
  sql.exec("DELETE FROM untold WHERE kind = ? AND name = ? AND revision = ?", kind, name, revision);
}

/** Those of one change. */
export function marksOf(sql: SqlStorage, revision: number): Mark[] {
  return sql.exec<Row>("SELECT kind, name, revision FROM untold WHERE revision = ?", revision).toArray();
}

/** In no order, so that objects which do not answer cannot stand in the way of the others. */
export function someMarks(sql: SqlStorage, limit: number): Mark[] {
  return sql.exec<Row>("SELECT kind, name, revision FROM untold ORDER BY random() LIMIT ?", limit).toArray();
}

export function anyMark(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM untold LIMIT 1").toArray().length > 0;
}

/**
 * Greater than any before, whatever the clock does. Of the clock, so that a directory restored from a backup does not
 * give out revisions again that the other objects have seen.
 */
export function nextRevision(last: number, now: number): number {
  return Math.max(last + 1, now);
}

/** Between two rounds that did not reach everybody: a second, doubling up to five minutes. */
export function retryDelayMs(failures: number): number {
  return Math.min(1_000 * 2 ** Math.max(failures - 1, 0), 300_000);
}

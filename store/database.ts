/**
 * The object's SQLite as three verbs over whole results. Everything below the object class takes one of these
 * interfaces, so that a test can watch the statements, and a reader cannot be handed the means to write.
 */
export type Value = string | number | null;
export type Row = Record<string, SqlStorageValue>;

export interface Statement {
  readonly sql: string;
  readonly values: readonly Value[];
}

export interface Reader {
  /** Every row, in the statement's order. */
  all<T extends Row>(sql: string, ...values: Value[]): T[];
  /** The first row, or null. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- Only the caller knows what its SQL answers.
  first<T extends Row>(sql: string, ...values: Value[]): T | null;
}

export interface Database extends Reader {
  run(sql: string, ...values: Value[]): void;
}

/** `sql` must come from constants: the runtime keeps prepared statements by their text. */
export function database(storage: SqlStorage): Database {
  return {
    all: <T extends Row>(sql: string, ...values: Value[]): T[] => storage.exec<T>(sql, ...values).toArray(),
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- As in Reader.
    first: <T extends Row>(sql: string, ...values: Value[]): T | null => {
      const [row] = storage.exec<T>(sql, ...values).toArray();
      return row ?? null;
    },
    run: (sql, ...values) => {
      storage.exec(sql, ...values).toArray();
    },
  };
}

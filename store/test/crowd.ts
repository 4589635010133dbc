/** Accounts with many contacts in them, and a queue that a test works off step by step. */
import { runInDurableObject } from "cloudflare:test";
import type { AccountStore } from "../account.ts";
import { type Row, type Value, database } from "../database.ts";
import type { Stub } from "./fixture.ts";

export const CUSTOMERS = { id: 31, uuid: "00000000-0000-4000-8000-000000000031" };
export const JOE = "00000000-0000-4000-8000-000000000101";
export const FRANK = "00000000-0000-4000-8000-000000000102";
export const ANN = "00000000-0000-4000-8000-000000000103";
export const STAN = "00000000-0000-4000-8000-000000000104";

/** Members of the group, each with a telephone number. */
export async function crowd(stub: Stub, count: number, group = CUSTOMERS.id): Promise<void> {
  await runInDurableObject(stub, (_, { storage: { sql } }) => {
    const numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)";
    sql.exec(
      `INSERT INTO contacts (uuid, created_on, modified_on)
        ${numbers} SELECT format('10000000-0000-4000-8000-%012d', i), 1500000000000000, 1500000000000000 + i FROM n`,
      count,
    );
    const made = "FROM contacts WHERE uuid LIKE '10000000%'";
    sql.exec(
      `INSERT OR IGNORE INTO urns (urn, contact, position) SELECT 'tel:+2507' || (10000000 + id), id, 0 ${made}`,
    );
    sql.exec(
      `INSERT OR IGNORE INTO memberships (contact, group_id, modified_on) SELECT id, ?, modified_on ${made}`,
      group,
    );
  });
}

export interface Steps {
  /** One round of the alarm. Nothing else comes between two steps: they are taken without waiting for anything. */
  readonly step: () => Promise<void>;
  readonly rows: <T extends Row>(sql: string, ...values: Value[]) => T[];
  readonly number: (sql: string, ...values: Value[]) => number;
  /** Tasks to be worked off. That runs expire in hours is none of them. */
  readonly waiting: () => number;
}

/** Takes steps until nothing waits. */
export function worksOff(stub: Stub): Promise<void> {
  return stepwise(stub, async (_, steps) => {
    while (steps.waiting() > 0) await steps.step();
  });
}

/** `work` is run inside the object, after whatever it awaits of the object's own methods. */
export function stepwise(stub: Stub, work: (object: AccountStore, steps: Steps) => Promise<void>): Promise<void> {
  return runInDurableObject(stub, async (instance, { storage }) => {
    // The stub's type is the binding's, which does not say what class is behind it.
    const object = instance as unknown as AccountStore;
    const db = database(storage.sql);
    const number = (sql: string, ...values: Value[]): number =>
      db.first<{ number: number }>(`SELECT (${sql}) AS number`, ...values)?.number ?? 0;
    await work(object, {
      step: () => object.alarm(),
      rows: (sql, ...values) => db.all(sql, ...values),
      number,
      waiting: () => number("SELECT count(*) FROM tasks WHERE state = 'waiting' AND kind <> 'expire'"),
    });
  });
}

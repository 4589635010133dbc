/** Contacts by their URNs. Where an account hides them nobody is found by one: that would tell whose it is. */
import type { Reader } from "../database.ts";

export function hidesUrns(db: Reader): boolean {
  return db.first("SELECT 1 AS yes FROM account WHERE one = 1 AND anon = 1") !== null;
}

/** Numbers of the contacts with these telephone numbers, which stand behind `tel:`. Looked up one by one. */
export function contactsCalled(db: Reader, phones: readonly string[]): readonly number[] {
  if (hidesUrns(db)) return [];
  const owners = db.all<{ id: number }>(
    "SELECT u.contact AS id FROM json_each(?) asked CROSS JOIN urns u ON u.urn = asked.value",
    JSON.stringify(phones.map((number) => `tel:${number}`)),
  );
  return owners.map(({ id }) => id);
}

/**
 * What rows of a page refer to, looked up once a page and not once a row: a page names few channels, labels or flows,
 * however many of its rows have them.
 */
import type { Ref } from "../../contracts/records.ts";
import type { Reader } from "../database.ts";

const LOOKUPS = {
  channels: "SELECT r.id, r.uuid, r.name FROM json_each(?) asked CROSS JOIN channels r ON r.id = asked.value",
  contacts: "SELECT r.id, r.uuid, r.name FROM json_each(?) asked CROSS JOIN contacts r ON r.id = asked.value",
  flows: "SELECT r.id, r.uuid, r.name FROM json_each(?) asked CROSS JOIN flows r ON r.id = asked.value",
  groups:
    "SELECT r.id, r.uuid, r.name FROM json_each(?) asked CROSS JOIN groups r ON r.id = asked.value WHERE r.removed = 0",
  labels:
    "SELECT r.id, r.uuid, r.name FROM json_each(?) asked CROSS JOIN labels r ON r.id = asked.value WHERE r.removed = 0",
} as const;

export type Refs = ReadonlyMap<number, Ref>;

/** By number; nulls and repetitions are left out, as are numbers that nothing has, or only what was deleted. */
export function refsOf(db: Reader, table: keyof typeof LOOKUPS, ids: readonly (number | null)[]): Refs {
  const asked = new Set(ids.filter((id) => id !== null));
  if (asked.size === 0) return new Map();
  const rows = db.all<{ id: number; uuid: string; name: string | null }>(LOOKUPS[table], JSON.stringify([...asked]));
  return new Map(rows.map(({ id, uuid, name }) => [id, { uuid, name }]));
}

/** In the order of the numbers. */
export function refsIn(refs: Refs, ids: readonly number[]): Ref[] {
  return ids.flatMap((id) => {
    const ref = refs.get(id);
    return ref === undefined ? [] : [ref];
  });
}

/** Of a row that cannot be there without what it refers to. */
export function refTo(refs: Refs, id: number): Ref {
  const ref = refs.get(id);
  if (ref === undefined) throw new Error(`A row refers to number ${id}, and nothing has that number.`);
  return ref;
}

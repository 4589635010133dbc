/**
 * What the writers of import lines work with: the database, and references resolved by index, each once a chunk.
 */
import type { Clock } from "../clock.ts";
import type { Database } from "../database.ts";
import { fold } from "../fold.ts";
import { Refusal } from "./refusal.ts";

export interface Into {
  readonly db: Database;
  readonly clock: Clock;
  /** The name of the object: the account an org line must be about. */
  readonly account: string | undefined;
  readonly importId: string;
  /** The number of what is referred to; refuses the line when there is no such thing. */
  readonly resolve: (kind: Reference, value: string, field: string) => number;
}

export type Reference = keyof typeof LOOKUPS;

const LOOKUPS = {
  contact: "SELECT id FROM contacts WHERE uuid = ?",
  group: "SELECT id FROM groups WHERE uuid = ?",
  channel: "SELECT id FROM channels WHERE uuid = ?",
  flow: "SELECT id FROM flows WHERE uuid = ?",
  label: "SELECT id FROM labels WHERE name_folded = ?",
  field: "SELECT id FROM fields WHERE key = ?",
  resthook: "SELECT id FROM resthooks WHERE resthook = ?",
  campaign: "SELECT id FROM campaigns WHERE uuid = ?",
  boundary: "SELECT id FROM boundaries WHERE osm_id = ?",
} as const;

/** Lives as long as a chunk: nothing that a chunk can refer to is removed by one. */
export function into(db: Database, clock: Clock, account: string | undefined, importId: string): Into {
  const known = new Map<string, number>();
  return {
    db,
    clock,
    account,
    importId,
    resolve: (kind, value, field) => {
      const wanted = kind === "label" ? fold(value) : value;
      const entry = `${kind} ${wanted}`;
      const id = known.get(entry) ?? db.first<{ id: number }>(LOOKUPS[kind], wanted)?.id;
      if (id === undefined) {
        throw new Refusal(field, `There is no ${kind} "${value}": send its line before the lines that refer to it.`);
      }
      known.set(entry, id);
      return id;
    },
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** By UUID, which is looked for only where it looks like one: nearly all come by name, in any case. */
export function labelId({ db, resolve }: Into, reference: string): number {
  const row = UUID.test(reference) ? db.first<{ id: number }>("SELECT id FROM labels WHERE uuid = ?", reference) : null;
  return row?.id ?? resolve("label", reference, "labels");
}

/** Integer numbers for SQLite, which has no booleans. */
export function bit(value: boolean): number {
  return value ? 1 : 0;
}

/** For writing by UUID with a number of the caller's: an upsert that touched no row met another number. */
export function sameNumber(row: { id: number } | null, kind: string): number {
  if (row !== null) return row.id;
  throw new Refusal("id", `The ${kind} with this UUID is stored under another id: an id never changes.`);
}

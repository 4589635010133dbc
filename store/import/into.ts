/**
 * What the writers of import lines work with: the database, and references resolved by index, each once a chunk; what a
 * chunk has hundreds of is looked up for all of it at once.
 */
import type { Clock } from "../clock.ts";
import type { Database } from "../database.ts";
import { fold } from "../fold.ts";
import type { LookedUp } from "./look_up.ts";
import { Refusal } from "./refusal.ts";

export interface Into {
  readonly db: Database;
  readonly clock: Clock;
  /** The name of the object: the account an org line must be about. */
  readonly account: string | undefined;
  readonly importId: string;
  /** The number of what is referred to; refuses the line when there is no such thing. */
  readonly resolve: (kind: Reference, value: string, field: string) => number;
  /** The number of a contact, or null where there is none of this UUID; and one that a line has made. */
  readonly contact: (uuid: string) => number | null;
  readonly made: (uuid: string, id: number) => void;
  /** Numbers of those messages of the chunk that are stored; whoever writes one adds it. */
  readonly messages: Set<number>;
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

/**
 * Lives as long as a chunk: nothing that a chunk can refer to is removed by one.
 * @param looked what has been looked up for the whole chunk beforehand
 */
export function into(
  db: Database,
  clock: Clock,
  account: string | undefined,
  importId: string,
  looked: LookedUp,
): Into {
  const known = new Map<string, number>();
  const { contacts, messages } = looked;
  const contact = (uuid: string): number | undefined => {
    const id = contacts.get(uuid);
    return id === null ? undefined : (id ?? db.first<{ id: number }>(LOOKUPS.contact, uuid)?.id);
  };
  const other = (kind: Reference, wanted: string): number | undefined => {
    const entry = `${kind} ${wanted}`;
    const id = known.get(entry) ?? db.first<{ id: number }>(LOOKUPS[kind], wanted)?.id;
    if (id !== undefined) known.set(entry, id);
    return id;
  };
  return {
    db,
    clock,
    account,
    importId,
    messages,
    contact: (uuid) => contact(uuid) ?? null,
    made: (uuid, id) => void contacts.set(uuid, id),
    resolve: (kind, value, field) => {
      const id = kind === "contact" ? contact(value) : other(kind, kind === "label" ? fold(value) : value);
      if (id === undefined) {
        throw new Refusal(field, `There is no ${kind} "${value}": send its line before the lines that refer to it.`);
      }
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

/**
 * Whom a broadcast or a flow start reaches, part by part: the contacts it names, then its groups one after the other,
 * each walked by the contacts' numbers. Whoever is in a group from the request until the walk has passed is met;
 * contacts made later are not. A contact that several groups have is met several times: the step that acts on it
 * knows by an index whether it has.
 */
import type { Reader } from "../database.ts";

export interface Named {
  readonly contacts: readonly number[];
  readonly groups: readonly number[];
}

/** Where a walk goes on: after this contact, of the named ones (group -1) or of that group in the list. */
export interface Progress {
  readonly group: number;
  readonly after: number;
  /** The highest number of a contact when the walk was promised. */
  readonly last: number;
}

export function begin(db: Reader): Progress {
  return {
    group: -1,
    after: 0,
    last: db.first<{ last: number | null }>("SELECT max(id) AS last FROM contacts")?.last ?? 0,
  };
}

export interface Part {
  readonly contacts: readonly number[];
  /** Null: that was the last part. */
  readonly progress: Progress | null;
}

/** At most `count` contacts, by their numbers. */
export function part(db: Reader, named: Named, progress: Progress, count: number): Part {
  const { group, after, last } = progress;
  const contacts = group < 0 ? ownPart(named, after, count) : members(db, named.groups[group] ?? 0, progress, count);
  const end = contacts.at(-1);
  if (contacts.length === count && end !== undefined) return { contacts, progress: { group, after: end, last } };
  const next = group + 1;
  return { contacts, progress: next < named.groups.length ? { group: next, after: 0, last } : null };
}

function ownPart({ contacts }: Named, after: number, count: number): number[] {
  const rest = contacts.filter((contact) => contact > after).toSorted((one, other) => one - other);
  return rest.slice(0, count);
}

function members(db: Reader, group: number, { after, last }: Progress, count: number): number[] {
  return db
    .all<{ contact: number }>(
      "SELECT contact FROM memberships WHERE group_id = ? AND contact > ? AND contact <= ? ORDER BY contact LIMIT ?",
      group,
      after,
      last,
      count,
    )
    .map(({ contact }) => contact);
}

/**
 * Contacts, out again, while they change. Most of an export's lines may be out of date by its end; lines of contacts may
 * not: a URN has one owner, so a URN that moved from a contact already sent to one that is sent later would come twice,
 * and no import would take it. So changes of contacts already sent are followed by the event log, at the start of each
 * part and in the same instant as its other lines:
 *
 *  1. every contact changed since comes again without its URNs, which gives back whatever it claims no longer;
 *  2. only when no change is left: those contacts once more, in full;
 *  3. only then: contacts that have not come yet.
 *
 * Whatever is sent under 2 and 3 can only meet claims that hold at that instant. So the list ends as what the contacts
 * were when its last line was read, however long that took.
 */
import type * as z from "zod";
import type * as shapes from "../import/shapes.ts";
import { lastEvent } from "./changes.ts";
import { formatInstant } from "./instant.ts";
import type { Part } from "./part.ts";
import type { Place } from "./place.ts";
import { type Found, type Read, type Walk, json, lineOf, take } from "./walk.ts";

type Contact = z.input<typeof shapes.contact>;
type ContactRow = {
  contact: number;
  uuid: string;
  name: string | null;
  language: string | null;
  urns: string;
  groups: string;
  fields: string;
  blocked: number;
  stopped: number;
  deleted: number;
  created_on: number;
  modified_on: number;
};

/** Expects the contact as `c`. `?3`: where the groups ended. */
const COLUMNS = `c.id AS contact, c.uuid, c.name, c.language,
  c.urns,
  (SELECT json_group_array(uuid) FROM (SELECT g.uuid FROM memberships m CROSS JOIN groups g ON g.id = m.group_id
    WHERE m.contact = c.id AND m.group_id <= ?3 AND g.removed = 0 ORDER BY m.group_id)) AS groups,
  c.fields, c.blocked, c.stopped, c.deleted, c.created_on, c.modified_on`;

export const contacts: Walk = {
  list: "contacts",
  advance: (read, place, part) => {
    const listing = { read, place, late: lateFields(read, place) };
    const head = lastEvent(read);
    const freed = take(part, place.freed, (after, count) => changed(listing, after, count, head, withoutUrns));
    if (!freed.done) return { place: { ...place, freed: freed.after }, done: false };
    const filled = take(part, place.filled, (after, count) => changed(listing, after, count, head, inFull));
    if (!filled.done) return { place: { ...place, freed: head, filled: filled.after }, done: false };
    return further(listing, { ...place, freed: head, filled: head }, part);
  },
};

interface Listing {
  readonly read: Read;
  readonly place: Place;
  /** Keys of the fields that came after the fields' lines. */
  readonly late: ReadonlySet<string>;
}

/** Those that have not come yet. */
function further({ read, late }: Listing, place: Place, part: Part): { place: Place; done: boolean } {
  function* found(after: number, count: number): Generator<Found> {
    const sql = `SELECT ${COLUMNS} FROM contacts c WHERE c.id > ?1 ORDER BY c.id LIMIT ?2`;
    for (const row of read<ContactRow>(sql, after, count, place.ends.groups ?? 0)) {
      yield { id: row.contact, line: inFull(contactOf(row, late), row.deleted === 1) };
    }
  }
  const { after, done } = take(part, place.after, found);
  return { place: { ...place, after }, done };
}

/** Contacts already sent that events after one and up to another tell of, each once a part. Numbered by event. */
function* changed(
  { read, place, late }: Listing,
  after: number,
  count: number,
  upTo: number,
  line: (contact: Contact, deleted: boolean) => string | null,
): Generator<Found> {
  const rows = read<(Record<keyof ContactRow, null> & { event: number }) | (ContactRow & { event: number })>(
    `SELECT e.id AS event, ${COLUMNS} FROM events e LEFT JOIN contacts c ON e.kind = 'contact' AND c.uuid = e.object
      AND c.id <= ?4 WHERE e.id > ?1 AND e.id <= ?5 ORDER BY e.id LIMIT ?2`,
    after,
    count,
    place.ends.groups ?? 0,
    place.after,
    upTo,
  );
  const seen = new Set<number>();
  for (const row of rows) {
    const repeated = row.contact === null || seen.has(row.contact);
    yield { id: row.event, line: repeated ? null : line(contactOf(row, late), row.deleted === 1) };
    if (!repeated) seen.add(row.contact);
  }
}

/** Also the last line of a contact that was deleted after it had been sent: its row is emptied, so its line is too. */
function withoutUrns(contact: Contact): string {
  return lineOf("contacts", { ...contact, urns: [] });
}

function inFull(contact: Contact, deleted: boolean): string | null {
  return deleted ? null : lineOf("contacts", contact);
}

function contactOf(row: ContactRow, late: ReadonlySet<string>): Contact {
  const values = Object.entries(json<Record<string, string>>(row.fields));
  return {
    uuid: row.uuid,
    name: row.name,
    language: row.language,
    urns: json(row.urns),
    groups: json(row.groups),
    fields: Object.fromEntries(values.filter(([key]) => !late.has(key))),
    blocked: row.blocked === 1,
    stopped: row.stopped === 1,
    created_on: formatInstant(row.created_on),
    modified_on: formatInstant(row.modified_on),
  };
}

/** Nearly always none. */
function lateFields(read: Read, place: Place): ReadonlySet<string> {
  const rows = read<{ key: string }>("SELECT key FROM fields WHERE id > ?1 ORDER BY id", place.ends.fields ?? 0);
  return new Set([...rows].map(({ key }) => key));
}

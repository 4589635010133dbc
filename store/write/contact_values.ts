/**
 * What a contact command names, looked up: every failing field at once, in the order urns, groups, fields, each with
 * its first bad value. Nothing is written here.
 */
import type { ContactValues, Failure } from "../../contracts/account.ts";
import type { Reader } from "../database.ts";
import type { GroupRecord } from "../../contracts/records.ts";
import { fieldByKey } from "../read/fields.ts";
import { groupByName, groupByUuid } from "../read/groups.ts";

export interface ContactState {
  readonly id: number;
  readonly uuid: string;
  readonly active: boolean;
}

/** Ready to write: lists without repetition, groups by number. Absent: not given. */
export interface Named {
  readonly urns?: readonly string[];
  readonly groups?: readonly number[];
  readonly failures: readonly Failure[];
}

/** `contact` is null for one to be created. An update may take URNs from other contacts, so only a creation asks who owns them. */
export function lookUp(db: Reader, set: ContactValues, contact: ContactState | null, anon: boolean): Named {
  const urns = set.urns && [...new Set(set.urns)];
  const groups = set.groups && resolveGroups(db, set.groups, contact);
  const failures = [
    urns && urnFailure(db, urns, contact, anon),
    groups && "code" in groups ? groups : null,
    set.fields && fieldFailure(db, Object.keys(set.fields)),
  ].filter((failure) => failure !== null && failure !== undefined);
  return { ...(urns && { urns }), ...(groups && !("code" in groups) && { groups: groups.ids }), failures };
}

function urnFailure(db: Reader, urns: readonly string[], contact: ContactState | null, anon: boolean): Failure | null {
  if (contact !== null) return anon ? { field: "urns", code: "anonymous" } : null;
  const value = urns.find((urn) => urnOwner(db, urn) !== null);
  return value === undefined ? null : { field: "urns", code: "taken", value };
}

function resolveGroups(
  db: Reader,
  references: readonly string[],
  contact: ContactState | null,
): Failure | { readonly ids: readonly number[] } {
  const ids = new Set<number>();
  for (const value of references) {
    const group = groupByReference(db, value);
    if (group === null) return { field: "groups", code: "unknown", value };
    if (group.query !== null) return { field: "groups", code: "dynamic", value };
    ids.add(group.id);
  }
  if (ids.size > 0 && contact !== null && !contact.active) return { field: "groups", code: "inactive" };
  return { ids: [...ids] };
}

function groupByReference(db: Reader, reference: string): GroupRecord | null {
  return groupByUuid(db, reference) ?? groupByName(db, reference);
}

function fieldFailure(db: Reader, keys: readonly string[]): Failure | null {
  const value = keys.find((key) => fieldByKey(db, key) === null);
  return value === undefined ? null : { field: "fields", code: "unknown", value };
}

/** The number of the contact that owns the URN. */
export function urnOwner(db: Reader, urn: string): number | null {
  return db.first<{ contact: number }>("SELECT contact FROM urns WHERE urn = ?", urn)?.contact ?? null;
}

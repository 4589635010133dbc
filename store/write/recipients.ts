/**
 * Whom a command names, by number: every failing field at once, each with its first bad value, then contacts made for
 * URNs that nobody has. Blocked and stopped contacts may be named; whoever acts on them skips them.
 */
import type { ContactTarget, Failure } from "../../contracts/account.ts";
import type { Recipients } from "../../contracts/broadcasts.ts";
import { groupByName, groupByUuid } from "../read/groups.ts";
import { createContact } from "./contact_create.ts";
import { find, settings } from "./contact_parts.ts";
import { urnOwner } from "./contact_values.ts";
import type { Writing } from "./outcome.ts";

/** Without repetition. */
export interface NamedRecipients {
  readonly urns: readonly string[];
  readonly contacts: readonly number[];
  readonly groups: readonly number[];
}

export interface Resolved<T> {
  readonly ids: readonly T[];
  readonly failure: Failure | null;
}

export function resolveRecipients(
  writing: Writing,
  to: Recipients,
): { readonly named: NamedRecipients; readonly failures: readonly Failure[] } {
  const contacts = resolveContacts(writing, to.contacts ?? [], "contacts");
  const groups = resolveGroups(writing, to.groups ?? []);
  return {
    named: { urns: [...new Set(to.urns)], contacts: contacts.ids, groups: groups.ids },
    failures: [contacts.failure, groups.failure].filter((failure) => failure !== null),
  };
}

/** @param field what a failure is reported under */
export function resolveContacts(writing: Writing, targets: readonly ContactTarget[], field: string): Resolved<number> {
  const { anon } = settings(writing).account;
  const ids = new Set<number>();
  for (const target of targets) {
    const value = "urn" in target ? target.urn : target.uuid;
    // Whether it finds anybody would tell whose URN it is.
    if (anon && "urn" in target) return { ids: [], failure: { field, code: "anonymous", value } };
    const contact = find(writing, target);
    if (contact === null) return { ids: [], failure: { field, code: "unknown", value } };
    ids.add(contact.id);
  }
  return { ids: [...ids], failure: null };
}

function resolveGroups({ db }: Writing, references: readonly string[]): Resolved<number> {
  const ids = new Set<number>();
  for (const value of references) {
    const group = groupByUuid(db, value) ?? groupByName(db, value);
    if (group === null) return { ids: [], failure: { field: "groups", code: "unknown", value } };
    ids.add(group.id);
  }
  return { ids: [...ids], failure: null };
}

/** The contact of each URN, made where nobody has it. */
export function contactsOfUrns(writing: Writing, urns: readonly string[]): [urn: string, contact: number][] {
  return urns.map((urn) => {
    if (urnOwner(writing.db, urn) === null) createContact(writing, { urns: [urn] });
    const contact = urnOwner(writing.db, urn);
    if (contact === null) throw new Error("A contact was made with this URN in this transaction and must own it.");
    return [urn, contact];
  });
}

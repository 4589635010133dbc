/**
 * Runs made while the caller waits: a flow start that is complete at once, by the steps of one that is worked off
 * later (`work/starting.ts`). And runs that are made to expire.
 */
import {
  type Acted,
  type CountedFailure,
  type ExpireRuns,
  STARTED_AT_ONCE,
  type StartRuns,
} from "../../contracts/counted_flows.ts";
import type { Database } from "../database.ts";
import { completedUrn } from "../telephone.ts";
import { beginRun, eligible, startOf } from "../work/run_begin.ts";
import { SUSPENDED } from "../write/broadcasts.ts";
import { settings } from "../write/contact_parts.ts";
import { touch } from "../write/contact_touch.ts";
import { endRuns } from "../write/contact_runs.ts";
import type { Writing } from "../write/outcome.ts";
import { flowFor, insertStart } from "../write/start_row.ts";
import { contactsOfUrns, resolveContacts, resolveRecipients } from "../write/recipients.ts";
import { NOTHING, refused } from "./v1_acting.ts";
import { runItems } from "./v1_runs.ts";

/** What a contact may be made of: whether the network has such a number was never asked. */
const INTERNATIONAL = /^tel:\+\d{7,15}$/;

const TOO_MANY = { field: "recipients", code: "many", value: String(STARTED_AT_ONCE) } as const;

export function startRuns(writing: Writing, args: StartRuns): Acted {
  const { db } = writing;
  const { account } = settings(writing);
  const urns = args.phones.map((phone) => completedUrn(`tel:${phone}`, account.country));
  const bad = urns.findIndex((urn) => !INTERNATIONAL.test(urn));
  if (bad !== -1) return refused({ field: "phones", code: "number", value: args.phones[bad] ?? "" });
  const flow = flowFor(db, uuidOf(db, args.flow));
  const contacts = args.contacts.map((uuid) => ({ uuid }));
  const { named, failures } = resolveRecipients(writing, { contacts, groups: args.groups, urns });
  const all: CountedFailure[] = [...failures];
  if ("code" in flow) all.unshift({ ...flow, value: String(args.flow) });
  if (account.anon && named.urns.length > 0) {
    all.push({ field: "recipients", code: "anonymous", value: urns[0] ?? "" });
  }
  if ("code" in flow || all.length > 0) return refused(...all);
  if (account.suspended) return refused(SUSPENDED);
  const members = membersOf(db, named.groups);
  if (new Set([...named.contacts, ...members]).size + named.urns.length > STARTED_AT_ONCE) return refused(TOO_MANY);
  const called = contactsOfUrns(writing, named.urns).map(([, contact]) => contact);
  const own = [...new Set([...named.contacts, ...called])];
  const { restartParticipants, extra } = args;
  const id = insertStart(writing, {
    flow: flow.id,
    contacts: own,
    groups: named.groups,
    restartParticipants,
    excludeActive: false,
    extra,
    status: "complete",
  });
  const start = startOf(db, id);
  if (start === null) throw new Error("A start was made in this transaction and must be there.");
  const made = eligible(db, start, [...new Set([...own, ...members])]).map((contact) =>
    beginRun(writing, start, contact),
  );
  return made.length === 0 ? refused({ field: "started", code: "none" }) : { ok: true, made: runItems(db, made) };
}

function uuidOf(db: Database, flow: string | number): string {
  if (typeof flow === "string") return flow;
  return db.first<{ uuid: string }>("SELECT uuid FROM flows WHERE id = ?", flow)?.uuid ?? "";
}

/** At most one more than may be. */
function membersOf(db: Database, groups: readonly number[]): number[] {
  const members = new Set<number>();
  for (const group of groups) {
    const sql = "SELECT contact FROM memberships WHERE group_id = ? ORDER BY contact LIMIT ?";
    for (const { contact } of db.all<{ contact: number }>(sql, group, STARTED_AT_ONCE + 1)) members.add(contact);
    if (members.size > STARTED_AT_ONCE) break;
  }
  return [...members];
}

export function expireRuns(writing: Writing, { contacts }: ExpireRuns): Acted {
  const { ids, failure } = resolveContacts(
    writing,
    contacts.map((uuid) => ({ uuid })),
    "contacts",
  );
  if (failure !== null) return refused(failure);
  for (const id of ids) {
    if (!endRuns(writing, id, "expired")) continue;
    const uuid = writing.db.first<{ uuid: string }>("SELECT uuid FROM contacts WHERE id = ?", id)?.uuid ?? "";
    touch(writing, id, uuid);
  }
  return NOTHING;
}

/** A contact on the wire: the attributes of the first clients, and those that only newer ones read. */
import * as z from "zod";
import type { ContactContext } from "../../../contracts/account.ts";
import type { ContactRecord, Micros } from "../../../contracts/records.ts";
import { wireValue } from "../values/value.ts";
import { wireInstant } from "../wire/datetime.ts";
import { instant, reference, uuid } from "../wire/schemas.ts";

export const contact = z
  .object({
    uuid,
    name: z.string().nullable(),
    language: z.string().nullable().meta({ description: "ISO 639-3." }),
    urns: z.array(z.string()).meta({
      description: "The highest priority first; always empty in an anonymous account.",
      example: ["tel:+250788123123"],
    }),
    groups: z.array(reference),
    fields: z.record(z.string(), z.string().nullable()).meta({
      description: "Every field of the account by its key, null where the contact has no value of the field's type.",
    }),
    blocked: z.boolean().nullable(),
    stopped: z.boolean().nullable(),
    status: z.enum(["active", "blocked", "stopped"]).nullable(),
    flow: reference.nullable().meta({ description: "The flow that the contact is in now." }),
    created_on: instant,
    modified_on: instant,
    last_seen_on: instant.nullable(),
  })
  .meta({
    id: "Contact",
    description:
      "Of a deleted contact only `uuid`, `created_on` and `modified_on` are left; the lists are empty, the rest is null.",
  });

export type WireContact = z.output<typeof contact>;

export function wireContact(record: ContactRecord, { account, fields }: ContactContext): WireContact {
  const head = { uuid: record.uuid };
  const dates = { created_on: wireInstant(record.createdOn), modified_on: wireInstant(record.modifiedOn) };
  if (record.deleted) return { ...head, ...DELETED, ...dates, last_seen_on: null };

  const values: Record<string, string | null> = {};
  for (const { key, valueType } of fields) {
    // Own ones only: a field may well be called "constructor".
    const text = Object.hasOwn(record.fields, key) ? record.fields[key] : undefined;
    values[key] = text === undefined ? null : wireValue(text, valueType, account);
  }
  return {
    ...head,
    name: record.name,
    language: record.language,
    urns: account.anon ? [] : [...record.urns],
    groups: record.groups.map(({ uuid: of, name }) => ({ uuid: of, name })),
    fields: values,
    blocked: record.blocked,
    stopped: record.stopped,
    status: statusOf(record),
    flow: record.flow === null ? null : { uuid: record.flow.uuid, name: record.flow.name },
    ...dates,
    last_seen_on: instantOrNull(record.lastSeenOn),
  };
}

const DELETED = {
  name: null,
  language: null,
  urns: [],
  groups: [],
  fields: {},
  blocked: null,
  stopped: null,
  status: null,
  flow: null,
};

function statusOf({ blocked, stopped }: ContactRecord): WireContact["status"] {
  if (blocked) return "blocked";
  return stopped ? "stopped" : "active";
}

function instantOrNull(micros: Micros | null): string | null {
  return micros === null ? null : wireInstant(micros);
}

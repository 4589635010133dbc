/** What the account refused of a write, in words. Pure. */
import type { Failure, WriteResult } from "../../../contracts/account.ts";
import { named } from "../body.ts";
import { noSuchField } from "../contacts/body.ts";
import type { FieldErrors, Refusal } from "../refusal.ts";
import type { FieldNames } from "../route.ts";

export const ANONYMOUS: Refusal = {
  why: "query",
  sentence: "This account is anonymous: contacts cannot be looked up by URN. Use uuid.",
};

type Refused = Extract<WriteResult, { ok: false }>;

/** @param names what the body called its fields, where that differs from the account's names */
export function refusalOf(result: Refused, names: FieldNames = {}): Refusal {
  switch (result.why) {
    case "no-account":
    case "missing":
      return { why: result.why };
    case "anonymous":
      return ANONYMOUS;
    case "reused":
      return { why: "key-reused" };
    case "full":
      return { why: "full" };
    case "invalid":
      return { why: "fields", errors: errorsOf(result.failures, names) };
  }
}

export function errorsOf(failures: readonly Failure[], names: FieldNames): FieldErrors {
  const errors: Record<string, string[]> = {};
  for (const failure of failures) {
    const field = names[failure.field] ?? failure.field;
    (errors[field] ??= []).push(sentenceOf(failure));
  }
  return errors;
}

function sentenceOf({ code, field, value = "" }: Failure): string {
  switch (code) {
    case "unknown":
      return noSuch(field, value);
    case "dynamic":
      return `The members of this group come from its query and cannot be set: ${named(value)}`;
    case "fixed":
      return `This cannot be changed any more: ${named(value)}`;
    case "taken":
      return taken(field, value);
    case "inactive":
      return inactive(field, value);
    case "outgoing":
      return `This message was sent, not received: ${named(value)}`;
    case "anonymous":
      return ["contact", "contacts", "recipients"].includes(field)
        ? `This account is anonymous: name its contacts by UUID, not by URN: ${named(value)}`
        : "This account is anonymous: the URNs of a contact cannot be changed.";
    case "suspended":
      return "This account is suspended and sends nothing. Ask its operator why.";
    case "archived":
      return `This flow is archived and starts no more: ${named(value)}`;
    case "unreachable":
      return "No channel of this account serves any URN of this contact.";
    case "limit":
      return "The account has as many of these as it may have. Delete one first.";
    case "form":
      return "Not a URL that can be called. Give one that begins with http:// or https:// and has no password in it.";
    case "place":
      return "This URL leads into a private network. Give one that can be reached from the internet.";
  }
}

function inactive(field: string, value: string): string {
  if (field === "contact") return "Nothing is sent to a blocked or stopped contact.";
  return field === "members"
    ? `Blocked and stopped contacts cannot be in groups: ${value}`
    : "A blocked or stopped contact cannot be in groups.";
}

function taken(field: string, value: string): string {
  if (field === "urns") return `Another contact has this URN: ${named(value)}`;
  return field === "non_field_errors"
    ? `This URL is subscribed already: ${named(value)}`
    : "This field must be unique.";
}

/** By the account's name of the field that points at the object. */
const POINTED_AT: Readonly<Record<string, string>> = {
  campaign: "campaign",
  channel: "channel",
  contact: "contact",
  contacts: "contact",
  flow: "flow",
  label: "label",
  messages: "message",
  resthook: "resthook",
};

function noSuch(field: string, value: string): string {
  if (field === "fields" || field === "relativeTo") return noSuchField(value);
  return `No such ${POINTED_AT[field] ?? "group"}: ${named(value)}`;
}

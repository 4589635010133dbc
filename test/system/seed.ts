/** What tests import: the sample data, and accounts made up by a test. */
import { readFileSync } from "node:fs";

/** An account of an import document: its settings, and its lists under the names of `IMPORT_LISTS` (`contracts/import.ts`). */
export type ImportedAccount = Readonly<Record<string, unknown>> & { readonly key: string };

export function sampleAccounts(): readonly ImportedAccount[] {
  const path = new URL("../../local/sample/seed.json", import.meta.url);
  const document = JSON.parse(readFileSync(path, "utf8")) as { orgs: ImportedAccount[] };
  return document.orgs;
}

/** Where a test does not say when something was made. */
const MADE = "2016-01-01T00:00:00.000000Z";

/** An account with nothing in it, to be filled by `over`. The token is its administrator's. */
export function emptyAccount(
  key: string,
  token: string,
  over: Readonly<Record<string, unknown>> = {},
): ImportedAccount {
  return {
    key,
    id: 100,
    uuid: crypto.randomUUID(),
    name: key,
    country: "RW",
    languages: [],
    primary_language: null,
    timezone: "Africa/Kigali",
    date_style: "day_first",
    anon: false,
    suspended: false,
    rate_limit: null,
    tokens: [{ token, role: "A" }],
    ...over,
  };
}

/** The UUID of something in a made-up account, by its number. */
export function uuidOf(number: number): string {
  return `00000000-0000-4000-9000-${String(number).padStart(12, "0")}`;
}

/** A contact of a made-up account, of whom nothing is known but what `over` says. */
export function plainContact(
  uuid: string,
  over: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    uuid,
    name: null,
    language: null,
    urns: [],
    groups: [],
    fields: {},
    blocked: false,
    stopped: false,
    created_on: MADE,
    modified_on: MADE,
    ...over,
  };
}

/** A message that came in from a contact of the same account, into its inbox, if `over` says nothing else. */
export function plainMessage(
  id: number,
  contact: string,
  over: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    id,
    contact,
    urn: null,
    channel: null,
    direction: "in",
    type: "inbox",
    status: "handled",
    visibility: "visible",
    text: `Message ${id}`,
    labels: [],
    created_on: MADE,
    sent_on: null,
    modified_on: null,
    ...over,
  };
}

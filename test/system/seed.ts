/** What tests import: the sample data, and accounts made up by a test. */
import { readFileSync } from "node:fs";

/** An account of an import document: its settings, and its lists under the names of `IMPORT_LISTS` (`contracts/import.ts`). */
export type ImportedAccount = Readonly<Record<string, unknown>> & { readonly key: string };

export function sampleAccounts(): readonly ImportedAccount[] {
  const path = new URL("../../local/sample/seed.json", import.meta.url);
  const document = JSON.parse(readFileSync(path, "utf8")) as { orgs: ImportedAccount[] };
  return document.orgs;
}

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

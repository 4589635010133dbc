/**
 * Import documents for tests: the sample data, and accounts made up by a test. The document is cut into
 * the NDJSON chunks that `POST /admin/import` takes (`contracts/import.ts`).
 */
import { readFileSync } from "node:fs";
import { CHUNK_LIMITS, IMPORT_LISTS } from "../../contracts/import.ts";

/** An account of an import document: its settings, and its lists under the names of `IMPORT_LISTS`. */
export type ImportedAccount = Readonly<Record<string, unknown>> & { readonly key: string };

export function sampleAccounts(): readonly ImportedAccount[] {
  const path = new URL("../../local/sample/seed.json", import.meta.url);
  const document = JSON.parse(readFileSync(path, "utf8")) as { orgs: ImportedAccount[] };
  return document.orgs;
}

/** Bodies for chunk 0, 1, …: whole lines, at most `CHUNK_LIMITS.lines` each (test data is far below the byte limit). */
export function chunksOf(account: ImportedAccount): string[] {
  const settings = Object.entries(account).filter(([name]) => !IMPORT_LISTS.some((list) => list === name));
  const lines = [JSON.stringify({ org: Object.fromEntries(settings) })];
  for (const list of IMPORT_LISTS) {
    const items = (account[list] ?? []) as readonly unknown[];
    for (const item of items) lines.push(JSON.stringify({ [list]: item }));
  }
  const chunks: string[] = [];
  for (let at = 0; at < lines.length; at += CHUNK_LIMITS.lines) {
    chunks.push(`${lines.slice(at, at + CHUNK_LIMITS.lines).join("\n")}\n`);
  }
  return chunks;
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

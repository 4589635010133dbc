/** The account's own row, and the part of it and its fields that comes with every answer about contacts. */
import type { ContactContext } from "../../contracts/account.ts";
import type { AccountRecord } from "../../contracts/records.ts";
import type { Reader } from "../database.ts";
import { allFields } from "./fields.ts";

type AccountRow = {
  key: string;
  uuid: string;
  name: string;
  country: string | null;
  languages: string;
  primary_language: string | null;
  timezone: string;
  date_style: AccountRecord["dateStyle"];
  anon: number;
  suspended: number;
};

/** Null before the first import. */
export function accountRecord(db: Reader): AccountRecord | null {
  const row = db.first<AccountRow>(
    "SELECT key, uuid, name, country, languages, primary_language, timezone, date_style, anon, suspended FROM account WHERE one = 1",
  );
  if (row === null) return null;
  return {
    key: row.key,
    uuid: row.uuid,
    name: row.name,
    country: row.country,
    languages: (JSON.parse(row.languages) as string[]).toSorted(),
    primaryLanguage: row.primary_language,
    timezone: row.timezone,
    dateStyle: row.date_style,
    anon: row.anon === 1,
    suspended: row.suspended === 1,
  };
}

/** What changes rarely and is asked for always, kept in memory between writes. */
export interface Context {
  /** Null before the first import. */
  get(): ContactContext | null;
  /** After anything that may have changed the account or its fields, and after a roll-back. */
  forget(): void;
}

export function context(db: Reader): Context {
  let kept: ContactContext | null = null;
  return {
    get: () => {
      if (kept !== null) return kept;
      const account = accountRecord(db);
      if (account !== null) kept = { account, fields: allFields(db) };
      return kept;
    },
    forget: () => {
      kept = null;
    },
  };
}

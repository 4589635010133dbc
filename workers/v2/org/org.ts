/** `org`: the account itself, one object without an envelope. */
import * as z from "zod";
import type { AccountRecord } from "../../../contracts/records.ts";
import { EVERYONE, type Route } from "../route.ts";
import { Refused } from "../refusal.ts";
import { uuid } from "../wire/schemas.ts";

const org = z
  .object({
    uuid,
    name: z.string(),
    country: z.string().nullable().meta({ description: "ISO 3166-1 alpha-2." }),
    languages: z.array(z.string()).meta({ description: "ISO 639-3, sorted." }),
    primary_language: z.string().nullable(),
    timezone: z.string().meta({ description: "IANA name." }),
    date_style: z.enum(["day_first", "month_first"]),
    anon: z.boolean().meta({ description: "True: URNs are never shown." }),
  })
  .meta({ id: "Org" });

export function wireOrg(account: AccountRecord): z.output<typeof org> {
  return {
    uuid: account.uuid,
    name: account.name,
    country: account.country,
    languages: [...account.languages],
    primary_language: account.primaryLanguage,
    timezone: account.timezone,
    date_style: account.dateStyle,
    anon: account.anon,
  };
}

export const orgRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "org",
    summary: "The account that the key belongs to",
    roles: EVERYONE,
    query: z.object({}),
    answers: { 200: org },
    work: {
      kind: "read",
      list: false,
      async read(_asked, account) {
        const record = await account.read((object) => object.org());
        if (record === null) throw new Refused({ why: "no-account" });
        return { kind: "json", status: 200, body: wireOrg(record) };
      },
    },
  },
];

import * as z from "zod";
import type { DescribedOperation } from "./operation.ts";

const object = z
  .object({
    name: z.string(),
    country: z.string().nullable().meta({ description: "ISO 3166-1 alpha-2." }),
    languages: z.array(z.string()).meta({ description: "ISO 639-3, sorted." }),
    primary_language: z.string().nullable(),
    timezone: z.string().meta({ description: "IANA name." }),
    date_style: z.enum(["day_first", "month_first"]),
    anon: z.boolean().meta({ description: "True: URNs are never shown." }),
  })
  .meta({ id: "Org" });

export const org: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "The account that the key belongs to",
    query: z.object({}),
    answers: { 200: object },
    successor: "GET /org",
    migration: "Read the same object from v2, which has a `uuid` besides.",
  },
];

/** `/admin/import` in the route table; `docs/import.md` has the format. */
import * as z from "zod";
import { importChunk, importProgress } from "./import.ts";
import { PARAMETERS } from "./parameters.ts";
import { route, type Route } from "./route.ts";

const place = {
  account: PARAMETERS.account,
  import: z
    .string()
    .regex(/^[\w.-]{1,128}$/, { error: "Name the import with 1 to 128 letters, digits, dots and hyphens." })
    .optional()
    .meta({ description: "A name of your choice, the same for all chunks; this request's id when left out." }),
  chunk: z
    .string()
    .regex(/^\d{1,9}$/, { error: "Number the chunks from 0." })
    .optional()
    .meta({ description: "From 0 without gaps.", override: { type: "integer", default: 0 } }),
};

const next = z.int().meta({ description: "The chunk to send now." });

export const importRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/admin/import",
    id: "get_import",
    summary: "Where an import goes on",
    query: place,
    answers: { 200: z.object({ next }).meta({ id: "ImportProgress" }) },
    also: [503],
    work: (asked, { query }) => importProgress(asked, query),
  }),
  route({
    method: "POST",
    path: "/admin/import",
    id: "import_chunk",
    summary: "Apply one chunk of an account's data, once however often it is sent",
    description: "A chunk is one transaction. It registers the account, its name, its limit and its keys.",
    query: place,
    stream: { takes: "application/x-ndjson" },
    answers: {
      200: z
        .object({ applied: z.boolean().meta({ description: "False: it had been applied before." }), next })
        .meta({ id: "ImportApplied" }),
    },
    also: [409, 413, 503, 507],
    work: (asked, { query }) => importChunk(asked, query),
  }),
];

/** `boundaries`: states, districts and wards, which fields of those types name. */
import * as z from "zod";
import type { BoundaryRecord } from "../../../contracts/boundaries.ts";
import { listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import { isTrue } from "../query.ts";
import { EVERYONE, type Route } from "../route.ts";

const parent = z.object({ osm_id: z.string(), name: z.string() });

const boundary = z
  .object({
    osm_id: z.string().meta({ example: "R171496" }),
    name: z.string(),
    level: z.int().meta({ description: "0: the country." }),
    parent: parent.nullable(),
    aliases: z.array(z.string()),
    geometry: z.record(z.string(), z.unknown()).nullable().meta({ description: "GeoJSON; null unless asked for." }),
  })
  .meta({ id: "Boundary" });

export function wireBoundary(record: BoundaryRecord): z.output<typeof boundary> {
  return {
    osm_id: record.osmId,
    name: record.name,
    level: record.level,
    parent: record.parent === null ? null : { osm_id: record.parent.osmId, name: record.parent.name },
    aliases: [...record.aliases],
    geometry: record.geometry === null ? null : (JSON.parse(record.geometry) as Record<string, unknown>),
  };
}

const NOWHERE = { items: [], next: null, previous: null };

export const boundaryRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "boundaries",
    summary: "Administrative boundaries, by their OSM id",
    description: "Empty for an account without a country.",
    roles: EVERYONE,
    query: z.object({
      geometry: z
        .string()
        .optional()
        .meta({ description: "`true` or `1`: with geometries. Pages may then be shorter: follow `next`." }),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(boundary, "BoundaryPage") },
    work: listing({
      plan: ({ geometry }, page) => ({ kind: "ask", query: { ...page, geometry: isTrue(geometry) } }),
      ask: (account, query) => account.boundaries(query),
      vouches: true,
      show({ account, page }) {
        if (page === null) return { why: "bad-cursor" };
        return { page: account.country === null ? NOWHERE : page, wire: wireBoundary };
      },
    }),
  },
];

import * as z from "zod";
import type { DescribedOperation } from "./operation.ts";
import { detail, flag, page, pageOf } from "./parts.ts";

const boundary = z
  .object({
    boundary: z.string().meta({ example: "R171496", description: "Its OSM id." }),
    name: z.string(),
    level: z.int().meta({ description: "0: the country." }),
    parent: z.string().nullable().meta({ description: "The OSM id of the one it lies in." }),
    geometry: z
      .record(z.string(), z.unknown())
      .nullable()
      .optional()
      .meta({ description: "GeoJSON, without `aliases`." }),
    aliases: z.array(z.string()).optional().meta({ description: "With `aliases`." }),
  })
  .meta({ id: "Boundary" });

export const boundaries: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "Administrative boundaries, by level and name",
    description: "Empty for an account without a country.",
    query: z.object({ aliases: flag("Aliases instead of geometries."), ...page }),
    answers: { 200: pageOf("Boundary", boundary) },
    // A page whose geometries are too large together.
    refuses: { 400: detail },
    successor: "GET /boundaries",
    migration: "Ask with `geometry=true` where you draw, and read `osm_id` and `parent.osm_id`.",
  },
];

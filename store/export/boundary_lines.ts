/**
 * Boundaries, out again. A parent must come before its children, and by number it nearly always does. An import that
 * came later may have given a boundary a parent with a larger number, or one of its own children: such a boundary first
 * comes without its parent, and once more with it when all are through. Importing it twice ends with the second line.
 */
import type * as z from "zod";
import type * as shapes from "../import/shapes.ts";
import { json, walkOf } from "./walk.ts";

type BoundaryRow = {
  id: number;
  osm_id: string;
  name: string;
  level: number;
  parent: string | null;
  aliases: string;
  geometry: string | null;
  known: number;
};

function item({
  osm_id,
  name,
  level,
  parent,
  aliases,
  geometry,
}: Omit<BoundaryRow, "known">): z.input<typeof shapes.boundary> {
  return { osm_id, name, level, parent, aliases: json(aliases), geometry: geometry === null ? null : json(geometry) };
}

export const boundaries = walkOf<BoundaryRow, z.input<typeof shapes.boundary>>({
  list: "boundaries",
  sql: `SELECT b.id, b.osm_id, b.name, b.level, p.osm_id AS parent, b.aliases, b.geometry, 1 AS known
    FROM boundaries b LEFT JOIN boundaries p ON p.id = b.parent AND p.id < b.id WHERE b.id > ?1 ORDER BY b.id LIMIT ?2`,
  item,
});

/** The geometry, megabytes perhaps, is read only of those that come. */
export const laterParents = walkOf<BoundaryRow, z.input<typeof shapes.boundary>>({
  list: "boundaries",
  sql: `SELECT b.id, b.osm_id, b.name, b.level, p.osm_id AS parent, b.aliases,
    CASE WHEN p.id IS NOT NULL THEN b.geometry END AS geometry, p.id IS NOT NULL AS known
    FROM boundaries b LEFT JOIN boundaries p ON p.id = b.parent AND p.id >= b.id WHERE b.id > ?1 ORDER BY b.id LIMIT ?2`,
  item,
});

/** Flows with their labels and rulesets in order, out again: the inverse of `putFlow`. */
import type * as z from "zod";
import type * as shapes from "../import/shapes.ts";
import { formatInstant } from "./instant.ts";
import { json, walkOf } from "./walk.ts";

type FlowRow = {
  id: number;
  uuid: string;
  name: string;
  type: string;
  archived: number;
  expires: number;
  labels: string;
  created_on: number;
  base_language: string | null;
  rulesets: string;
  resthooks: string;
  definition: string | null;
  revision: number | null;
  saved_on: number | null;
};

type Saved = NonNullable<z.input<typeof shapes.flow>["saved"]>;

export const flows = walkOf<FlowRow, z.input<typeof shapes.flow>>({
  list: "flows",
  sql: `SELECT f.id, f.uuid, f.name, f.type, f.archived, f.expires,
    (SELECT json_group_array(json_object('uuid', uuid, 'name', name)) FROM (SELECT l.uuid, l.name FROM labelled_flows x
      CROSS JOIN flow_labels l ON l.id = x.label WHERE x.flow = f.id ORDER BY x.position)) AS labels,
    f.created_on, f.base_language,
    (SELECT json_group_array(json_object('id', id, 'node', node, 'label', label, 'ruleset_type', ruleset_type,
      'categories', json(categories))) FROM (SELECT r.id, r.node, r.label, r.ruleset_type, r.categories FROM rulesets r
      WHERE r.flow = f.id ORDER BY r.position)) AS rulesets, f.resthooks,
    d.definition, d.revision, d.saved_on FROM flows f LEFT JOIN flow_definitions d ON d.flow = f.id WHERE f.id > ?1 ORDER BY f.id LIMIT ?2`,
  // Most flows name no resthook, and were never saved: they do without the members, which says the same.
  item: ({ resthooks, definition, revision, saved_on: savedOn, ...row }) => ({
    ...row,
    archived: row.archived === 1,
    labels: json(row.labels),
    created_on: formatInstant(row.created_on),
    rulesets: json(row.rulesets),
    ...(resthooks !== "[]" && { resthooks: json<string[]>(resthooks) }),
    ...(definition !== null &&
      revision !== null &&
      savedOn !== null && {
        saved: { definition: json<Saved["definition"]>(definition), revision, saved_on: formatInstant(savedOn) },
      }),
  }),
});

/**
 * The account line and what an account has few of, out again: the inverse of import/account_lines.ts. Items have the
 * importer's own input types, so that a member it asks for cannot be forgotten here.
 */
import type * as z from "zod";
import type * as shapes from "../import/shapes.ts";
import { formatInstant, formatInstantOrNull } from "./instant.ts";
import { type Read, json, walkOf } from "./walk.ts";

type Json = z.core.util.JSONType;

type OrgRow = {
  key: string;
  id: number;
  uuid: string;
  name: string;
  country: string | null;
  languages: string;
  primary_language: string | null;
  timezone: string;
  date_style: "day_first" | "month_first";
  anon: number;
  suspended: number;
  rate_limit: number | null;
  rate_window: number | null;
};

/** Null before the first import. */
export function orgLine(read: Read): string | null {
  const [row] = read<OrgRow>(
    `SELECT key, id, uuid, name, country, languages, primary_language, timezone, date_style, anon, suspended, rate_limit,
      rate_window FROM account WHERE one = 1`,
  );
  if (row === undefined) return null;
  const { rate_limit: limit, rate_window: window, ...org } = row;
  const item: z.input<typeof shapes.org> = {
    ...org,
    languages: json(org.languages),
    anon: org.anon === 1,
    suspended: org.suspended === 1,
    rate_limit: limit === null || window === null ? null : { limit, window },
  };
  return JSON.stringify({ org: item });
}

type ChannelRow = {
  id: number;
  uuid: string;
  name: string | null;
  address: string | null;
  country: string | null;
  type: string;
  schemes: string;
  device: string | null;
  last_seen: number | null;
  created_on: number;
  released: number;
};

export const channels = walkOf<ChannelRow, z.input<typeof shapes.channel>>({
  list: "channels",
  sql: `SELECT id, uuid, name, address, country, type, schemes, device, last_seen, created_on, released
    FROM channels WHERE id > ?1 ORDER BY id LIMIT ?2`,
  item: ({ released, ...row }) => ({
    ...row,
    ...(released === 1 && { released: true }),
    schemes: json(row.schemes),
    device: row.device === null ? null : json(row.device),
    last_seen: formatInstantOrNull(row.last_seen),
    created_on: formatInstant(row.created_on),
  }),
});

type FieldRow = {
  id: number;
  key: string;
  label: string;
  value_type: z.input<typeof shapes.field>["value_type"];
  created_on: number;
};

export const fields = walkOf<FieldRow, z.input<typeof shapes.field>>({
  list: "fields",
  sql: "SELECT id, key, label, value_type, created_on FROM fields WHERE id > ?1 ORDER BY id LIMIT ?2",
  item: ({ key, label, value_type, created_on }) => ({ key, label, value_type, created_on: formatInstant(created_on) }),
});

type GroupRow = { id: number; uuid: string; name: string; query: string | null; created_on: number };

export const groups = walkOf<GroupRow, z.input<typeof shapes.group>>({
  list: "groups",
  sql: "SELECT id, uuid, name, query, created_on FROM groups WHERE id > ?1 AND removed = 0 ORDER BY id LIMIT ?2",
  item: (row) => ({ ...row, created_on: formatInstant(row.created_on) }),
});

type LabelRow = { id: number; uuid: string; name: string; created_on: number };

export const labels = walkOf<LabelRow, z.input<typeof shapes.label>>({
  list: "labels",
  sql: "SELECT id, uuid, name, created_on FROM labels WHERE id > ?1 AND removed = 0 ORDER BY id LIMIT ?2",
  item: ({ uuid, name, created_on }) => ({ uuid, name, created_on: formatInstant(created_on) }),
});

type ResthookRow = { id: number; resthook: string; created_on: number; modified_on: number };

export const resthooks = walkOf<ResthookRow, z.input<typeof shapes.resthook>>({
  list: "resthooks",
  sql: "SELECT id, resthook, created_on, modified_on FROM resthooks WHERE id > ?1 ORDER BY id LIMIT ?2",
  item: ({ resthook, created_on, modified_on }) => ({
    resthook,
    created_on: formatInstant(created_on),
    modified_on: formatInstant(modified_on),
  }),
});

type ResthookEventRow = { id: number; resthook: string; data: string; created_on: number; known: number };

export const resthookEvents = walkOf<ResthookEventRow, z.input<typeof shapes.resthookEvent>>({
  list: "resthook_events",
  sql: `SELECT e.id, h.resthook, e.data, e.created_on, h.id <= ?3 AS known
    FROM resthook_events e CROSS JOIN resthooks h ON h.id = e.resthook WHERE e.id > ?1 ORDER BY e.id LIMIT ?2`,
  refersTo: ["resthooks"],
  item: ({ resthook, data, created_on }) => ({
    resthook,
    data: json<Json>(data),
    created_on: formatInstant(created_on),
  }),
});

/** Campaigns and their events, out again: the inverse of import/campaign_lines.ts. */
import type * as z from "zod";
import type * as shapes from "../import/shapes.ts";
import { formatInstant } from "./instant.ts";
import { json, walkOf } from "./walk.ts";

type Campaign = z.input<typeof shapes.campaign>;
type Event = z.input<typeof shapes.campaignEvent>;
type CampaignRow = { id: number; uuid: string; name: string; group: string; created_on: number };

export const campaigns = walkOf<CampaignRow, Campaign>({
  list: "campaigns",
  sql: `SELECT id, uuid, name, group_uuid AS "group", created_on FROM campaigns WHERE id > ?1 ORDER BY id LIMIT ?2`,
  item: (row) => ({ ...row, created_on: formatInstant(row.created_on) }),
});

type EventRow = {
  id: number;
  uuid: string;
  campaign: string;
  relative_to: string;
  offset: number;
  unit: Event["unit"];
  delivery_hour: number;
  flow: string | null;
  message: string | null;
  created_on: number;
  known: number;
};

export const campaignEvents = walkOf<EventRow, Event>({
  list: "campaign_events",
  sql: `SELECT e.id, e.uuid, c.uuid AS campaign, f.key AS relative_to, e."offset", e.unit, e.delivery_hour, w.uuid AS flow,
      e.message, e.created_on, c.id <= ?3 AND f.id <= ?4 AND (w.id IS NULL OR w.id <= ?5) AS known
    FROM campaign_events e CROSS JOIN campaigns c ON c.id = e.campaign CROSS JOIN fields f ON f.id = e.relative_to
    LEFT JOIN flows w ON w.id = e.flow WHERE e.id > ?1 ORDER BY e.id LIMIT ?2`,
  refersTo: ["campaigns", "fields", "flows"],
  item: (row) => ({
    ...row,
    message: row.message === null ? null : json<NonNullable<Event["message"]>>(row.message),
    created_on: formatInstant(row.created_on),
  }),
});

/** Writes campaigns and their events. */
import type * as z from "zod";
import { fold } from "../fold.ts";
import { type Into, sameNumber } from "./into.ts";
import { Refusal } from "./refusal.ts";
import type * as shapes from "./shapes.ts";

/** Its group need not be there: a campaign outlives it. */
export function putCampaign({ db }: Into, item: z.infer<typeof shapes.campaign>): void {
  const row = db.first<{ id: number }>(
    `INSERT INTO campaigns (id, uuid, name, name_folded, group_uuid, created_on) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded,
        group_uuid = excluded.group_uuid, created_on = excluded.created_on WHERE campaigns.id = excluded.id RETURNING id`,
    item.id,
    item.uuid,
    item.name,
    fold(item.name),
    item.group,
    item.created_on,
  );
  sameNumber(row, "campaign");
}

export function putCampaignEvent({ db, resolve }: Into, item: z.infer<typeof shapes.campaignEvent>): void {
  if ((item.flow === null) === (item.message === null)) {
    throw new Refusal(
      "message",
      "An event either sends a message or starts a flow: give one of the two, and null for the other.",
    );
  }
  const row = db.first<{ id: number }>(
    `INSERT INTO campaign_events (id, uuid, campaign, relative_to, "offset", unit, delivery_hour, flow, message, created_on)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (uuid) DO UPDATE SET campaign = excluded.campaign, relative_to = excluded.relative_to,
        "offset" = excluded."offset", unit = excluded.unit, delivery_hour = excluded.delivery_hour, flow = excluded.flow,
        message = excluded.message, created_on = excluded.created_on WHERE campaign_events.id = excluded.id RETURNING id`,
    item.id,
    item.uuid,
    resolve("campaign", item.campaign, "campaign"),
    resolve("field", item.relative_to, "relative_to"),
    item.offset,
    item.unit,
    item.delivery_hour,
    item.flow === null ? null : resolve("flow", item.flow, "flow"),
    item.message === null ? null : JSON.stringify(item.message),
    item.created_on,
  );
  sameNumber(row, "campaign event");
}

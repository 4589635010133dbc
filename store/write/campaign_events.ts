/** Events of campaigns. An event stays in the campaign that it was made in. */
import type { Failure } from "../../contracts/account.ts";
import type { CampaignCommand, CampaignEventValues } from "../../contracts/campaigns.ts";
import type { Value } from "../database.ts";
import { campaignEventByUuid } from "../read/campaign_events.ts";
import { campaignByUuid } from "../read/campaigns.ts";
import { fieldByKey } from "../read/fields.ts";
import { MISSING, type Outcome, type Writing, invalid } from "./outcome.ts";

type Created = Extract<CampaignCommand, { do: "campaign_event.create" }>;
type Updated = Extract<CampaignCommand, { do: "campaign_event.update" }>;

export function createCampaignEvent(writing: Writing, { campaign, set }: Created): Outcome {
  const parent = campaignByUuid(writing.db, campaign);
  const { columns, failures } = check(writing, set);
  if (parent === null) return invalid([{ field: "campaign", code: "unknown", value: campaign }, ...failures]);
  if (failures.length > 0) return invalid(failures);
  const uuid = crypto.randomUUID();
  writing.db.run(
    `INSERT INTO campaign_events (relative_to, "offset", unit, delivery_hour, flow, message, uuid, campaign, created_on)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...columns,
    uuid,
    parent.id,
    writing.clock.tick(),
  );
  writing.log("create", "campaign_event", uuid);
  return written(writing, uuid, true);
}

export function updateCampaignEvent(writing: Writing, { uuid, campaign, set }: Updated): Outcome {
  const event = campaignEventByUuid(writing.db, uuid);
  if (event === null) return MISSING;
  const { columns, failures } = check(writing, set);
  const moved = campaign === undefined ? [] : moving(writing, event.campaign.uuid, campaign);
  if (moved.length + failures.length > 0) return invalid([...moved, ...failures]);
  writing.db.run(
    `UPDATE campaign_events SET relative_to = ?, "offset" = ?, unit = ?, delivery_hour = ?, flow = ?, message = ?
      WHERE id = ?`,
    ...columns,
    event.id,
  );
  writing.log("update", "campaign_event", uuid);
  return written(writing, uuid, false);
}

export function deleteCampaignEvent(writing: Writing, uuid: string): Outcome {
  const event = campaignEventByUuid(writing.db, uuid);
  if (event === null) return MISSING;
  writing.db.run("DELETE FROM campaign_events WHERE id = ?", event.id);
  writing.log("delete", "campaign_event", uuid);
  return { ok: true, written: { kind: "deleted" } };
}

function moving({ db }: Writing, from: string, to: string): readonly Failure[] {
  if (to === from) return [];
  const code = campaignByUuid(db, to) === null ? "unknown" : "fixed";
  return [{ field: "campaign", code, value: to }];
}

/** `columns` in the order of the statements above; of use only where nothing failed. */
function check({ db }: Writing, set: CampaignEventValues): { columns: readonly Value[]; failures: readonly Failure[] } {
  const failures: Failure[] = [];
  const field = fieldByKey(db, set.relativeTo);
  if (field === null) failures.push({ field: "relativeTo", code: "unknown", value: set.relativeTo });
  const { action } = set;
  const flow = "flow" in action ? flowId(db, action.flow) : null;
  if ("flow" in action && flow === null) failures.push({ field: "flow", code: "unknown", value: action.flow });
  const message = "message" in action ? JSON.stringify(action.message) : null;
  return { columns: [field?.id ?? null, set.offset, set.unit, set.deliveryHour, flow, message], failures };
}

function flowId(db: Writing["db"], uuid: string): number | null {
  return db.first<{ id: number }>("SELECT id FROM flows WHERE uuid = ?", uuid)?.id ?? null;
}

function written(writing: Writing, uuid: string, created: boolean): Outcome {
  const event = campaignEventByUuid(writing.db, uuid);
  if (event === null) throw new Error(`Event ${uuid} was written in this transaction and must be readable in it.`);
  return { ok: true, written: { kind: "campaign_event", created, event } };
}

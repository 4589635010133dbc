/** Campaigns. Names are unique in any case; there is no deleting one. */
import type { Failure } from "../../contracts/account.ts";
import type { CampaignCommand, CampaignValues } from "../../contracts/campaigns.ts";
import { fold } from "../fold.ts";
import { campaignByName, campaignByUuid } from "../read/campaigns.ts";
import { groupByName, groupByUuid } from "../read/groups.ts";
import { MISSING, type Outcome, type Writing, invalid } from "./outcome.ts";

type Updated = Extract<CampaignCommand, { do: "campaign.update" }>;

export function createCampaign(writing: Writing, set: CampaignValues): Outcome {
  const checked = check(writing, set, null);
  if (!checked.ok) return invalid(checked.failures);
  const uuid = crypto.randomUUID();
  writing.db.run(
    "INSERT INTO campaigns (uuid, name, name_folded, group_uuid, created_on) VALUES (?, ?, ?, ?, ?)",
    uuid,
    set.name,
    fold(set.name),
    checked.group,
    writing.clock.tick(),
  );
  writing.log("create", "campaign", uuid);
  return written(writing, uuid, true);
}

export function updateCampaign(writing: Writing, { uuid, set }: Updated): Outcome {
  const campaign = campaignByUuid(writing.db, uuid);
  if (campaign === null) return MISSING;
  const checked = check(writing, set, uuid);
  if (!checked.ok) return invalid(checked.failures);
  writing.db.run(
    "UPDATE campaigns SET name = ?, name_folded = ?, group_uuid = ? WHERE id = ?",
    set.name,
    fold(set.name),
    checked.group,
    campaign.id,
  );
  writing.log("update", "campaign", uuid);
  return written(writing, uuid, false);
}

type Checked =
  | { readonly ok: true; readonly group: string }
  | { readonly ok: false; readonly failures: readonly Failure[] };

/** @param own the campaign that may have the name already */
function check({ db }: Writing, { name, group }: CampaignValues, own: string | null): Checked {
  const namesake = campaignByName(db, name);
  const found = groupByUuid(db, group) ?? groupByName(db, group);
  const failures: Failure[] = [];
  if (namesake !== null && namesake.uuid !== own) failures.push({ field: "name", code: "taken", value: name });
  if (found === null) failures.push({ field: "group", code: "unknown", value: group });
  return found === null || failures.length > 0 ? { ok: false, failures } : { ok: true, group: found.uuid };
}

function written(writing: Writing, uuid: string, created: boolean): Outcome {
  const campaign = campaignByUuid(writing.db, uuid);
  if (campaign === null)
    throw new Error(`Campaign ${uuid} was written in this transaction and must be readable in it.`);
  return { ok: true, written: { kind: "campaign", created, campaign } };
}

/**
 * Definitions of flows and campaigns, with what they need. Everything is found by index, and an answer that would be
 * larger than one holds is refused as a whole: part of a definition is of no use to anybody.
 */
import type { CampaignRecord } from "../../contracts/campaigns.ts";
import type { CampaignDefinition, DefinitionQuery, Definitions, FlowDefinition } from "../../contracts/definitions.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Reader } from "../database.ts";
import { eventsOfCampaign } from "./campaign_events.ts";
import { campaignsByUuid } from "./campaigns.ts";
import { fieldsByKey } from "./fields.ts";
import { groupsByUuid } from "./groups.ts";
import { inOrder } from "./order.ts";

/** Flows, and campaigns, of one answer. */
const OBJECTS = 250;
/** Events of all its campaigns. */
const EVENTS = 5_000;

const TOO_MANY: Definitions = { ok: false, why: "too-many" };

export function definitions(db: Reader, query: DefinitionQuery): Definitions {
  const { dependencies } = query;
  const starting = dependencies === "all" ? campaignsStarting(db, query.flows) : [];
  const campaignUuids = [...new Set([...query.campaigns, ...starting])];
  if (campaignUuids.length > OBJECTS) return TOO_MANY;

  const campaigns: CampaignDefinition[] = [];
  let room = EVENTS;
  for (const campaign of campaignsByUuid(db, campaignUuids)) {
    const events = eventsOfCampaign(db, campaign.id, room + 1);
    room -= events.length;
    if (room < 0) return TOO_MANY;
    campaigns.push({ campaign, events });
  }

  const started = dependencies === "none" ? [] : campaigns.flatMap(flowsOf);
  const flowUuids = [...new Set([...query.flows, ...started])];
  if (flowUuids.length > OBJECTS) return TOO_MANY;

  const all = dependencies === "all" ? campaigns : [];
  const keys = new Set(all.flatMap(({ events }) => events.map(({ relativeTo }) => relativeTo.key)));
  if (keys.size > OBJECTS) return TOO_MANY;
  return {
    ok: true,
    flows: flowsByUuid(db, flowUuids),
    campaigns,
    groups: groupsByUuid(db, [...new Set(all.map(({ campaign }) => groupOf(campaign)))]),
    fields: fieldsByKey(db, [...keys]),
  };
}

function groupOf({ group }: CampaignRecord): string {
  return group.uuid;
}

function flowsOf({ events }: CampaignDefinition): string[] {
  return events.flatMap(({ action }) => ("flow" in action ? [action.flow.uuid] : []));
}

/** As many as an answer holds, and at most one more. A step from campaign to campaign: however many events they have. */
function campaignsStarting(db: Reader, flows: readonly string[]): string[] {
  const found = new Set<string>();
  for (const flow of flows) {
    for (let past = 0; found.size <= OBJECTS;) {
      const next = db.first<{ id: number; uuid: string }>(
        `SELECT c.id, c.uuid FROM campaign_events e CROSS JOIN campaigns c ON c.id = e.campaign
          WHERE e.flow = (SELECT w.id FROM flows w WHERE w.uuid = ?) AND e.campaign > ? ORDER BY e.campaign LIMIT 1`,
        flow,
        past,
      );
      if (next === null) break;
      found.add(next.uuid);
      past = next.id;
    }
  }
  return [...found];
}

type FlowRow = {
  uuid: string;
  name: string;
  type: string;
  expires: number;
  base_language: string | null;
  created_on: Micros;
  rulesets: string;
};

/** In the order asked for; unknown ones are left out. */
function flowsByUuid(db: Reader, uuids: readonly string[]): FlowDefinition[] {
  const rows = db.all<FlowRow>(
    `SELECT w.uuid, w.name, w.type, w.expires, w.base_language, w.created_on,
      (SELECT json_group_array(json_object('node', r.node, 'label', r.label, 'type', r.ruleset_type, 'categories',
        json(r.categories))) FROM (SELECT * FROM rulesets WHERE flow = w.id ORDER BY position) r) AS rulesets
      FROM json_each(?) asked CROSS JOIN flows w ON w.uuid = asked.value`,
    JSON.stringify(uuids),
  );
  return inOrder(uuids, rows, (row) => row.uuid).map((row) => ({
    uuid: row.uuid,
    name: row.name,
    type: row.type,
    expires: row.expires,
    baseLanguage: row.base_language,
    createdOn: row.created_on,
    rulesets: JSON.parse(row.rulesets) as FlowDefinition["rulesets"],
  }));
}

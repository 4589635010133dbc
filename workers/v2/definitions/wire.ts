/**
 * Definitions on the wire, in the form that clients of 2017 carry from account to account: units and types are letters
 * there. Newer clients find the same under `fields` and `groups` beside it.
 */
import * as z from "zod";
import type { CampaignEventRecord, EventUnit } from "../../../contracts/campaigns.ts";
import type { CampaignDefinition, Definitions, FlowDefinition } from "../../../contracts/definitions.ts";
import { wireInstant } from "../wire/datetime.ts";
import { instant, reference, uuid } from "../wire/schemas.ts";

/** Of the form: clients refuse what they do not know. */
const FORM = 10;

const LETTERS: Readonly<Record<string, string>> = { message: "M", voice: "V", survey: "S", ussd: "U", background: "B" };
const UNITS = { minutes: "M", hours: "H", days: "D", weeks: "W" } as const satisfies Record<EventUnit, string>;

const flow = z
  .object({
    metadata: z.object({ uuid, name: z.string(), expires: z.int(), saved_on: instant }),
    version: z.int(),
    flow_type: z.string().meta({ description: "M message, V voice, S survey, U USSD, B background." }),
    base_language: z.string().nullable(),
    entry: z.string().nullable().meta({ description: "The node of the first ruleset." }),
    action_sets: z.array(z.unknown()).max(0).meta({ description: "Always empty: actions are not kept." }),
    rule_sets: z.array(
      z.object({
        uuid,
        label: z.string(),
        ruleset_type: z.string(),
        rules: z.array(z.object({ category: z.record(z.string(), z.string()) })),
      }),
    ),
  })
  .meta({ id: "FlowDefinition" });

const event = z.object({
  uuid,
  event_type: z.enum(["F", "M"]),
  relative_to: z.object({ key: z.string(), label: z.string() }),
  offset: z.int(),
  unit: z.enum(["M", "H", "D", "W"]),
  delivery_hour: z.int(),
  flow: reference.nullable(),
  message: z.union([z.string(), z.record(z.string(), z.string())]).nullable(),
});

const campaign = z
  .object({ uuid, name: z.string(), group: reference, events: z.array(event) })
  .meta({ id: "CampaignDefinition" });

export const exported = z
  .object({
    version: z.int().meta({ description: "Of this form." }),
    site: z.string().meta({ format: "uri", description: "Where it comes from." }),
    flows: z.array(flow),
    campaigns: z.array(campaign),
    triggers: z.array(z.unknown()).max(0).meta({ description: "Always empty: there are none." }),
    fields: z.array(z.object({ key: z.string(), name: z.string(), type: z.string() })),
    groups: z.array(z.object({ uuid, name: z.string(), query: z.string().nullable() })),
  })
  .meta({ id: "Definitions" });

type Found = Extract<Definitions, { ok: true }>;

/** @param site the origin that the client typed */
export function wireDefinitions(found: Found, site: string): z.output<typeof exported> {
  return {
    version: FORM,
    site,
    flows: found.flows.map(wireDefinition),
    campaigns: found.campaigns.map(wireCampaign),
    triggers: [],
    fields: found.fields.map(({ key, label, valueType }) => ({ key, name: label, type: valueType })),
    groups: found.groups.map(({ uuid: of, name, query }) => ({ uuid: of, name, query })),
  };
}

export function wireDefinition(of: FlowDefinition): z.output<typeof flow> {
  // Texts of a flow without a language are under this name.
  const language = of.baseLanguage ?? "base";
  return {
    metadata: { uuid: of.uuid, name: of.name, expires: of.expires, saved_on: wireInstant(of.createdOn) },
    version: FORM,
    flow_type: LETTERS[of.type] ?? "M",
    base_language: of.baseLanguage,
    entry: of.rulesets[0]?.node ?? null,
    action_sets: [],
    rule_sets: of.rulesets.map(({ node, label, type, categories }) => ({
      uuid: node,
      label,
      ruleset_type: type,
      rules: categories.map((category) => ({ category: { [language]: category } })),
    })),
  };
}

function wireCampaign({ campaign: of, events }: CampaignDefinition): z.output<typeof campaign> {
  const { uuid: id, name, group } = of;
  return { uuid: id, name, group: { uuid: group.uuid, name: group.name }, events: events.map(wireEvent) };
}

function wireEvent({ uuid: id, relativeTo, offset, unit, deliveryHour, action }: CampaignEventRecord) {
  return {
    uuid: id,
    relative_to: { key: relativeTo.key, label: relativeTo.label },
    offset,
    unit: UNITS[unit],
    delivery_hour: deliveryHour,
    ...("flow" in action
      ? ({ event_type: "F", flow: { uuid: action.flow.uuid, name: action.flow.name }, message: null } as const)
      : ({ event_type: "M", flow: null, message: action.message } as const)),
  };
}

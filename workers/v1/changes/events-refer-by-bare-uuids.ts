import { isObject } from "../../../http/object.ts";
import type { Call, Change, Guide } from "../change.ts";
import { renamed } from "../refusals.ts";
import { refIn } from "../refs.ts";

export const eventsReferByBareUuids: Change = {
  request: (call) => {
    if (call.method !== "POST") return call;
    const { campaign_uuid: campaign, flow_uuid: flow, ...body } = call.body;
    return {
      ...call,
      body: { ...body, ...(campaign === undefined ? {} : { campaign }), ...(flow === undefined ? {} : { flow }) },
    };
  },
  response: (event) => ({
    ...event,
    campaign_uuid: refIn(event["campaign"])?.uuid,
    flow_uuid: refIn(event["flow"])?.uuid ?? null,
    message: oneText(event["message"]),
  }),
  problem: (answer, call) =>
    isWrite(call) ? renamed(renamed(answer, "campaign", "campaign_uuid"), "flow", "flow_uuid") : answer,
};

function isWrite({ method }: Call): boolean {
  return method === "POST";
}

/** A message that v2 has by language: v1 knew one, so the first goes for all. */
function oneText(message: unknown): unknown {
  return isObject(message) ? (Object.values(message)[0] ?? null) : message;
}

export const guide: Guide = {
  change:
    "v1's event has UUIDs in `campaign_uuid` and `flow_uuid`, and of a message by language the first; v2 has references in `campaign` and `flow`, and the message as it was written.",
  affects: "Everybody who reads or writes events.",
  migrate: "Read `campaign.uuid` and `flow.uuid`, and be ready for a message that is an object of texts by language.",
  why: "A reference is the same everywhere in v2.",
  severity: "mechanical",
};

/** What a write did, as the answer to whoever asked for it: 201 for something new, 200 for a change, 204 for a deletion. */
import type { Written } from "../../../contracts/account.ts";
import type { Answer } from "../answer.ts";
import { wireBroadcast } from "../broadcasts/broadcasts.ts";
import { wireCampaignEvent } from "../campaigns/campaign_events.ts";
import { wireCampaign } from "../campaigns/campaigns.ts";
import { wireContact } from "../contacts/wire.ts";
import { wireField } from "../fields/fields.ts";
import { wireStart } from "../flow_starts/flow_starts.ts";
import { wireGroup } from "../groups/groups.ts";
import { wireLabel } from "../labels/labels.ts";
import { wireMessage } from "../messages/wire.ts";
import { wireMadeSubscriber } from "../resthooks/subscribers.ts";

export function answerOf(written: Written): Answer {
  switch (written.kind) {
    case "subscriber":
      return object(true, wireMadeSubscriber(written.subscriber, written.secret));
    case "contact":
      return object(written.created, wireContact(written.contact, written));
    case "group":
      return object(written.created, wireGroup(written.group));
    case "field":
      return object(written.created, wireField(written.field));
    case "campaign":
      return object(written.created, wireCampaign(written.campaign));
    case "campaign_event":
      return object(written.created, wireCampaignEvent(written.event));
    case "label":
      return object(written.created, wireLabel(written.label));
    case "broadcast":
      return object(written.created, wireBroadcast(written.broadcast, written.account));
    case "message":
      return object(written.created, wireMessage(written.message, written.account));
    case "start":
      return object(written.created, wireStart(written.start));
    case "acted":
    case "deleted":
      return { kind: "empty" };
  }
}

function object(created: boolean, body: unknown): Answer {
  return { kind: "json", status: created ? 201 : 200, body };
}

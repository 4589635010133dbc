/** One line of an import: what it says it is, whether it has that shape, and who writes it. */
import type * as z from "zod";
import type { ImportList } from "../../contracts/import.ts";
import {
  putBoundary,
  putChannel,
  putField,
  putGroup,
  putLabel,
  putOrg,
  putResthook,
  putResthookEvent,
} from "./account_lines.ts";
import { putCampaign, putCampaignEvent } from "./campaign_lines.ts";
import { putContact, putFlow } from "./contact_lines.ts";
import type { Into } from "./into.ts";
import { Refusal, faultOfShape } from "./refusal.ts";
import * as shapes from "./shapes.ts";
import { putChannelEvent, putMessage, putRun } from "./traffic_lines.ts";

/** Keys never come here: whoever keeps them hashed takes their lines out. */
type Stored = "org" | Exclude<ImportList, "tokens">;

type Put = (into: Into, item: unknown) => void;

const LINES: Readonly<Record<Stored, Put>> = {
  org: line("org", shapes.org, putOrg),
  channels: line("channels", shapes.channel, putChannel),
  fields: line("fields", shapes.field, putField),
  groups: line("groups", shapes.group, putGroup),
  labels: line("labels", shapes.label, putLabel),
  contacts: line("contacts", shapes.contact, putContact),
  flows: line("flows", shapes.flow, putFlow),
  messages: line("messages", shapes.message, putMessage),
  runs: line("runs", shapes.run, putRun),
  channel_events: line("channel_events", shapes.channelEvent, putChannelEvent),
  resthooks: line("resthooks", shapes.resthook, putResthook),
  resthook_events: line("resthook_events", shapes.resthookEvent, putResthookEvent),
  boundaries: line("boundaries", shapes.boundary, putBoundary),
  campaigns: line("campaigns", shapes.campaign, putCampaign),
  campaign_events: line("campaign_events", shapes.campaignEvent, putCampaignEvent),
};

function line<T>(kind: string, shape: z.ZodType<T>, put: (into: Into, item: T) => void): Put {
  return (into, item) => {
    const parsed = shape.safeParse(item);
    if (parsed.success) return put(into, parsed.data);
    const { field, detail } = faultOfShape(kind, parsed.error);
    throw new Refusal(field, detail);
  };
}

export interface Line {
  readonly kind: Stored;
  readonly item: unknown;
}

/** Pure. */
export function parseLine(text: string): Line | Refusal {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Refusal("", "The line is not JSON: send one object a line, without line breaks inside it.");
  }
  const [entry, ...more] = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (entry === undefined || more.length > 0 || Array.isArray(value)) {
    return new Refusal("", 'The line must be an object with one key that says what it is, such as {"contacts": {…}}.');
  }
  const [kind, item] = entry;
  if (kind === "tokens") return new Refusal(kind, "The store keeps no keys: send tokens to the router's import only.");
  if (!isStored(kind)) return new Refusal(kind, `"${kind}" is no list of the import format.`);
  return { kind, item };
}

export function putLine(into: Into, { kind, item }: Line): void {
  LINES[kind](into, item);
}

function isStored(kind: string): kind is Stored {
  return Object.hasOwn(LINES, kind);
}

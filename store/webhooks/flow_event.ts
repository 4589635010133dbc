/**
 * What is told of a run: the data of an event of a resthook, and the same data as a delivery's body. Its members and
 * their order are those that receivers of such events have known since before there were versions. Pure.
 */
import type { Micros } from "../../contracts/records.ts";
import { formatInstant } from "../export/instant.ts";

export interface RunFacts {
  readonly run: number;
  readonly flow: {
    readonly id: number;
    readonly uuid: string;
    readonly name: string;
    readonly baseLanguage: string | null;
  };
  /** `urn` is null where there is none, or where nobody may see it. */
  readonly contact: { readonly uuid: string; readonly name: string | null; readonly urn: string | null };
  /** The one that serves the URN. */
  readonly channel: { readonly id: number; readonly uuid: string } | null;
  /** As stored; the instants in them are text. */
  readonly path: readonly Readonly<Record<string, unknown>>[];
  readonly results: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Nodes that wait for an answer, as against those that send. */
  readonly asking: ReadonlySet<string>;
  readonly exitedOn: Micros | null;
  readonly at: Micros;
}

export type FlowEvent = Readonly<Record<string, unknown>>;

export function flowEvent(facts: RunFacts): FlowEvent {
  const { flow, contact, channel } = facts;
  const results = Object.values(facts.results);
  const channelId = channel?.id ?? -1;
  return {
    channel: channelId,
    channel_uuid: channel?.uuid ?? null,
    relayer: channelId,
    flow: flow.id,
    flow_uuid: flow.uuid,
    flow_name: flow.name,
    flow_base_language: flow.baseLanguage,
    run: facts.run,
    text: results.map(({ text }) => text).findLast((text) => typeof text === "string") ?? null,
    step: facts.path.at(-1)?.["node"] ?? null,
    phone: contact.urn?.startsWith("tel:") === true ? contact.urn.slice("tel:".length) : null,
    contact: contact.uuid,
    contact_name: contact.name,
    urn: contact.urn,
    values: results.map((result) => ({
      node: result["node"] ?? null,
      label: result["name"] ?? null,
      category: result["category"] ?? null,
      text: result["text"] ?? null,
      value: result["value"] ?? null,
      rule_value: result["value"] ?? null,
      time: result["time"] ?? null,
    })),
    steps: facts.path.map((step, at) => stepOf(facts, step, at)),
    time: formatInstant(facts.at),
  };
}

/** A run leaves a node when it arrives at the next, or ends. */
function stepOf(facts: RunFacts, step: Readonly<Record<string, unknown>>, at: number): FlowEvent {
  const node = step["node"] ?? null;
  const result = Object.values(facts.results).find((it) => it["node"] === node);
  const ended = facts.exitedOn === null ? null : formatInstant(facts.exitedOn);
  return {
    type: typeof node === "string" && facts.asking.has(node) ? "R" : "A",
    node,
    arrived_on: step["time"] ?? null,
    left_on: facts.path[at + 1]?.["time"] ?? ended,
    text: result?.["text"] ?? null,
    value: result?.["value"] ?? null,
  };
}

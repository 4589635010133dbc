/**
 * One operation in the words of both versions. What both accounts were imported with has the same UUIDs and numbers; what
 * the operations make is known by its place among its kind: each side keeps its own identifiers.
 */
import type { System } from "./harness.ts";
import { COLOR, CUSTOMERS } from "./sample.ts";

export type Wire = Readonly<Record<string, unknown>>;

/** Identifiers of what one side has, by kind, in the order of making. */
export interface Side {
  readonly contacts: string[];
  readonly labels: string[];
  readonly campaigns: string[];
  readonly events: string[];
}

/** Places in a side's lists. */
export type Operation =
  | {
      readonly do: "create";
      readonly name: string;
      readonly urns: readonly string[];
      readonly groups: readonly string[];
      readonly nickname: string;
    }
  | { readonly do: "found"; readonly name: string; readonly urn: string }
  | {
      readonly do: "update";
      readonly contact: number;
      readonly name: string;
      readonly urns: readonly string[];
      readonly group: string | null;
    }
  | { readonly do: "delete"; readonly contact: number }
  | {
      readonly do: "act";
      readonly contacts: readonly number[];
      readonly action: "add" | "remove" | "block" | "unblock" | "archive";
    }
  | { readonly do: "field"; readonly label: string; readonly type: readonly [v1: string, v2: string] }
  | { readonly do: "label"; readonly name: string }
  | { readonly do: "rename"; readonly label: number; readonly name: string }
  | { readonly do: "mark"; readonly messages: readonly number[]; readonly action: "archive" | "unarchive" | "delete" }
  | { readonly do: "tag"; readonly messages: readonly number[]; readonly label: number; readonly on: boolean }
  | { readonly do: "send"; readonly contact: number; readonly text: string }
  | { readonly do: "broadcast"; readonly contacts: readonly number[]; readonly text: string }
  | { readonly do: "start"; readonly contacts: readonly number[]; readonly restart: boolean }
  | { readonly do: "campaign"; readonly name: string }
  | { readonly do: "event"; readonly campaign: number; readonly offset: number; readonly message: string }
  | { readonly do: "cancel"; readonly event: number };

export class Twin {
  readonly side: Side;
  readonly #system: System;
  readonly #token: string;

  constructor(system: System, token: string, side: Side) {
    this.#system = system;
    this.#token = token;
    this.side = side;
  }

  async ask(method: string, path: string, json?: unknown): Promise<Wire> {
    const asked = { method, token: this.#token, ...(json === undefined ? {} : { json }) };
    const response = await this.#system.fetch(`/api/${path}`, asked);
    const text = await response.text();
    // Every operation is one that both versions take: a refusal would make both do nothing, which shows nothing.
    if (!response.ok) throw new Error(`${method} ${path} ${JSON.stringify(json)}: ${response.status} ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Wire);
  }

  all(places: readonly number[]): string[] {
    return places.map((place) => this.side.contacts[place] ?? "");
  }
}

function push(list: string[], { uuid }: Wire): void {
  list.push(String(uuid));
}

export async function asV1(twin: Twin, operation: Operation): Promise<void> {
  const { side } = twin;
  const post = (endpoint: string, body: unknown): Promise<Wire> => twin.ask("POST", `v1/${endpoint}.json`, body);
  switch (operation.do) {
    case "create": {
      const { name, urns, groups, nickname } = operation;
      return push(side.contacts, await post("contacts", { name, urns, groups, fields: { "Nick name": nickname } }));
    }
    case "found":
      return void (await post("contacts", { name: operation.name, urns: [operation.urn] }));
    case "update": {
      const { name, urns, group } = operation;
      const uuid = side.contacts[operation.contact];
      return void (await post("contacts", { uuid, name, urns, group_uuids: group === null ? [] : [group] }));
    }
    case "delete":
      return void (await twin.ask("DELETE", `v1/contacts.json?uuid=${side.contacts[operation.contact]}`));
    case "act": {
      const { action } = operation;
      const group = action === "add" || action === "remove" ? { group: "customers" } : {};
      return void (await post("contact_actions", { contacts: twin.all(operation.contacts), action, ...group }));
    }
    case "field":
      return void (await post("fields", { label: operation.label, value_type: operation.type[0] }));
    case "label":
      return push(side.labels, await post("labels", { name: operation.name }));
    case "rename":
      return void (await post("labels", { uuid: side.labels[operation.label], name: operation.name }));
    case "mark":
      return void (await post("message_actions", { messages: operation.messages, action: operation.action }));
    case "tag": {
      const { messages, label, on } = operation;
      const action = on ? "label" : "unlabel";
      return void (await post("message_actions", { messages, action, label_uuid: side.labels[label] }));
    }
    case "send":
      return void (await post("messages", { text: operation.text, contact: twin.all([operation.contact]) }));
    case "broadcast":
      return void (await post("broadcasts", { text: operation.text, contacts: twin.all(operation.contacts) }));
    case "start": {
      const { contacts, restart } = operation;
      const body = { flow_uuid: COLOR, contacts: twin.all(contacts), restart_participants: restart };
      return void (await post("runs", body));
    }
    case "campaign":
      return push(side.campaigns, await post("campaigns", { name: operation.name, group_uuid: CUSTOMERS }));
    case "event": {
      const { offset, message } = operation;
      const when = { relative_to: "Registered", offset, unit: "D", delivery_hour: 9 };
      const event = { campaign_uuid: side.campaigns[operation.campaign], message, ...when };
      return push(side.events, await post("events", event));
    }
    case "cancel":
      return void (await twin.ask("DELETE", `v1/events.json?uuid=${side.events[operation.event]}`));
  }
}

export async function asV2(twin: Twin, operation: Operation): Promise<void> {
  const { side } = twin;
  const post = (endpoint: string, body: unknown, query = ""): Promise<Wire> =>
    twin.ask("POST", `v2/${endpoint}.json${query}`, body);
  switch (operation.do) {
    case "create": {
      const { name, urns, groups, nickname } = operation;
      const { results } = (await twin.ask("GET", "v2/groups.json")) as { results: { name: string }[] };
      for (const group of groups) {
        if (!results.some((known) => known.name === group)) await post("groups", { name: group });
      }
      return push(side.contacts, await post("contacts", { name, urns, groups, fields: { nickname } }));
    }
    case "found":
      return void (await post("contacts", { name: operation.name }, `?urn=${encodeURIComponent(operation.urn)}`));
    case "update": {
      const { name, urns, group } = operation;
      const query = `?uuid=${side.contacts[operation.contact]}`;
      return void (await post("contacts", { name, urns, groups: group === null ? [] : [group] }, query));
    }
    case "delete":
      return void (await twin.ask("DELETE", `v2/contacts.json?uuid=${side.contacts[operation.contact]}`));
    case "act": {
      const { action } = operation;
      const group = action === "add" || action === "remove" ? { group: CUSTOMERS } : {};
      return void (await post("contact_actions", { contacts: twin.all(operation.contacts), action, ...group }));
    }
    case "field":
      return void (await post("fields", { label: operation.label, value_type: operation.type[1] }));
    case "label":
      return push(side.labels, await post("labels", { name: operation.name }));
    case "rename":
      return void (await post("labels", { name: operation.name }, `?uuid=${side.labels[operation.label]}`));
    case "mark": {
      const action = operation.action === "unarchive" ? "restore" : operation.action;
      return void (await post("message_actions", { messages: operation.messages, action }));
    }
    case "tag": {
      const { messages, label, on } = operation;
      const action = on ? "label" : "unlabel";
      return void (await post("message_actions", { messages, action, label: side.labels[label] }));
    }
    case "send":
      return void (await post("messages", { contact: side.contacts[operation.contact], text: operation.text }));
    case "broadcast": {
      const { id } = await post("broadcasts", { text: operation.text, contacts: twin.all(operation.contacts) });
      return settled(twin, "broadcasts", id, "sent");
    }
    case "start": {
      const { contacts, restart } = operation;
      const body = { flow: COLOR, contacts: twin.all(contacts), restart_participants: restart };
      const { id } = await post("flow_starts", body);
      return settled(twin, "flow_starts", id, "complete");
    }
    case "campaign":
      return push(side.campaigns, await post("campaigns", { name: operation.name, group: CUSTOMERS }));
    case "event": {
      const { offset, message } = operation;
      const when = { relative_to: "registered", offset, unit: "days", delivery_hour: 9 };
      const event = { campaign: side.campaigns[operation.campaign], message, ...when };
      return push(side.events, await post("campaign_events", event));
    }
    case "cancel":
      return void (await twin.ask("DELETE", `v2/campaign_events.json?uuid=${side.events[operation.event]}`));
  }
}

/** v2 answers before it has sent or started: what comes next may depend on it. */
export async function settled(twin: Twin, list: string, id: unknown, state: string): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const { results } = (await twin.ask("GET", `v2/${list}.json?id=${String(id)}`)) as { results: Wire[] };
    const status = results[0]?.["status"];
    if (status === state || status === "completed") return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${list} ${String(id)} is never ${state}.`);
}

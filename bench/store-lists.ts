/**
 * Every GET operation of v2 with every one of its filters: alone, and together where they meet. What the API document has
 * and this table lacks fails the benchmark: no list goes unmeasured.
 */
import { readFileSync } from "node:fs";
import { type Sizes } from "./store-sizes.ts";
import { instantOf, slugOf, urnOf, uuidOf } from "./store-made.ts";
import { EVENT_ACTOR, sqlUuid } from "./store-rows.ts";

export type Query = Readonly<Record<string, string>>;

/** A list's page, or an answer that is always one page. */
export interface Asked {
  readonly path: string;
  readonly query: Query;
}

/** By operation; `uuidOfMessage` is made by the account, and read from it. */
export function queriesOf(sizes: Sizes, uuidOfMessage: string): Readonly<Record<string, readonly Query[]>> {
  /** Bounds that leave the greatest part of a list of so many rows. */
  const within = (rows: number) => ({
    before: instantOf(Math.floor(rows * 0.95)),
    after: instantOf(Math.floor(rows * 0.02)),
  });
  const bounds = (rows: number): Query[] => {
    const { before, after } = within(rows);
    return [{ before }, { after }, { before, after }];
  };
  const contact = uuidOf("contact", 0);
  const group = uuidOf("group", 0);
  const flow = uuidOf("flow", 0);
  const flows = uuidOf("flow", 1);
  const folders = ["inbox", "flows", "archived", "outbox", "sent", "failed", "incoming"];
  const messages = within(sizes.messages);
  return {
    "/.json": [{}],
    "/openapi.json": [{}],
    "/org.json": [{}],
    "/contacts.json": [
      {},
      { uuid: contact },
      { urn: urnOf(0) },
      { group },
      { group: "Group 0" },
      { deleted: "true" },
      ...bounds(sizes.contacts),
      { group, ...within(sizes.contacts) },
    ],
    "/fields.json": [{}, { key: "field_0" }],
    "/groups.json": [{}, { uuid: group }, { name: "Group 0" }],
    "/messages.json": [
      {},
      { id: "1" },
      { uuid: uuidOfMessage },
      { contact },
      { contact, ...messages },
      ...folders.flatMap((folder) => [{ folder }, { folder, ...messages }]),
      { label: "Label 0" },
      { label: uuidOf("label", 0) },
      { label: "Label 0", ...messages },
      { broadcast: "1" },
      { broadcast: "1", ...messages },
      ...bounds(sizes.messages),
    ],
    "/labels.json": [{}, { uuid: uuidOf("label", 0) }, { name: "Label 0" }],
    "/broadcasts.json": [{}, { id: "1" }, { uuid: sqlUuid(1, 0) }, ...bounds(sizes.sendings)],
    "/flows.json": [
      {},
      { uuid: flow },
      { type: "message" },
      { archived: "true" },
      { type: "message", archived: "false" },
    ],
    "/flow_starts.json": [{}, { id: "1" }, { uuid: sqlUuid(2, 0) }, ...bounds(sizes.sendings)],
    "/runs.json": [
      {},
      { id: "1" },
      { uuid: uuidOf("run", 0) },
      { flow },
      { contact },
      { responded: "true" },
      { flow, responded: "true" },
      { contact, responded: "true" },
      { reverse: "true" },
      { paths: "false" },
      ...bounds(sizes.runs),
      { flow, ...within(sizes.runs) },
    ],
    "/channels.json": [{}, { uuid: uuidOf("channel", 0) }, { address: "+250780" }],
    "/channel_events.json": [{}, { id: "1" }, { contact }, ...bounds(sizes.calls), { contact, ...within(sizes.calls) }],
    "/campaigns.json": [{}, { uuid: sqlUuid(3, 0) }],
    "/campaign_events.json": [{}, { uuid: sqlUuid(4, 0) }, { campaign: sqlUuid(3, 0) }],
    "/boundaries.json": [{}, { geometry: "true" }],
    "/definitions.json": [
      { flow: flows },
      { flow_uuid: flows, dependencies: "none" },
      { campaign: sqlUuid(3, 5) },
      { campaign_uuid: sqlUuid(3, 5), dependencies: "flows" },
    ],
    "/archives.json": [{}],
    "/classifiers.json": [{}],
    "/globals.json": [{}],
    "/resthooks.json": [{}],
    "/resthook_events.json": [{}, { resthook: slugOf(0) }],
    "/resthook_subscribers.json": [{}, { id: "1" }, { resthook: slugOf(0) }],
    "/resthook_deliveries.json": [{}, { uuid: sqlUuid(5, 0) }, { subscriber: "1" }],
    "/events.json": [
      {},
      { object: contact },
      { actor: EVENT_ACTOR },
      { action: "update" },
      ...bounds(sizes.log),
      { actor: EVENT_ACTOR, ...within(sizes.log) },
    ],
  };
}

interface Document {
  readonly paths: Readonly<
    Record<string, { readonly get?: { readonly parameters?: readonly { readonly name: string }[] } }>
  >;
}

/** Sentences; empty when the table has all that the API document has, and nothing else. */
export function uncovered(queries: Readonly<Record<string, readonly Query[]>>): string[] {
  const file = new URL("../workers/v2/openapi.json", import.meta.url);
  const { paths } = JSON.parse(readFileSync(file, "utf8")) as Document;
  const faults: string[] = [];
  for (const [path, { get }] of Object.entries(paths)) {
    if (get === undefined) continue;
    const asked = queries[path];
    if (asked === undefined) faults.push(`${path} is not measured: add it to bench/store-lists.ts.`);
    const known = new Set(asked?.flatMap((query) => Object.keys(query)));
    const names = (get.parameters ?? []).map(({ name }) => name);
    for (const name of names) {
      if (name !== "cursor" && asked !== undefined && !known.has(name))
        faults.push(`${path}: the filter ${name} is not measured.`);
    }
    for (const name of known) if (!names.includes(name)) faults.push(`${path} has no filter ${name} any more.`);
  }
  for (const path of Object.keys(queries)) {
    if (paths[path]?.get === undefined) faults.push(`${path} is measured, and there is no such operation any more.`);
  }
  return faults;
}

export function nameOf({ path, query }: Asked): string {
  const filters = Object.entries(query).map(([name, value]) =>
    name === "folder" || name === "responded" || name === "archived" ? `${name}=${value}` : name,
  );
  return [path.slice(1, -".json".length), ...filters].join(" ");
}

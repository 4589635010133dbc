/** What a request of v1 costs in calls: to v2, and to the account's object, its own questions to the store included. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle, bundleScript } from "../../bench/bundle.ts";
import { forwarded } from "../../bench/store-client.ts";
import { COMPATIBILITY_DATE, type Running, serve } from "../../bench/workerd.ts";
import { chunks, documentLines } from "../../cli/import-lines.ts";
import { sampleAccounts } from "./seed.ts";

const JOE = "00000000-0000-4000-8000-000000000101";
const FRANK = "00000000-0000-4000-8000-000000000102";
const CUSTOMERS = "00000000-0000-4000-8000-000000000031";
const FLOW = "00000000-0000-4000-8000-000000000021";

let running: Running;

beforeAll(async () => {
  const object = { name: "ACCOUNTS", object: "Account" };
  running = await serve([
    {
      bundle: bundleScript("counted", "bench/variants/v1-counted.ts", COMPATIBILITY_DATE),
      bindings: [
        object,
        { name: "WEBHOOK_TARGETS", text: "public" },
        { name: "V2", service: "v2" },
        { name: "V2_INTERNAL", service: "v2", entrypoint: "Internal" },
      ],
      classes: ["Account"],
      open: true,
    },
    { bundle: bundle("v2", "workers/v2/wrangler.toml"), bindings: [{ ...object, service: "counted" }] },
    {
      bundle: bundle("v1", "workers/v1/wrangler.toml"),
      bindings: [
        { name: "V2", service: "counted", entrypoint: "Relay" },
        { name: "V2_INTERNAL", service: "counted", entrypoint: "Internal" },
        { name: "LEGACY", service: "counted", entrypoint: "LegacyV1" },
      ],
      open: true,
    },
  ]);
  const orgs = sampleAccounts().filter(({ key }) => key === "main" || key === "anon");
  for await (const { account, chunk, lines } of chunks(documentLines({ version: 1, orgs }))) {
    const stored = lines.split("\n").filter((line) => !line.startsWith('{"tokens"'));
    const url = `${origin("counted")}/import?account=${account}&import=test&chunk=${chunk}`;
    const response = await fetch(url, { method: "POST", body: stored.join("\n") });
    if (!response.ok) throw new Error(await response.text());
  }
});
afterAll(() => running.close());

function origin(name: string): string {
  return running.origins.get(name) ?? "";
}

interface Cost {
  readonly v2: number;
  readonly objects: number;
}

async function counts(): Promise<Cost> {
  return (await (await fetch(`${origin("counted")}/counts`)).json()) as Cost;
}

/** The request must do what it says: a refusal costs little and shows nothing. */
async function costOf(method: string, path: string, status: number, json?: unknown, account = "main"): Promise<Cost> {
  await counts();
  const headers = { ...forwarded(account), "Content-Type": "application/json" };
  const init = { method, headers, ...(json === undefined ? {} : { body: JSON.stringify(json) }) };
  const response = await fetch(`${origin("v1")}${path}`, init);
  const body = await response.text();
  expect([response.status, body]).toEqual([status, expect.any(String)]);
  return counts();
}

describe("a page of a list costs at most three calls", () => {
  test.each([
    "/contacts.json",
    "/contacts.json?page=1&group_uuids=00000000-0000-4000-8000-000000000031",
    "/contacts.json?urns=tel:%2B250788123123&urns=twitter:franky",
    "/groups.json",
    "/fields.json",
    "/labels.json",
    "/messages.json",
    "/messages.json?label=%2BSpam&text=a&direction=I",
    "/broadcasts.json",
    "/flows.json",
    "/runs.json",
    "/relayers.json",
    "/calls.json",
    "/campaigns.json",
    "/events.json",
    "/boundaries.json",
  ])("GET %s", async (path) => {
    const { v2, objects } = await costOf("GET", path, 200);
    expect(v2).toBeLessThanOrEqual(2);
    expect(objects).toBeGreaterThan(0);
    expect(objects).toBeLessThanOrEqual(3);
  });
});

describe("an operation on a single object costs at most two calls", () => {
  test.each<[string, string, string, number, unknown?]>([
    ["the account", "GET", "/org.json", 200],
    ["a definition", "GET", `/flow_definition.json?uuid=${FLOW}`, 200],
    ["a new contact", "POST", "/contacts.json", 201, { name: "Ben" }],
    ["a new contact with a URN", "POST", "/contacts.json", 201, { name: "Ben", urns: ["tel:+250788200001"] }],
    ["a contact found by its URN", "POST", "/contacts.json", 201, { name: "Bo", urns: ["tel:+250788200001"] }],
    [
      "a contact with everything there is",
      "POST",
      "/contacts.json",
      201,
      {
        name: "Eve",
        language: "eng",
        urns: ["tel:+250788200002", "twitter:eve"],
        groups: ["Customers", "Brand new"],
        fields: { "Nick name": "E" },
      },
    ],
    [
      "an update with everything there is",
      "POST",
      "/contacts.json",
      201,
      { uuid: FRANK, name: "F", urns: ["tel:+250788200003"], group_uuids: [CUSTOMERS], fields: { "Nick name": "F" } },
    ],
    ["a contact's end", "DELETE", `/contacts.json?uuid=${FRANK}`, 204],
    ["contacts' end, found by URN", "DELETE", "/contacts.json?urns=twitter:eve", 204],
    [
      "an act on contacts",
      "POST",
      "/contact_actions.json",
      204,
      { contacts: [JOE], action: "add", group: "customers" },
    ],
    ["the end of runs", "POST", "/contact_actions.json", 204, { contacts: [JOE], action: "expire" }],
    ["a field", "POST", "/fields.json", 201, { label: "Age", value_type: "N" }],
    ["a field again", "POST", "/fields.json", 201, { key: "age", label: "Age", value_type: "T" }],
    ["a label", "POST", "/labels.json", 201, { name: "Fine" }],
    ["an act on messages", "POST", "/message_actions.json", 204, { messages: [5001], action: "label", label: "New" }],
    ["a message", "POST", "/messages.json", 201, { text: "Hi", urn: ["tel:+250788123123"] }],
    ["a broadcast", "POST", "/broadcasts.json", 201, { text: "Hi", contacts: [JOE] }],
    ["runs", "POST", "/runs.json", 201, { flow_uuid: FLOW, contacts: [JOE] }],
    ["a campaign", "POST", "/campaigns.json", 201, { name: "C", group_uuid: CUSTOMERS }],
    ["a campaign by its integer", "POST", "/campaigns.json", 201, { campaign: 1, name: "D", group: "Customers" }],
    [
      "an event with a field of its own, by integers",
      "POST",
      "/events.json",
      201,
      { campaign: 1, relative_to: "Next visit", offset: 1, unit: "D", delivery_hour: 9, flow: 1001 },
    ],
    [
      "an event again",
      "POST",
      "/events.json",
      201,
      { event: 1, relative_to: "Next visit", offset: 2, unit: "W", delivery_hour: 9, message: "Hi" },
    ],
    ["an event's end", "DELETE", "/events.json?event=1", 204],
    ["a relayer's end", "DELETE", "/relayers.json?relayer=12", 204],
  ])("%s", async (_, method, path, status, json) => {
    const { v2, objects } = await costOf(method, path, status, json);
    expect({ v2, objects }).toEqual({ v2: expect.any(Number), objects: expect.any(Number) });
    expect(v2, "calls to v2").toBeLessThanOrEqual(2);
    expect(objects, "calls to the object").toBeLessThanOrEqual(2);
  });
});

describe("what v1 took and v2 cannot know before it asks is asked once", () => {
  test.each<[string, unknown, string?]>([
    ["a label that could be a key", { name: "Ben", fields: { hobby: "Chess" } }],
    ["an account that hides its URNs", { name: "Ben", urns: ["tel:+250788200008"] }, "anon"],
  ])("%s", async (_, json, account = "main") => {
    const label = { label: "hobby", value_type: "T", key: "pastime" };
    if (account === "main") await costOf("POST", "/fields.json", 201, label);
    expect(await costOf("POST", "/contacts.json", 201, json, account)).toEqual({ v2: 2, objects: 2 });
  });

  test("a number without its country takes v2 one look at the account more", async () => {
    const json = { name: "Ben", urns: ["tel:0788200007"], fields: { "Nick name": "B" } };
    expect(await costOf("POST", "/contacts.json", 201, json)).toEqual({ v2: 2, objects: 3 });
  });

  test("a URN that is none is refused at the same cost", async () => {
    const json = { name: "Ben", urns: ["tel:12"] };
    expect(await costOf("POST", "/contacts.json", 400, json)).toEqual({ v2: 2, objects: expect.any(Number) });
  });
});

/** What a request of v1 costs in calls: to v2, and to the account's object, its own questions to the store included. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleScript } from "../../bench/bundle.ts";
import { forwarded } from "../../bench/store-client.ts";
import { COMPATIBILITY_DATE, type Running, serve } from "../../bench/workerd.ts";
import { chunks, documentLines } from "../../cli/import-lines.ts";
import { COLOR, CUSTOMERS, FRANK, JOE, UNKNOWN, XAVIER } from "./sample.ts";
import { sampleAccounts } from "./seed.ts";
import { builtAs } from "./when-built.ts";

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
    {
      bundle: await builtAs("v2", join("workers", "v2", "wrangler.toml")),
      bindings: [{ ...object, service: "counted" }],
    },
    {
      bundle: await builtAs("v1", join("workers", "v1", "wrangler.toml")),
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
async function costOf(method: string, path: string, status: number, json: unknown, account: string): Promise<Cost> {
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
    `/contacts.json?page=1&group_uuids=${CUSTOMERS}`,
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
    const { v2, objects } = await costOf("GET", path, 200, undefined, "main");
    expect(v2).toBeLessThanOrEqual(2);
    expect(objects).toBeGreaterThan(0);
    expect(objects).toBeLessThanOrEqual(3);
  });
});

/** Whatever it names, and however: what v1 took and v2 cannot know before it asks is asked once. */
describe("an operation on a single object costs at most two calls", () => {
  test.each<[string, string, string, number, unknown?, string?]>([
    ["the account", "GET", "/org.json", 200],
    ["a definition", "GET", `/flow_definition.json?uuid=${COLOR}`, 200],
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
    ["a number without its country", "POST", "/contacts.json", 201, { name: "Ben", urns: ["tel:0788200007"] }],
    ["that number as a phone", "POST", "/contacts.json", 201, { name: "Ben", phone: "0788 200 007" }],
    [
      "several URNs, of which some lack their country",
      "POST",
      "/contacts.json",
      201,
      { name: "Sue", urns: ["tel:0788200010", "tel:+250788200011", "twitter:@Sue"], fields: { "Nick name": "S" } },
    ],
    [
      "one of these URNs, and others",
      "POST",
      "/contacts.json",
      201,
      { urns: ["tel:0788200011", "tel:0788200012"], groups: ["Customers", "Newer"], fields: { nickname: "S" } },
    ],
    [
      "an update that gives numbers without their country",
      "POST",
      "/contacts.json",
      201,
      { uuid: FRANK, name: "F", urns: ["tel:0788200013", "twitter:franky"] },
    ],
    ["an update by phone", "POST", "/contacts.json", 201, { uuid: FRANK, name: "F", phone: "0788200014" }],
    [
      "a field that is called by its label",
      "POST",
      "/fields.json",
      201,
      { label: "hobby", value_type: "T", key: "pastime" },
    ],
    ["a label that could be a key", "POST", "/contacts.json", 201, { name: "Ben", fields: { hobby: "Chess" } }],
    ["a hidden URN", "POST", "/contacts.json", 201, { name: "Ben", urns: ["tel:+250788200008"] }, "anon"],
    ["a hidden number without its country", "POST", "/contacts.json", 201, { name: "B", phone: "0788200009" }, "anon"],
    ["that hidden number again", "POST", "/contacts.json", 201, { name: "Bo", urns: ["tel:0788200009"] }, "anon"],
    [
      "hidden URNs",
      "POST",
      "/contacts.json",
      201,
      { name: "Bea", urns: ["tel:0788200015", "tel:+250788200016"], groups: ["Hidden"] },
      "anon",
    ],
    ["a contact's end", "DELETE", `/contacts.json?uuid=${FRANK}`, 204],
    ["contacts' end, found by URN", "DELETE", "/contacts.json?urns=twitter:eve", 204],
    ["a contact's end, found by its number", "DELETE", "/contacts.json?urns=tel:%2B250788200001", 204],
    ["nobody's end: a number without its country is none", "DELETE", "/contacts.json?urns=tel:0788200007", 404],
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
    ["a field with a key of its own", "POST", "/fields.json", 201, { key: "sport", label: "Plays", value_type: "T" }],
    ["a label", "POST", "/labels.json", 201, { name: "Fine" }],
    ["an act on messages", "POST", "/message_actions.json", 204, { messages: [5001], action: "label", label: "New" }],
    ["a message", "POST", "/messages.json", 201, { text: "Hi", urn: ["tel:+250788123123"] }],
    ["a message to somebody new", "POST", "/messages.json", 201, { text: "Hi", urn: "tel:+250788200020" }],
    ["a message to a phone", "POST", "/messages.json", 201, { text: "Hi", phone: "0788200020", channel: 11 }],
    [
      "a message to several, some of them new",
      "POST",
      "/messages.json",
      201,
      { text: "Hi", contact: [JOE], phone: ["0788123123", "+250788200020", "0788200021"], channel: 11 },
    ],
    ["a message by its older name", "POST", "/sms.json", 201, { text: "Hi", phone: "0788200022" }],
    [
      "a broadcast to all there is",
      "POST",
      "/broadcasts.json",
      201,
      { text: "Hi", contacts: [JOE], groups: [CUSTOMERS], urns: ["tel:0788200023", "tel:+250788200020"], channel: 11 },
    ],
    ["a hidden broadcast", "POST", "/broadcasts.json", 201, { text: "Hi", urns: ["tel:0788200024"] }, "anon"],
    ["a broadcast", "POST", "/broadcasts.json", 201, { text: "Hi", contacts: [JOE] }],
    ["runs", "POST", "/runs.json", 201, { flow_uuid: COLOR, contacts: [JOE] }],
    ["runs of phones", "POST", "/runs.json", 201, { flow_uuid: COLOR, phone: ["0788200025", "+250788123123"] }],
    ["runs by numbers", "POST", "/runs.json", 201, { flow: 1001, contact: JOE, phone: "0788200026" }],
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
    ["a URN that is none", "POST", "/contacts.json", 400, { name: "Ben", urns: ["tel:12"] }],
    ["a URN that is none among others", "POST", "/contacts.json", 400, { urns: ["tel:0788200027", "nonsense"] }],
    ["URNs of two contacts", "POST", "/contacts.json", 400, { urns: ["tel:0788123123", "tel:0788200010"] }],
    ["an update of nobody", "POST", "/contacts.json", 400, { uuid: UNKNOWN, urns: ["tel:0788200029"] }],
    ["an act on nobody", "POST", "/contact_actions.json", 400, { contacts: [UNKNOWN], action: "block" }],
    ["an update of hidden URNs", "POST", "/contacts.json", 400, { uuid: XAVIER, urns: ["tel:0788200028"] }, "anon"],
    ["a message to a phone that is none", "POST", "/messages.json", 400, { text: "Hi", phone: "12" }],
    ["a message to a hidden phone", "POST", "/messages.json", 400, { text: "Hi", phone: "0788777777" }, "anon"],
    ["runs of a phone that is none", "POST", "/runs.json", 400, { flow_uuid: COLOR, phone: "12" }],
  ])("%s", async (_, method, path, status, json, account = "main") => {
    const { v2, objects } = await costOf(method, path, status, json, account);
    expect(objects).toBeGreaterThan(0);
    expect(v2, "calls to v2").toBeLessThanOrEqual(2);
    expect(objects, "calls to the object").toBeLessThanOrEqual(2);
  });
});

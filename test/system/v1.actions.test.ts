import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readPage, readRun } from "../contract/clients/v1.ts";
import { startSystem, type System, TOKENS } from "./harness.ts";
import { ANN, CUSTOMERS, DEVELOPERS, FRANK, JOE, STAN, SURVEY, UNKNOWN } from "./sample.ts";
import { v2, type Api } from "./v2-api.ts";
import { answerOf, faultsOf } from "./v1.answers.ts";
import { held } from "./v1.held.ts";

const PATH = "/api/v1/contact_actions.json";

let system: System;
let api: Api;

beforeAll(async () => {
  system = held(await startSystem());
  api = v2(system);
});
afterAll(() => system.close());

async function act(json: object, token: string = TOKENS.main): Promise<void> {
  expect(await answerOf(await system.fetch(PATH, { json, token }))).toEqual([204, null]);
}

async function refused(json: object): Promise<readonly string[]> {
  return faultsOf(await system.fetch(PATH, { json }));
}

async function contact(uuid: string) {
  return (await api(`/contacts.json?uuid=${uuid}`)).body.results[0];
}

async function groupsOf(uuid: string): Promise<unknown> {
  return (await contact(uuid))?.["groups"];
}

describe("contacts are acted upon", () => {
  const customers = [{ uuid: CUSTOMERS, name: "Customers" }];

  test("one or several of them, with a group by its name in any case or by its UUID", async () => {
    await act({ contacts: FRANK, action: "add", group: "cusTOMers" });
    expect(await groupsOf(FRANK)).toEqual(customers);
    await act({ contacts: [FRANK, ANN], action: "remove", group_uuid: CUSTOMERS });
    expect([await groupsOf(FRANK), await groupsOf(ANN)]).toEqual([[], []]);
    await act({ contacts: [FRANK, ANN], action: "add", group_uuid: CUSTOMERS }, TOKENS.surveyor);
    expect([await groupsOf(FRANK), await groupsOf(ANN)]).toEqual([customers, customers]);
  });

  test("blocking takes them out of their groups, and unblocking does not put them back", async () => {
    await act({ contacts: [ANN], action: "block" });
    expect(await contact(ANN)).toMatchObject({ blocked: true, groups: [] });
    await act({ contacts: ANN, action: "unblock" });
    expect(await contact(ANN)).toMatchObject({ blocked: false, groups: [] });
  });

  test("archiving takes the messages they sent out of the inbox", async () => {
    const inbox = async () =>
      (await api("/messages.json?folder=inbox")).body.results.filter((message) => {
        return (message["contact"] as { uuid: string }).uuid === JOE;
      }).length;
    expect(await inbox()).toBeGreaterThan(0);
    await act({ contacts: [JOE], action: "archive" });
    expect(await inbox()).toBe(0);
  });

  test("deleting deletes them", async () => {
    const { uuid } = (await api("/contacts.json", { json: { name: "Gone soon" } })).body;
    await act({ contacts: [uuid], action: "delete" });
    expect(await contact(uuid)).toBeUndefined();
  });
});

describe("expiring", () => {
  let run: number;

  beforeEach(async () => {
    const json = { flow_uuid: SURVEY, contacts: [FRANK] };
    const response = await system.fetch("/api/v1/runs.json", { json });
    const [started] = (await response.json()) as { run: number }[];
    run = started?.run ?? 0;
  });

  async function shown() {
    const response = await system.fetch(`/api/v1/runs.json?run=${run}`);
    return readPage(readRun)(await response.json(), "runs").results[0];
  }

  test("ends the runs they are in as expired, in v1's words and v2's, and in the log", async () => {
    const before = (await contact(FRANK))?.["modified_on"];
    await act({ contacts: [FRANK, JOE], action: "expire" });
    const ended = await shown();
    expect(ended).toMatchObject({ completed: false, expired_on: expect.any(Date) });
    const [seen] = (await api(`/runs.json?id=${run}`)).body.results;
    expect(seen).toMatchObject({ exit_type: "expired" });
    expect(String((await contact(FRANK))?.["modified_on"]) > String(before)).toBe(true);
    expect((await contact(FRANK))?.["flow"]).toBeNull();
    const events = await api(`/events.json?object=${seen?.uuid ?? ""}`);
    expect(events.body.results).toMatchObject([{ action: "update", type: "run", version: "1" }]);
  });

  test("changes nothing when one of them is not there", async () => {
    expect(await refused({ contacts: [FRANK, UNKNOWN], action: "expire" })).toEqual(["contacts"]);
    expect((await shown())?.expired_on).toBeNull();
  });

  test("takes no group", async () => {
    expect(await refused({ contacts: [FRANK], action: "expire", group_uuid: CUSTOMERS })).toEqual(["non_field_errors"]);
    expect((await shown())?.expired_on).toBeNull();
  });
});

describe("what is wrong with an action", () => {
  const many = Array.from({ length: 101 }, () => JOE);

  test.each<[string, object, string[]]>([
    ["nothing", {}, ["action", "contacts"]],
    ["an action of v2 only", { contacts: [JOE], action: "interrupt" }, ["action"]],
    ["101 contacts", { contacts: many, action: "block" }, ["contacts"]],
    ["an unknown contact", { contacts: [UNKNOWN], action: "block" }, ["contacts"]],
    ["a URN", { contacts: ["tel:+250788123123"], action: "block" }, ["contacts"]],
    ["no group", { contacts: [JOE], action: "add" }, ["non_field_errors"]],
    ["a group where there is none", { contacts: [JOE], action: "block", group: "Customers" }, ["non_field_errors"]],
    ["an unknown group", { contacts: [JOE], action: "add", group: "Nobody" }, ["group"]],
    ["an unknown UUID of a group", { contacts: [JOE], action: "add", group_uuid: UNKNOWN }, ["group_uuid"]],
    ["a dynamic group", { contacts: [JOE], action: "add", group_uuid: DEVELOPERS }, ["group_uuid"]],
    ["a dynamic group by name", { contacts: [JOE], action: "remove", group: "Developers" }, ["group"]],
    [
      "both names of a group",
      { contacts: [JOE], action: "add", group: "a", group_uuid: CUSTOMERS },
      ["non_field_errors"],
    ],
    ["a stopped contact", { contacts: [FRANK, STAN], action: "add", group: "Customers" }, ["non_field_errors"]],
  ])("%s is said under its name", async (_, json, fields) => {
    expect(await refused(json)).toEqual(fields);
  });

  test("one bad contact leaves the others as they were", async () => {
    expect(await refused({ contacts: [JOE, UNKNOWN], action: "block" })).toEqual(["contacts"]);
    expect(await contact(JOE)).toMatchObject({ blocked: false });
  });

  test.each<[string, Parameters<System["fetch"]>[1], number]>([
    ["GET", { method: "GET" }, 405],
    ["DELETE", { method: "DELETE" }, 405],
    ["no key", { json: {}, token: null }, 403],
    ["contacts of another account", { json: { contacts: [JOE], action: "block" }, token: TOKENS.other }, 400],
    ["a body that is no object", { json: [] }, 400],
    ["a body that is not JSON", { body: "{" }, 400],
    ["a body of another type", { body: "a=1", headers: { "Content-Type": "text/plain" } }, 415],
    ["a body that is too large", { body: JSON.stringify({ a: "x".repeat(1_000_001) }) }, 413],
  ])("%s is refused", async (_, asked, status) => {
    expect((await answerOf(await system.fetch(PATH, asked)))[0]).toBe(status);
  });
});

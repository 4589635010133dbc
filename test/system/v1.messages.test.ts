/** `messages`, and `sms`, its older name: lists by every filter, and sending. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readErrors, readMessage, readPage, readSent } from "../contract/clients/v1.ts";
import { startSystem, type System, TOKENS } from "./harness.ts";
import { ANN, CUSTOMERS, FRANK, JOE, STAN, UNKNOWN } from "./sample.ts";
import { emptyAccount, plainContact, plainMessage, uuidOf } from "./seed.ts";
import { held } from "./v1.held.ts";

const MANY = "9".repeat(40);
const SENTENCE = expect.any(String);

let system: System;
beforeAll(async () => {
  system = held(await startSystem());
  const urn = "tel:+250788000777";
  const contacts = [plainContact(uuidOf(1), { urns: [urn] })];
  const messages = Array.from({ length: 501 }, (_, at) => plainMessage(100 + at, uuidOf(1), { urn }));
  await system.load(emptyAccount("many", MANY, { contacts, messages }));
});
afterAll(() => system.close());

async function messagesAt(path: string, token: string = TOKENS.main) {
  const response = await system.fetch(path, { token });
  expect(response.status, path).toBe(200);
  return readPage(readMessage)(await response.json(), "page");
}

async function idsAt(query: string, token?: string): Promise<readonly number[]> {
  return (await messagesAt(`/api/v1/messages.json${query}`, token)).results.map(({ id }) => id);
}

async function send(json: unknown, token: string = TOKENS.main): Promise<Response> {
  return system.fetch("/api/v1/messages.json", { json, token });
}

describe("200", () => {
  test("a message has v1's names and letters", async () => {
    const { results } = await messagesAt("/api/v1/messages.json?id=5002");
    expect(results).toEqual([
      {
        id: 5002,
        broadcast: null,
        contact: FRANK,
        urn: "twitter:franky",
        status: "H",
        type: "I",
        labels: ["Spam"],
        relayer: 12,
        direction: "I",
        archived: false,
        text: "Bonjour",
        created_on: new Date("2016-04-02T00:00:00.000Z"),
        sent_on: null,
        delivered_on: null,
      },
    ]);
    expect((await messagesAt("/api/v1/sms.json?sms=5002")).results).toEqual(results);
  });

  test.each([
    ["no filter: the newest first", "", [5006, 5005, 5004, 5003, 5002, 5001, 5007]],
    ["ids with commas", "?id=5001,5002,1", [5002, 5001]],
    ["ids repeated, by the older name", "?sms=5001&sms=5003", [5003, 5001]],
    ["an id that is none", "?id=joe", []],
    ["status letters", "?status=S,Q", [5007]],
    ["direction", "?direction=O", [5007]],
    ["a direction in small letters", "?direction=o", [5007]],
    ["type", "?type=F", [5001, 5007]],
    ["types repeated", "?type=F&type=I&direction=I&archived=0", [5006, 5005, 5004, 5002, 5001]],
    ["contacts", `?contact=${FRANK},${ANN}`, [5006, 5003, 5002]],
    ["an unknown contact", `?contact=${UNKNOWN}`, []],
    ["a group's UUID", `?group_uuids=${CUSTOMERS}`, [5006, 5005, 5004, 5001, 5007]],
    ["a group's name", "?group=customers&direction=O", [5007]],
    ["a broadcast that nothing is of", "?broadcast=7", []],
    ["a flow that sent nothing", "?flow=1001", []],
    ["a phone", "?phone=%2B250788000001", [5006]],
    ["URNs", "?urn=twitter:franky&urn=tel:%2B250788000001", [5006, 5003, 5002]],
    ["URNs as the client says", "?urns=twitter:franky", [5003, 5002]],
    ["channels", "?channel=12", [5003, 5002]],
    ["a label", "?label=Spam", [5002]],
    ["a label that all must have", "?label=%2BSpam", [5002]],
    ["a label that none may have", "?label=-Spam&archived=0&type=I", [5006, 5005, 5004]],
    ["an unknown label", "?label=Nothing", []],
    ["text in any case", "?text=hello", [5006, 5005, 5004]],
    ["text of more bytes than a pattern may have", `?text=${"x".repeat(200)}`, []],
    ["text with a percent sign", "?text=%25", []],
    ["archived", "?archived=1", [5003]],
    ["not archived", "?archived=0&direction=I&type=I", [5006, 5005, 5004, 5002]],
    [
      "after and before, inclusive",
      "?after=2016-04-04T00:00:00.000004Z&before=2016-04-05T00:00:00.000005",
      [5005, 5004],
    ],
    ["a date without a fraction", "?after=2016-04-04T00:00:00Z", []],
    ["many filters together", `?contact=${JOE}&text=hello&direction=I&channel=11&label=-Spam`, [5005, 5004]],
    ["an unknown parameter", "?nonsense=1&id=5001", [5001]],
  ])("by %s", async (_name, query, ids) => {
    const page = await messagesAt(`/api/v1/messages.json${query}`);
    expect([page.count, page.results.map(({ id }) => id)]).toEqual([ids.length, ids]);
  });

  test("pages of 250 with links that are followed as they are, every message once", async () => {
    for (const start of ["/api/v1/messages.json", "/api/v1/messages.json?text=message"]) {
      const seen: number[] = [];
      for (let url: string | null = start; url !== null;) {
        const page = await messagesAt(url, MANY);
        expect(page.count).toBe(501);
        seen.push(...page.results.map(({ id }) => id));
        url = page.next;
      }
      expect(seen).toEqual(Array.from({ length: 501 }, (_, at) => 600 - at));
    }
  });

  test("without suffix it is an empty array, and surveyors read too", async () => {
    for (const name of ["messages", "sms"]) {
      expect(await (await system.fetch(`/api/v1/${name}`)).json()).toEqual([]);
      expect((await system.fetch(`/api/v1/${name}.json`, { token: TOKENS.surveyor })).status).toBe(200);
    }
  });

  test("another account finds nothing", async () => {
    for (const query of ["", "?id=5001", `?contact=${JOE}`, "?label=Spam"]) {
      expect(await idsAt(query, TOKENS.other)).toEqual([]);
    }
  });
});

describe("201", () => {
  async function sent(json: unknown, token?: string): Promise<readonly number[]> {
    const response = await send(json, token);
    const body = await response.text();
    expect([response.status, body]).toEqual([201, SENTENCE]);
    const { messages, sms } = readSent(JSON.parse(body), "sent");
    expect(sms).toEqual(messages);
    return messages;
  }

  test("to a contact, a phone without country code, a URN: the numbers of the messages", async () => {
    const [one] = await sent({ text: "To Joe", contact: JOE });
    const [two] = await sent({ text: "To Ann", phone: "0788000001", channel: 11 });
    const [three] = await sent({ text: "To Frank", urn: ["twitter:@Franky"] });
    const { results } = await messagesAt(`/api/v1/messages.json?id=${one},${two},${three}`);
    expect(results.map(({ contact: of, relayer, status, direction }) => [of, relayer, status, direction])).toEqual([
      [FRANK, 12, "S", "O"],
      [ANN, 11, "S", "O"],
      [JOE, 11, "S", "O"],
    ]);
  });

  test("to several, each contact once, and to somebody new", async () => {
    const messages = await sent({
      text: "To all",
      contact: [JOE, FRANK],
      phone: ["+250788123123", "+2500788123123", "0788765432"],
    });
    const { results } = await messagesAt(`/api/v1/messages.json?id=${messages.join()}`);
    expect(results.map(({ urn }) => urn).toReversed()).toEqual([
      "tel:+250788123123",
      "twitter:franky",
      "tel:+250788765432",
    ]);
    const fresh = { text: "New", urn: "tel:+250788765433" };
    expect(await sent(fresh)).toHaveLength(1);
    expect(await sent(fresh)).toHaveLength(1);
    const found = await system.fetch("/api/v1/contacts.json?urns=tel:%2B250788765433");
    expect(await found.json()).toMatchObject({ count: 1 });
  });

  test("through the older name", async () => {
    const response = await system.fetch("/api/v1/sms.json", { json: { text: "Old", contact: JOE } });
    expect([response.status, readSent(await response.json(), "sent").sms]).toEqual([201, [expect.any(Number)]]);
  });
});

describe("400", () => {
  test.each([
    ["nothing", {}, ["text"]],
    ["nobody", { text: "Hi" }, ["non_field_errors"]],
    ["a text of 481 characters", { text: "x".repeat(481), contact: JOE }, ["text"]],
    ["a blank text", { text: "  ", contact: JOE }, ["text"]],
    ["urn beside phone", { text: "Hi", urn: "twitter:a", phone: "1" }, ["non_field_errors"]],
    ["an unknown contact", { text: "Hi", contact: UNKNOWN }, ["contact"]],
    ["an unknown contact among others", { text: "Hi", contact: [JOE, UNKNOWN, FRANK] }, ["contact"]],
    ["a stopped contact", { text: "Hi", contact: STAN }, ["contact"]],
    ["a URN that is none", { text: "Hi", urn: "nonsense" }, ["urn"]],
    ["a phone that is none", { text: "Hi", phone: "12" }, ["phone"]],
    ["a phone that is none among others", { text: "Hi", phone: ["+250788123123", "12"] }, ["phone"]],
    ["a URN that no channel serves", { text: "Hi", urn: "telegram:123" }, ["urn"]],
    ["an unknown channel", { text: "Hi", contact: JOE, channel: 99 }, ["channel"]],
    ["a channel by UUID", { text: "Hi", contact: JOE, channel: UNKNOWN }, ["channel"]],
    ["a channel that serves no URN of the contact", { text: "Hi", contact: JOE, channel: 12 }, ["contact"]],
  ])("%s", async (_name, json, fields) => {
    const before = await messagesAt("/api/v1/messages.json");
    const response = await send(json);
    const errors = readErrors(await response.json());
    expect([response.status, Object.keys(errors)]).toEqual([400, fields]);
    expect((await messagesAt("/api/v1/messages.json")).count).toBe(before.count);
  });

  test("when one of several cannot be sent to, nobody is, and no contact is made", async () => {
    const before = await messagesAt("/api/v1/messages.json");
    const response = await send({ text: "Hi", contact: [JOE, STAN], phone: "+250788999111" });
    expect(readErrors(await response.json())).toEqual({ contact: expect.stringContaining("stopped") });
    expect((await messagesAt("/api/v1/messages.json")).count).toBe(before.count);
    const made = await system.fetch("/api/v1/contacts.json?urns=tel:%2B250788999111");
    expect(await made.json()).toMatchObject({ count: 0 });
  });

  test("without a channel, from a suspended account, by number where numbers are hidden", async () => {
    const many = await send({ text: "Hi", contact: uuidOf(1) }, MANY);
    expect([many.status, Object.keys(readErrors(await many.json()))]).toEqual([400, ["contact"]]);
    const [suspended] = await idsOf("contacts", TOKENS.suspended);
    const refused = await send({ text: "Hi", contact: suspended }, TOKENS.suspended);
    expect([refused.status, Object.keys(readErrors(await refused.json()))]).toEqual([400, ["non_field_errors"]]);
    const hidden = await send({ text: "Hi", phone: "+250788123999" }, TOKENS.anon);
    expect([hidden.status, Object.keys(readErrors(await hidden.json()))]).toEqual([400, ["phone"]]);
  });

  async function idsOf(name: string, token: string): Promise<readonly string[]> {
    const response = await system.fetch(`/api/v1/${name}.json`, { token });
    return ((await response.json()) as { results: { uuid: string }[] }).results.map(({ uuid }) => uuid);
  }
});

describe("other refusals", () => {
  test.each([
    ["403", { method: "POST", json: {}, token: TOKENS.surveyor }, 403],
    ["403 without a key", { token: null }, 403],
    ["405", { method: "DELETE" }, 405],
    ["413", { method: "POST", body: JSON.stringify({ text: "x".repeat(1_000_001) }) }, 413],
    ["415", { method: "POST", body: "{}", headers: { "Content-Type": "text/plain" } }, 415],
    ["400 for a body that is none", { method: "POST", body: "{" }, 400],
  ])("%s", async (_name, asked, status) => {
    for (const name of ["messages", "sms"]) {
      const response = await system.fetch(`/api/v1/${name}.json`, asked);
      expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ detail: SENTENCE })]);
    }
  });

  test.each(["page=2", "page=0", "page=x", "text=nowhere&page=2"])("404: %s", async (query) => {
    const response = await system.fetch(`/api/v1/messages.json?${query}`);
    expect([response.status, await response.json()]).toEqual([404, { detail: SENTENCE }]);
  });
});

/** `labels`, and `message_actions`, which puts them on messages. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readLabel, readMessage, readPage } from "../contract/clients/v1.ts";
import { type Asked, startSystem, type System, TOKENS } from "./harness.ts";
import { SPAM, UNKNOWN } from "./sample.ts";
import { emptyAccount, plainContact, plainMessage, uuidOf } from "./seed.ts";
import { faultsOf } from "./v1.answers.ts";
import { held } from "./v1.held.ts";

const MANY = "9".repeat(40);
const SENTENCE = expect.any(String);
/** As many as a request may have with all or none done. */
const MOST = 10_000;

let system: System;
beforeAll(async () => {
  system = held(await startSystem());
  const contacts = [plainContact(uuidOf(1), { urns: ["tel:+250788000777"] })];
  const messages = Array.from({ length: MOST + 150 }, (_, at) => plainMessage(1 + at, uuidOf(1)));
  await system.load(emptyAccount("many", MANY, { contacts, messages }));
});
afterAll(() => system.close());

async function labelsAt(query: string, token: string = TOKENS.main) {
  const response = await system.fetch(`/api/v1/labels.json${query}`, { token });
  expect(response.status, query).toBe(200);
  return readPage(readLabel)(await response.json(), "page");
}

async function countsOf(token: string = TOKENS.main): Promise<Record<string, number>> {
  return Object.fromEntries((await labelsAt("", token)).results.map(({ name, count }) => [name, count]));
}

async function put(json: unknown): Promise<Response> {
  return system.fetch("/api/v1/labels.json", { json });
}

async function act(json: unknown, token: string = TOKENS.main): Promise<Response> {
  return system.fetch("/api/v1/message_actions.json", { json, token });
}

async function done(json: unknown, token?: string): Promise<void> {
  const response = await act(json, token);
  expect([response.status, await response.text()]).toEqual([204, ""]);
}

async function messageOf(id: number) {
  const response = await system.fetch(`/api/v1/messages.json?id=${id}`);
  const [message] = readPage(readMessage)(await response.json(), "page").results;
  return message;
}

describe("labels", () => {
  test("201: a new one, and an update that names it in the body", async () => {
    const made = await put({ name: "Élan vital" });
    const label = readLabel(await made.json(), "label");
    expect([made.status, label]).toEqual([201, { uuid: SENTENCE, name: "Élan vital", count: 0 }]);
    const renamed = await put({ uuid: label.uuid, name: "Renamed" });
    expect([renamed.status, readLabel(await renamed.json(), "label")]).toEqual([201, { ...label, name: "Renamed" }]);
    const again = await put({ uuid: label.uuid, name: "renamed" });
    expect(again.status).toBe(201);
  });

  test("200: all of them, by UUID, and by part of the name", async () => {
    expect((await labelsAt("")).results.map(({ name }) => name)).toEqual(["renamed", "Spam"]);
    expect(await labelsAt(`?uuid=${SPAM}&uuid=${UNKNOWN}`)).toMatchObject({
      count: 1,
      results: [{ uuid: SPAM, name: "Spam", count: 1 }],
    });
    expect((await labelsAt("?name=PAM")).results).toMatchObject([{ name: "Spam" }]);
    expect((await labelsAt(`?name=${"x".repeat(100)}`)).count).toBe(0);
    expect((await labelsAt(`?uuid=${SPAM}`, TOKENS.other)).count).toBe(0);
    expect(await (await system.fetch("/api/v1/labels")).json()).toEqual([]);
  });

  test.each([
    ["no name", {}, ["name"]],
    ["a name of 65 characters", { name: "x".repeat(65) }, ["name"]],
    ["a name that begins with a sign", { name: "+Spam" }, ["name"]],
    ["a name that is a number", { name: 5 }, ["name"]],
    ["a name that another has", { name: "Spam" }, ["non_field_errors"]],
    ["a name that another has in another case", { name: "SPAM" }, ["non_field_errors"]],
    ["an unknown label", { uuid: UNKNOWN, name: "New" }, ["uuid"]],
  ])("400: %s", async (_name, json, fields) => {
    expect(await faultsOf(await put(json))).toEqual(fields);
  });

  test("400: an update to a name that another has", async () => {
    const [other] = (await labelsAt("?name=renamed")).results;
    expect(await faultsOf(await put({ uuid: other?.uuid, name: "Spam" }))).toEqual(["non_field_errors"]);
  });

  test.each([
    ["GET", 403, { token: TOKENS.surveyor }],
    ["POST", 403, { token: TOKENS.surveyor, json: {} }],
    ["GET", 403, { token: null }],
    ["DELETE", 405, {}],
    ["GET", 404, { path: "?page=2" }],
    ["POST", 413, { body: JSON.stringify({ name: "x".repeat(1_000_001) }) }],
    ["POST", 415, { body: "{}", headers: { "Content-Type": "text/plain" } }],
  ])("%s answers %i", async (method, status, { path = "", ...asked }: Asked & { readonly path?: string }) => {
    const response = await system.fetch(`/api/v1/labels.json${path}`, { method, ...asked });
    expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ detail: SENTENCE })]);
  });
});

describe("message_actions: 204", () => {
  test("labels by name, by UUID, and takes off again", async () => {
    await done({ messages: [5001, 5004], action: "label", label: "Fresh" });
    await done({ messages: [5001], action: "label", label_uuid: SPAM });
    expect((await messageOf(5001))?.labels.toSorted()).toEqual(["Fresh", "Spam"]);
    await done({ messages: [5001, 5004, 5005], action: "unlabel", label: "fresh" });
    await done({ messages: [5001], action: "unlabel", label_uuid: SPAM });
    expect((await messageOf(5001))?.labels).toEqual([]);
    expect(await countsOf()).toMatchObject({ Fresh: 0, Spam: 1 });
  });

  test("makes a label that nobody has, even to take it off, and on no message at all", async () => {
    await done({ messages: [5001], action: "unlabel", label: "Never put on" });
    await done({ messages: [], action: "label", label: "On nothing" });
    await done({ messages: [5007, 1], action: "label", label: "On nothing of ours" });
    expect(await countsOf()).toMatchObject({ "Never put on": 0, "On nothing": 0, "On nothing of ours": 0 });
  });

  test("archives, takes back, and deletes", async () => {
    await done({ messages: [5004], action: "archive" });
    expect(await messageOf(5004)).toMatchObject({ archived: true });
    await done({ messages: [5004], action: "unarchive" });
    expect(await messageOf(5004)).toMatchObject({ archived: false });
    await done({ messages: [5004], action: "delete" });
    expect(await messageOf(5004)).toBeUndefined();
    await done({ messages: [5004], action: "archive" });
  });

  test("leaves out unknown, sent and another account's messages", async () => {
    await done({ messages: [5001, 5007, 424242], action: "archive" });
    expect([(await messageOf(5001))?.archived, (await messageOf(5007))?.archived]).toEqual([true, false]);
    await done({ messages: [5005], action: "delete" }, TOKENS.other);
    expect(await messageOf(5005)).toMatchObject({ text: "Hello two" });
  });

  test("by a surveyor", async () => {
    await done({ messages: [5001], action: "unarchive" }, TOKENS.surveyor);
  });
});

describe("message_actions: 400, and nothing is done", () => {
  test.each([
    ["nothing", {}, ["action", "messages"]],
    ["an unknown action", { messages: [5005], action: "restore" }, ["action"]],
    ["messages that are none", { messages: ["x"], action: "archive" }, ["messages"]],
    ["no label", { messages: [5005], action: "label" }, ["non_field_errors"]],
    ["two labels", { messages: [5005], action: "label", label: "A1", label_uuid: SPAM }, ["non_field_errors"]],
    [
      "two labels to take off",
      { messages: [5005], action: "unlabel", label: "A2", label_uuid: SPAM },
      ["non_field_errors"],
    ],
    ["a label where none belongs", { messages: [5005], action: "archive", label: "A3" }, ["non_field_errors"]],
    ["an unknown label", { messages: [5005], action: "label", label_uuid: UNKNOWN }, ["label_uuid"]],
    ["a name for a UUID", { messages: [5005], action: "label", label_uuid: "Spam" }, ["label_uuid"]],
    ["a name that cannot be one", { messages: [5005], action: "label", label: "+A4" }, ["label"]],
    ["a name that cannot be one, to take off", { messages: [5005], action: "unlabel", label: "+A5" }, ["label"]],
    ["a name of 65 characters", { messages: [5005], action: "label", label: "x".repeat(65) }, ["label"]],
  ])("%s", async (_name, json, fields) => {
    const before = [await countsOf(), await messageOf(5005)];
    expect(await faultsOf(await act(json))).toEqual(fields);
    expect([await countsOf(), await messageOf(5005)]).toEqual(before);
  });

  test.each([
    ["GET", 405, {}],
    ["DELETE", 405, {}],
    ["POST", 403, { token: null, json: {} }],
    ["POST", 415, { body: "{}", headers: { "Content-Type": "text/plain" } }],
    ["POST", 413, { body: JSON.stringify({ label: "x".repeat(1_000_001) }) }],
  ])("%s answers %i", async (method, status, asked) => {
    const response = await system.fetch("/api/v1/message_actions.json", { method, ...asked });
    expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ detail: SENTENCE })]);
  });
});

describe(`message_actions: ${MOST} messages`, () => {
  const ids = Array.from({ length: MOST }, (_, at) => 1 + at);

  async function labelled(name: string): Promise<number> {
    const response = await system.fetch(`/api/v1/messages.json?label=${name}`, { token: MANY });
    return ((await response.json()) as { count: number }).count;
  }

  /** Makes writes of the last message fail past the API: no request breaks in the middle of its own accord. */
  async function whileTheLastCannotBeWritten(work: () => Promise<void>): Promise<void> {
    await system.sql(
      "many",
      `CREATE TRIGGER broken BEFORE UPDATE ON messages WHEN new.id = ${MOST}
        BEGIN SELECT RAISE(ABORT, 'broken by a test'); END`,
    );
    await work();
    await system.sql("many", "DROP TRIGGER broken");
  }

  test("are done with the label that they get, or none of them and no label", async () => {
    await whileTheLastCannotBeWritten(async () => {
      const response = await act({ messages: ids, action: "label", label: "Large" }, MANY);
      expect(response.status).toBe(503);
      await response.body?.cancel();
      expect(await countsOf(MANY)).toEqual({});
    });
    await done({ messages: ids, action: "label", label: "Large" }, MANY);
    expect(await countsOf(MANY)).toEqual({ Large: MOST });
    await whileTheLastCannotBeWritten(async () => {
      const response = await act({ messages: ids, action: "unlabel", label: "Large" }, MANY);
      expect(response.status).toBe(503);
      await response.body?.cancel();
      expect(await labelled("Large")).toBe(MOST);
    });
    await done({ messages: ids, action: "unlabel", label: "Large" }, MANY);
    expect([await countsOf(MANY), await labelled("Large")]).toEqual([{ Large: 0 }, 0]);
  });

  test("and more: the first transaction stays, the one that fails ends it", async () => {
    await system.sql(
      "many",
      `CREATE TRIGGER broken BEFORE UPDATE ON messages WHEN new.id = ${MOST + 150}
        BEGIN SELECT RAISE(ABORT, 'broken by a test'); END`,
    );
    const all = Array.from({ length: MOST + 150 }, (_, at) => 1 + at);
    const response = await act({ messages: all, action: "label", label: "Larger" }, MANY);
    expect(response.status).toBe(503);
    await response.body?.cancel();
    await system.sql("many", "DROP TRIGGER broken");
    expect(await countsOf(MANY)).toMatchObject({ Larger: MOST + 100 });
  });
});

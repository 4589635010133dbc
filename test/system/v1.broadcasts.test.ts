import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readBroadcast, readErrors, readMessage, readPage } from "../contract/clients/v1.ts";
import { type Asked, startSystem, type System, TOKENS } from "./harness.ts";
import { CUSTOMERS, FRANK, JOE, UNKNOWN } from "./sample.ts";
import { held } from "./v1.held.ts";

const SENTENCE = expect.any(String);

let system: System;
beforeAll(async () => {
  system = held(await startSystem());
});
afterAll(() => system.close());

async function broadcastsAt(query: string, token: string = TOKENS.main) {
  const response = await system.fetch(`/api/v1/broadcasts.json${query}`, { token });
  expect(response.status, query).toBe(200);
  return readPage(readBroadcast)(await response.json(), "page");
}

async function made(json: unknown, token: string = TOKENS.main) {
  const response = await system.fetch("/api/v1/broadcasts.json", { json, token });
  const body = await response.text();
  expect([response.status, body]).toEqual([201, SENTENCE]);
  return readBroadcast(JSON.parse(body), "broadcast");
}

/** What is sent is sent after the answer. */
async function sentBroadcast(id: number) {
  for (;;) {
    const [broadcast] = (await broadcastsAt(`?id=${id}`)).results;
    if (broadcast?.status !== "Q") return broadcast;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("201", () => {
  test("to a group, a contact and a number without country code", async () => {
    const broadcast = await made({
      text: "Hello all",
      groups: [CUSTOMERS],
      contacts: FRANK,
      urns: ["tel:0788765432"],
    });
    expect(broadcast).toEqual({
      id: expect.any(Number),
      urns: ["tel:+250788765432"],
      contacts: [FRANK],
      groups: [CUSTOMERS],
      text: "Hello all",
      status: "Q",
      created_on: expect.any(Date),
    });
    expect(await sentBroadcast(broadcast.id)).toEqual({ ...broadcast, status: "S" });
    const messages = await system.fetch(`/api/v1/messages.json?broadcast=${broadcast.id}`);
    const { count, results } = readPage(readMessage)(await messages.json(), "page");
    expect([count, new Set(results.map((message) => message.broadcast))]).toEqual([4, new Set([broadcast.id])]);
  });

  test("through a channel by its integer, with 640 characters", async () => {
    const { id } = await made({ text: "x".repeat(640), contacts: [JOE, FRANK], channel: 11 });
    await sentBroadcast(id);
    const messages = await system.fetch(`/api/v1/messages.json?broadcast=${id}`);
    const { results } = readPage(readMessage)(await messages.json(), "page");
    expect(results.map(({ relayer, contact }) => [relayer, contact])).toEqual([[11, JOE]]);
  });

  test("in an account that hides numbers they are not shown", async () => {
    const broadcast = await made({ text: "Hi", urns: ["tel:+250788765499"] }, TOKENS.anon);
    expect(broadcast).toMatchObject({ urns: null, contacts: [], groups: [] });
  });
});

describe("200", () => {
  test("by id, by status and by date, the newest first", async () => {
    const ids: number[] = [];
    for (const text of ["one", "two", "three"]) ids.unshift((await made({ text, contacts: [JOE] })).id);
    for (const id of ids) await sentBroadcast(id);
    const found = async (query: string) => (await broadcastsAt(query)).results.map(({ id }) => id);
    const all = await found("");
    expect(all.slice(0, 3)).toEqual(ids);
    expect((await broadcastsAt("")).count).toBe(all.length);
    expect(await found(`?id=${ids.join()}`)).toEqual(ids);
    expect(await found(`?id=${ids[2]}&id=${ids[0]}&id=joe`)).toEqual([ids[0], ids[2]]);
    expect(await found(`?id=${ids.join()}&status=S`)).toEqual(ids);
    expect(await found("?status=Q,F")).toEqual([]);
    expect(await found("?status=sent")).toEqual([]);
    expect(await found("?before=2016-01-01T00:00:00.000000Z")).toEqual([]);
    expect(await found("?after=2016-01-01T00:00:00.0Z")).toEqual(all);
    expect(await found("?after=2016-01-01")).toEqual([]);
    expect(await (await system.fetch("/api/v1/broadcasts")).json()).toEqual([]);
    expect((await broadcastsAt("", TOKENS.other)).count).toBe(0);
  });
});

describe("400", () => {
  test.each([
    ["nothing", {}, ["text"]],
    ["nobody", { text: "Hi" }, ["non_field_errors"]],
    ["a text of 641 characters", { text: "x".repeat(641), contacts: [JOE] }, ["text"]],
    ["an unknown contact and group", { text: "Hi", contacts: [UNKNOWN], groups: [UNKNOWN] }, ["contacts", "groups"]],
    ["a group by name", { text: "Hi", groups: ["Customers"] }, ["groups"]],
    ["a contact by URN", { text: "Hi", contacts: ["twitter:franky"] }, ["contacts"]],
    ["a URN that is none", { text: "Hi", urns: ["nonsense"] }, ["urns"]],
    ["an unknown channel", { text: "Hi", contacts: [JOE], channel: 99 }, ["channel"]],
    ["a channel that is no integer", { text: "Hi", contacts: [JOE], channel: "11" }, ["channel"]],
    ["101 URNs", { text: "Hi", urns: Array.from({ length: 101 }, (_, at) => `ext:${at}`) }, ["urns"]],
  ])("%s", async (_name, json, fields) => {
    const before = (await broadcastsAt("")).count;
    const response = await system.fetch("/api/v1/broadcasts.json", { json });
    const errors = readErrors(await response.json());
    expect([response.status, Object.keys(errors).toSorted()]).toEqual([400, fields]);
    expect((await broadcastsAt("")).count).toBe(before);
  });

  test("from a suspended account", async () => {
    const json = { text: "Hi", urns: ["tel:+250788765498"] };
    const response = await system.fetch("/api/v1/broadcasts.json", { json, token: TOKENS.suspended });
    expect([response.status, Object.keys(readErrors(await response.json()))]).toEqual([400, ["non_field_errors"]]);
  });
});

test.each([
  ["GET", 403, { token: TOKENS.surveyor }],
  ["POST", 403, { token: TOKENS.surveyor, json: {} }],
  ["POST", 403, { token: null, json: {} }],
  ["DELETE", 405, {}],
  ["GET", 404, { path: "?page=2" }],
  ["POST", 413, { body: JSON.stringify({ text: "x".repeat(1_000_001) }) }],
  ["POST", 415, { body: "{}", headers: { "Content-Type": "text/plain" } }],
])("%s answers %i", async (method, status, { path = "", ...asked }: Asked & { readonly path?: string }) => {
  const response = await system.fetch(`/api/v1/broadcasts.json${path}`, { method, ...asked });
  expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ detail: SENTENCE })]);
});

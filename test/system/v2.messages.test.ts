import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Asked, TOKENS, startSystem, type System } from "./harness.ts";
import { ANDROID, ANN, FRANK, JOE, SPAM, TWITTER, UNKNOWN } from "./sample.ts";
import { emptyAccount, plainContact, plainMessage } from "./seed.ts";
import { type Api, type Wire, pages, read, v2 } from "./v2-api.ts";

const BUSY: Asked = { token: "f".repeat(40) };
const SURVEYOR: Asked = { token: TOKENS.surveyor };
const XAVIER = "00000000-0000-4000-8000-00000000f101";
const AT = "2016-05-05T05:05:05.555555Z";

let system: System;
let api: Api;

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
  const urn = "tel:+250788777777";
  const messages = Array.from({ length: 505 }, (_none, index) =>
    plainMessage(index + 1, XAVIER, {
      urn,
      broadcast: index < 255 ? 9 : null,
      direction: "out",
      status: index % 2 === 0 ? "pending" : "queued",
      created_on: AT,
      ...(index === 504 && { attachments: [{ content_type: "image/jpeg", url: "https://example.com/1.jpg" }] }),
      ...(index === 504 && { quick_replies: [{ text: "Yes", extra: null }] }),
    }),
  );
  const contacts = [plainContact(XAVIER, { name: "Xavier", urns: [urn], created_on: AT, modified_on: AT })];
  await system.load(emptyAccount("busy", BUSY.token ?? "", { anon: true, contacts, messages }));
});
afterAll(() => system.close());

async function ids(query: string, asked: Asked = {}): Promise<unknown[]> {
  const { status, body } = await api(`/messages.json${query}`, asked);
  expect(status).toBe(200);
  return body.results.map((it) => read("message", it)["id"]);
}

describe("200: messages", () => {
  test.each<[string, number[]]>([
    ["", [5006, 5005, 5004, 5003, 5002, 5001, 5007]],
    ["?folder=inbox", [5006, 5005, 5004, 5002]],
    ["?folder=INBOX", [5006, 5005, 5004, 5002]],
    ["?folder=flows", [5001]],
    ["?folder=archived", [5003]],
    ["?folder=outbox", []],
    ["?folder=sent", [5007]],
    ["?folder=failed", []],
    ["?folder=incoming", [5006, 5005, 5004, 5003, 5002, 5001]],
    ["?folder=nowhere", []],
    ["?folder=", []],
    [`?contact=${FRANK}`, [5003, 5002]],
    [`?contact=${UNKNOWN}`, []],
    [`?label=${SPAM}`, [5002]],
    ["?label=Spam", [5002]],
    ["?label=spam", []],
    ["?broadcast=1", []],
    ["?broadcast=one", []],
    ["?id=5003", [5003]],
    ["?id=5003&folder=archived", [5003]],
    ["?id=5003&folder=inbox", []],
    ["?id=x", []],
    ["?id=99999999999999999999", []],
    [`?uuid=${UNKNOWN}`, []],
    ["?after=2016-04-03T00:00:00.000003Z&before=2016-04-04T00:00:00.000004Z", [5004, 5003]],
    ["?folder=incoming&after=2016-04-05T00:00:00.000005", [5006, 5005]],
    ["?after=2016-04-03", []],
    ["?before=yesterday&folder=inbox", []],
    ["?anything=else&id=5003", [5003]],
  ])("%s", async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  test("have what both clients read, nothing else, and are found by their UUID", async () => {
    const { body } = await api("/messages.json?id=5002");
    const [message] = body.results;
    expect(message).toEqual({
      id: 5002,
      uuid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/) as string,
      broadcast: null,
      contact: { uuid: FRANK, name: "Frank" },
      urn: "twitter:franky",
      channel: { uuid: TWITTER, name: "Twitter Channel" },
      flow: null,
      direction: "in",
      type: "inbox",
      status: "handled",
      archived: false,
      visibility: "visible",
      text: "Bonjour",
      labels: [{ uuid: SPAM, name: "Spam" }],
      media: null,
      attachments: [],
      quick_replies: [],
      created_on: "2016-04-02T00:00:00.000002Z",
      sent_on: null,
      modified_on: "2016-04-02T00:00:00.000002Z",
    });
    expect(await ids(`?uuid=${message?.uuid}`)).toEqual([5002]);
    expect(await ids(`?uuid=${message?.uuid}&contact=${JOE}`)).toEqual([]);
    expect(await ids(`?uuid=${message?.uuid}`, { token: TOKENS.other }), "another account's").toEqual([]);
  });

  test("that wait are queued, whichever way; in an anonymous account without a URN; with what they carry", async () => {
    const { body } = await api("/messages.json?folder=outbox", BUSY);
    expect(new Set(body.results.map((it) => it["status"]))).toEqual(new Set(["queued"]));
    expect(new Set(body.results.map((it) => it["urn"]))).toEqual(new Set([null]));
    expect(body.results[0]).toMatchObject({
      media: "image/jpeg:https://example.com/1.jpg",
      attachments: [{ content_type: "image/jpeg", url: "https://example.com/1.jpg" }],
      quick_replies: [{ text: "Yes", extra: null }],
      modified_on: null,
    });
  });

  test.each([
    ["", [250, 250, 5]],
    ["?folder=outbox", [250, 250, 5]],
    ["?broadcast=9", [250, 5]],
    [`?contact=${XAVIER}&after=${AT}`, [250, 250, 5]],
  ])("of one instant come in whole pages, each once: %s", async (query, sizes) => {
    const seen = await pages(api, `/messages.json${query}`, BUSY);
    expect(seen.map(({ body }) => body.results.length)).toEqual(sizes);
    const all = seen.flatMap(({ body }) => body.results.map((it) => it["id"]));
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(all.toSorted((one, other) => Number(other) - Number(one)));
  });

  test("are for every role; the other lists are not for surveyors", async () => {
    expect(await ids("?id=5003", SURVEYOR)).toEqual([5003]);
    for (const path of ["/labels.json", "/channels.json", "/channel_events.json"]) {
      expect((await api(path, SURVEYOR)).status, path).toBe(403);
    }
  });
});

describe("other statuses of messages", () => {
  test.each([
    "?contact=x&folder=inbox",
    "?folder=inbox&label=Spam",
    "?label=Spam&broadcast=1",
    `?contact=${JOE}&broadcast=1&id=5001`,
    "?folder=&label=",
  ])("400: %s", async (query) => {
    const { status, body } = await api(`/messages.json${query}`);
    expect([status, Object.keys(body)]).toEqual([400, ["detail"]]);
  });

  test("403 without a key, 404 for a cursor that is none, 405 for DELETE", async () => {
    expect((await api("/messages.json", { token: null })).status).toBe(403);
    expect((await api("/messages.json?cursor=x")).status).toBe(404);
    const { status, headers } = await api("/messages.json", { method: "DELETE" });
    expect([status, headers.get("Allow")]).toEqual([405, expect.stringContaining("GET")]);
  });

  test("without its suffix the list is an empty array", async () => {
    for (const name of ["messages", "labels", "channels", "channel_events"]) {
      expect((await api(`/${name}`)).text, name).toBe("[]");
    }
  });
});

describe("labels", () => {
  const results = async (query = ""): Promise<readonly Wire[]> =>
    (await api(`/labels.json${query}`)).body.results.map((it) => read("label", it));

  test("201 made, 200 listed, found and renamed, 204 deleted", async () => {
    const made = await api("/labels.json", { json: { name: "Élan vital" } });
    expect([made.status, read("label", made.body)]).toEqual([
      201,
      { uuid: made.body.uuid, name: "Élan vital", count: 0 },
    ]);
    expect(await results()).toEqual([made.body, { uuid: SPAM, name: "Spam", count: 1 }]);
    expect(await results("?name=ÉLAN VITAL")).toEqual([made.body]);
    const at = `/labels.json?uuid=${made.body.uuid}`;
    const renamed = await api(at, { json: { name: "ÉLAN VITAL" } });
    expect([renamed.status, renamed.body]).toEqual([200, { ...made.body, name: "ÉLAN VITAL" }]);
    expect(await results(`?uuid=${made.body.uuid}`)).toEqual([renamed.body]);
    const gone = await api(at, { method: "DELETE" });
    expect([gone.status, gone.text]).toEqual([204, ""]);
    expect(await results(`?uuid=${made.body.uuid}`)).toEqual([]);
  });

  test.each<[string, unknown, unknown]>([
    ["no name", {}, ["This field is required."]],
    ["null", { name: null }, ["This field may not be null."]],
    ["a blank name", { name: "" }, ["This field may not be blank."]],
    ["a name of another, in any case", { name: "sPAM" }, ["This field must be unique."]],
    ["65 characters", { name: "x".repeat(65) }, ["Ensure this field has no more than 64 characters."]],
    ["a space in front", { name: " x" }, [expect.any(String)]],
    ["a name that begins with a sign", { name: "+x" }, [expect.any(String)]],
  ])("400: %s", async (_, json, sentences) => {
    const { status, body } = await api("/labels.json", { json });
    expect([status, body]).toEqual([400, { name: sentences }]);
  });

  test("400: uuid and name together, and DELETE of nothing in particular", async () => {
    expect((await api(`/labels.json?uuid=${SPAM}&name=Spam`)).status).toBe(400);
    expect((await api("/labels.json", { method: "DELETE" })).status).toBe(400);
  });

  test.each<[string, Asked]>([
    ["POST", { json: { name: "Mine" } }],
    ["POST of a bad name", { json: { name: "" } }],
    ["DELETE", { method: "DELETE" }],
  ])("404: %s, of an unknown one and of another account's", async (_, asked) => {
    const real = await api(`/labels.json?uuid=${SPAM}`, { ...asked, token: TOKENS.other });
    const unknown = await api(`/labels.json?uuid=${UNKNOWN}`, asked);
    expect([real.status, real.text]).toEqual([404, unknown.text]);
    expect(unknown.status).toBe(404);
    expect(await results(`?uuid=${SPAM}`)).toHaveLength(1);
  });
});

describe("channels and their events", () => {
  test("200: channels, the newest first, by uuid and by address", async () => {
    const { body } = await api("/channels.json");
    expect(body.results.map((it) => read("channel", it)["name"])).toEqual(["Twitter Channel", "Android Phone"]);
    const android = {
      uuid: ANDROID,
      name: "Android Phone",
      address: "+250788111111",
      country: "RW",
      type: "android",
      device: {
        name: "Nexus 5X",
        power_level: 99,
        power_status: "STATUS_DISCHARGING",
        power_source: "BATTERY",
        network_type: "WIFI",
      },
      last_seen: "2017-03-01T05:31:27.456000Z",
      created_on: "2016-06-23T09:34:12.866000Z",
    };
    expect((await api(`/channels.json?uuid=${ANDROID}`)).body.results).toEqual([android]);
    expect((await api("/channels.json?address=%2B250788111111")).body.results).toEqual([android]);
    expect((await api(`/channels.json?address=billy_bob`)).body.results).toMatchObject([
      { device: null, country: null },
    ]);
    expect((await api(`/channels.json?address=billy_bob&uuid=${ANDROID}`)).body.results).toEqual([]);
    expect((await api(`/channels.json?uuid=${ANDROID}`, { token: TOKENS.other })).body.results).toEqual([]);
  });

  test("200: calls, with the attributes of both clients", async () => {
    const { body } = await api("/channel_events.json");
    expect(body.results.map((it) => read("channel_event", it)["id"])).toEqual([8002, 8001]);
    expect(body.results[0]).toEqual({
      id: 8002,
      type: "call-in",
      contact: { uuid: ANN, name: "Ann" },
      channel: { uuid: ANDROID, name: "Android Phone" },
      time: "2016-05-02T00:00:00.000000Z",
      duration: 36,
      extra: { duration: 36 },
      occurred_on: "2016-05-02T00:00:00.000000Z",
      created_on: "2016-05-02T00:00:01.000000Z",
    });
  });

  test.each<[string, number[]]>([
    ["?id=8001", [8001]],
    ["?id=x", []],
    [`?contact=${JOE}`, [8001]],
    [`?contact=${UNKNOWN}`, []],
    [`?contact=${JOE}&id=8002`, []],
    ["?before=2016-05-01T00:00:01.000000Z", [8001]],
    ["?after=2016-05-01T00:00:01.000000Z", [8002, 8001]],
    ["?after=2016", []],
  ])("200: channel_events%s", async (query, expected) => {
    expect((await api(`/channel_events.json${query}`)).body.results.map((it) => it["id"])).toEqual(expected);
  });

  test.each(["/channels.json", "/channel_events.json"])("405: POST to %s", async (path) => {
    expect((await api(path, { json: {} })).status).toBe(405);
  });

  test.each(["/channels.json", "/channel_events.json", "/labels.json"])(
    "%s: 403 without a key, 404 for a bad cursor",
    async (path) => {
      expect((await api(path, { token: null })).status).toBe(403);
      expect((await api(`${path}?cursor=x`)).status).toBe(404);
    },
  );
});

/** v1's relayers and calls over HTTP: what an account sends and receives over, and who called whom. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCall, readPage, readRelayer } from "../contract/clients/v1.ts";
import { startSystem, type System, TOKENS } from "./harness.ts";
import { ANDROID, ANN, JOE } from "./sample.ts";
import { emptyAccount, plainContact, plainMessage, sampleAccounts } from "./seed.ts";
import { faultsOf } from "./v1.answers.ts";

const MANY = "9".repeat(40);
const TIED = "2016-05-01T00:00:00.000000Z";
const SENTENCE = expect.any(String);

let system: System;

beforeAll(async () => {
  system = await startSystem();
  await system.load(
    emptyAccount("many", MANY, {
      channels: [1, 2, 3, 4].map(channel),
      contacts: [contact(1), contact(2)],
      messages: [waiting(1, "queued"), waiting(2, "pending"), waiting(3, "sent")],
      channel_events: Array.from({ length: 251 }, (_, at) => call(at)),
    }),
  );
});
afterAll(() => system.close());

function uuid(kind: string, number: number): string {
  return `00000000-0000-4000-9${kind}-${String(number).padStart(12, "0")}`;
}

/** The fourth was never seen; the third is of no country. */
function channel(id: number) {
  return {
    id,
    uuid: uuid("001", id),
    name: `Line ${id}`,
    address: `+25078800000${id}`,
    country: id === 3 ? null : "RW",
    type: "external",
    schemes: ["tel"],
    device: null,
    last_seen: id === 4 ? null : `2017-01-0${id}T00:00:00.123456Z`,
    created_on: "2016-01-01T00:00:00.000000Z",
  };
}

function contact(number: number) {
  return plainContact(uuid("002", number), { urns: [`twitter:c${number}`, `tel:+25078810000${number}`] });
}

function waiting(id: number, status: string) {
  const times = { created_on: TIED, modified_on: TIED };
  return plainMessage(id, uuid("002", 1), { channel: uuid("001", 1), direction: "out", status, ...times });
}

function call(at: number) {
  const types = ["call-in", "call-out", "call-in-missed", "call-out-missed", "alarm"];
  return {
    id: at + 1,
    type: types[at % 5],
    contact: uuid("002", 1 + (at % 2)),
    channel: uuid("001", 1 + (at % 2)),
    time: TIED,
    duration: at,
    created_on: TIED,
  };
}

async function get(path: string, token: string = TOKENS.main): Promise<unknown> {
  const response = await system.fetch(path, { token });
  expect(response.status, path).toBe(200);
  return response.json();
}

async function relayersAt(query: string, token?: string) {
  return readPage(readRelayer)(await get(`/api/v1/relayers.json${query}`, token), "page");
}

async function callsAt(query: string, token?: string) {
  return readPage(readCall)(await get(`/api/v1/calls.json${query}`, token), "page");
}

async function remove(query: string, token: string): Promise<Response> {
  return system.fetch(`/api/v1/relayers.json${query}`, { method: "DELETE", token });
}

describe("relayers: 200", () => {
  test("a telephone with its state, and a channel that is none", async () => {
    const { count, results } = await relayersAt("");
    expect([count, results]).toEqual([
      2,
      [
        {
          relayer: 11,
          phone: "+250788111111",
          name: "Android Phone",
          country: "RW",
          last_seen: new Date("2017-03-01T05:31:27.456Z"),
          power_level: 99,
          power_status: "STATUS_DISCHARGING",
          power_source: "BATTERY",
          network_type: "WIFI",
          pending_message_count: 0,
        },
        expect.objectContaining({
          relayer: 12,
          phone: "billy_bob",
          country: null,
          power_level: -1,
          power_status: null,
        }),
      ],
    ]);
  });

  test.each([
    ["the last seen first, the never seen last", "", [3, 2, 1, 4]],
    ["numbers with a comma", "?relayer=1,4", [1, 4]],
    ["numbers repeated", "?relayer=1&relayer=2&relayer=99", [2, 1]],
    ["what is no number", "?relayer=one", []],
    ["phones", "?phone=%2B250788000001,%2B250788000003", [3, 1]],
    ["a country in any case", "?country=rw", [2, 1, 4]],
    ["countries", "?country=RW,KE&relayer=1,3", [1]],
    ["before, inclusive", "?before=2017-01-02T00:00:00.123456Z", [2, 1]],
    ["after, inclusive", "?after=2017-01-02T00:00:00.123456Z", [3, 2]],
    ["a date that is none", "?after=2017-01-02", []],
  ])("relayers by %s", async (_name, query, found) => {
    const page = await relayersAt(query, MANY);
    expect([page.count, page.results.map(({ relayer }) => relayer)]).toEqual([found.length, found]);
  });

  test("count what waits for them in the outbox", async () => {
    const { results } = await relayersAt("?relayer=1,2", MANY);
    expect(results.map((it) => [it.relayer, it.pending_message_count])).toEqual([
      [2, 0],
      [1, 2],
    ]);
  });

  test("of another account are nobody's business", async () => {
    expect(await relayersAt("?relayer=11", TOKENS.other)).toMatchObject({ count: 0, results: [] });
  });
});

describe("relayers: claiming", () => {
  test.each([
    [
      "any code, because no telephone waits here",
      { claim_code: "ABC123XYZ", phone: "+250788383383", name: "P" },
      ["claim_code"],
    ],
    ["nothing", {}, ["claim_code", "phone"]],
    ["several faults", { claim_code: 5, phone: "1".repeat(17), name: "x".repeat(65) }, ["claim_code", "name", "phone"]],
  ])("400 for %s", async (_name, json, fields) => {
    expect(await faultsOf(await system.fetch("/api/v1/relayers.json", { json }))).toEqual(fields);
  });
});

describe("relayers: removing", () => {
  test("400 without a filter, and nothing is removed", async () => {
    for (const query of ["", "?relayers=1", "?reason=tidying"]) {
      const response = await remove(query, MANY);
      expect([response.status, await response.json()]).toEqual([400, { detail: SENTENCE }]);
    }
    expect((await relayersAt("", MANY)).count).toBe(4);
  });

  test.each(["?relayer=99", "?relayer=11", "?after=soon"])(
    "404 without a body when %s finds nothing",
    async (query) => {
      const response = await remove(query, MANY);
      expect([response.status, await response.text()]).toEqual([404, ""]);
    },
  );

  test("400 for a reason that the log does not take", async () => {
    for (const reason of ["x".repeat(256), "%00"]) {
      const response = await remove(`?relayer=1&reason=${reason}`, MANY);
      expect([response.status, await response.json()]).toEqual([400, { detail: SENTENCE }]);
    }
    expect((await relayersAt("?relayer=1", MANY)).count).toBe(1);
  });

  test("204 for every match: gone from both versions, not from what came over it", async () => {
    const gone = await remove("?relayer=1,2&country=RW&reason=broken+line", MANY);
    expect([gone.status, await gone.text()]).toEqual([204, ""]);
    expect((await relayersAt("", MANY)).results.map(({ relayer }) => relayer)).toEqual([3, 4]);
    expect(await get(`/api/v2/channels.json?uuid=${uuid("001", 1)}`, MANY)).toMatchObject({ results: [] });
    expect(await get(`/api/v2/channels.json?address=%2B250788000001`, MANY)).toMatchObject({ results: [] });
    expect(await get("/api/v2/messages.json?id=1", MANY)).toMatchObject({
      results: [{ channel: { uuid: uuid("001", 1), name: "Line 1" } }],
    });
    expect((await callsAt("?relayer=1", MANY)).results[0]).toMatchObject({
      relayer: 1,
      relayer_phone: "+250788000001",
    });
    const { results } = (await get(`/api/v2/events.json?object=${uuid("001", 1)}`, MANY)) as { results: unknown[] };
    expect(results).toMatchObject([{ action: "delete", type: "channel", reason: "broken line", version: "1" }]);
    expect((await remove("?relayer=1", MANY)).status).toBe(404);
  });

  test("nothing is sent through one that was removed", async () => {
    await system.load(emptyAccount("mute", "8".repeat(40), { channels: [channel(1)], contacts: [contact(1)] }));
    const send = { json: { contact: uuid("002", 1), text: "hi" }, token: "8".repeat(40) };
    expect((await system.fetch("/api/v2/messages.json", send)).status).toBe(201);
    expect((await remove("?phone=%2B250788000001", "8".repeat(40))).status).toBe(204);
    expect((await system.fetch("/api/v2/messages.json", send)).status).toBe(400);
    const broadcast = {
      json: { text: "hi", contacts: [uuid("002", 1)], channel: uuid("001", 1) },
      token: "8".repeat(40),
    };
    const refused = await system.fetch("/api/v2/broadcasts.json", broadcast);
    expect([refused.status, await refused.json()]).toEqual([400, { channel: [SENTENCE] }]);
  });
});

describe("calls: 200", () => {
  test("with the numbers of both sides, and the time they were made", async () => {
    const { count, results, next, previous } = await callsAt("");
    expect([count, next, previous]).toEqual([2, null, null]);
    expect(results).toEqual([
      {
        call: 8002,
        contact: ANN,
        relayer: 11,
        relayer_phone: "+250788111111",
        phone: "+250788000001",
        created_on: new Date("2016-05-02T00:00:00.000Z"),
        duration: 36,
        call_type: "mo_call",
      },
      expect.objectContaining({ call: 8001, contact: JOE, duration: 0, call_type: "mo_miss" }),
    ]);
  });

  test.each([
    ["a number", "?call=8001", [8001]],
    ["numbers with a comma", "?call=8002,8001,1", [8002, 8001]],
    ["a type", "?call_type=mo_call", [8002]],
    ["types", "?call_type=mo_call&call_type=mo_miss", [8002, 8001]],
    ["v2's word, which is none", "?call_type=nonsense", []],
    ["phones", "?phone=%2B250788123123,%2B250788999999", [8001]],
    ["a relayer", "?relayer=11", [8002, 8001]],
    ["another relayer", "?relayer=12", []],
    ["a relayer and a type", "?relayer=11&call_type=mo_miss", [8001]],
    ["after, inclusive", "?after=2016-05-02T00:00:01.0Z", [8002]],
    ["before, inclusive", "?before=2016-05-01T00:00:01.0", [8001]],
    ["a date that is none", "?before=yesterday", []],
  ])("calls by %s", async (_name, query, found) => {
    const page = await callsAt(query);
    expect([page.count, page.results.map((it) => it.call)]).toEqual([found.length, found]);
  });

  test("every call once over two pages of one instant, of every type", async () => {
    const first = await callsAt("", MANY);
    const second = readPage(readCall)(await get(first.next ?? "", MANY), "page");
    expect([first.count, second.count, second.next]).toEqual([251, 251, null]);
    const all = [...first.results, ...second.results];
    expect(all.map((it) => it.call)).toEqual(Array.from({ length: 251 }, (_, at) => 251 - at));
    expect(new Set(all.map((it) => it.call_type))).toEqual(
      new Set(["mo_call", "mt_call", "mo_miss", "mt_miss", "unknown"]),
    );
    expect(await callsAt("?call_type=mt_miss&phone=%2B250788100002", MANY)).toMatchObject({ count: 25 });
  });

  test("an anonymous account shows no number, and nobody is found by one", async () => {
    const [main, anon] = sampleAccounts().filter(({ key }) => key === "main" || key === "anon");
    const loaded = {
      ...anon,
      channels: main?.["channels"],
      contacts: [contact(1)],
      channel_events: [{ ...call(0), channel: ANDROID }],
    };
    await system.load({ ...loaded, key: "hidden", tokens: [{ token: "7".repeat(40), role: "A" }] });
    const { results } = await callsAt("", "7".repeat(40));
    expect(results).toMatchObject([{ phone: null, contact: uuid("002", 1), relayer_phone: "+250788111111" }]);
    expect(await callsAt("?phone=%2B250788100001", "7".repeat(40))).toMatchObject({ count: 0 });
  });
});

test.each(["calls", "relayers"])("%s without suffix is an empty array, and HEAD has no body", async (name) => {
  expect(await get(`/api/v1/${name}`)).toEqual([]);
  const head = await system.fetch(`/api/v1/${name}.json`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test.each([
  ["GET", "relayers"],
  ["POST", "relayers"],
  ["DELETE", "relayers"],
  ["GET", "calls"],
])("403: a surveyor may not %s %s", async (method, name) => {
  const response = await system.fetch(`/api/v1/${name}.json`, { method, token: TOKENS.surveyor });
  expect([response.status, await response.json()]).toEqual([403, { detail: SENTENCE }]);
});

test.each(["relayers.json?page=2", "calls.json?page=2", "calls.json?page=0", "calls.json?call=x&page=2"])(
  "404: %s",
  async (path) => {
    const response = await system.fetch(`/api/v1/${path}`);
    expect([response.status, await response.json()]).toEqual([404, { detail: SENTENCE }]);
  },
);

test.each([
  ["PUT", "relayers", "GET, POST, DELETE"],
  ["POST", "calls", "GET"],
  ["DELETE", "calls", "GET"],
])("405: %s %s", async (method, name, allowed) => {
  const response = await system.fetch(`/api/v1/${name}.json`, { method });
  expect([response.status, response.headers.get("Allow")]).toEqual([405, allowed]);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TOKENS, startSystem, type System } from "./harness.ts";
import { ANN, CUSTOMERS, FRANK, JOE, STAN, UNKNOWN, XAVIER } from "./sample.ts";
import { type Api, read, v2 } from "./v2-api.ts";

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

let system: System;
let api: Api;

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
});
afterAll(() => system.close());

async function found(query: string): Promise<string[]> {
  const { status, body } = await api(`/contacts.json${query}`);
  expect(status).toBe(200);
  return body.results.map(({ uuid }) => uuid);
}

/** Before anything is written: later tests make contacts of their own. */
describe("GET contacts: 200", () => {
  test("lists all, blocked and stopped ones too, the last modified first", async () => {
    expect(await found("")).toEqual([STAN, ANN, FRANK, JOE]);
  });

  test.each([
    ["uuid", `?uuid=${JOE}`, [JOE]],
    ["an unknown uuid", `?uuid=${UNKNOWN}`, []],
    ["something that is no uuid", "?uuid=1,2", []],
    ["urn in its normal form", "?urn=tel:%2B250788123123", [JOE]],
    ["urn in another form", "?urn=TEL:250%20788-123123", [JOE]],
    ["a urn nobody has", "?urn=twitter:nobody", []],
    ["group by UUID", `?group=${CUSTOMERS}`, [ANN, JOE]],
    ["group by its exact name", "?group=Customers", [ANN, JOE]],
    ["group by another case of its name", "?group=customers", []],
    ["before, inclusive", "?before=2016-02-02T00:00:00.000002Z", [FRANK, JOE]],
    ["after, inclusive", "?after=2016-02-03T00:00:00.000003", [STAN, ANN]],
    ["before and after, one instant", "?before=2016-02-02T00:00:00.000002Z&after=2016-02-02T00:00:00.000002Z", [FRANK]],
    ["a datetime without a fraction: nothing", "?before=2026-02-02T00:00:00Z", []],
    ["a datetime that is none: nothing", "?after=yesterday", []],
    [
      "all of them combined",
      `?group=${CUSTOMERS}&uuid=${ANN}&urn=tel:%2B250788000001&after=2016-01-01T00:00:00.0Z`,
      [ANN],
    ],
    ["a combination that nobody fits", `?group=${CUSTOMERS}&uuid=${FRANK}`, []],
    ["deleted, when none is", "?deleted=1", []],
    ["deleted=0, as Python sends False", `?deleted=0&uuid=${JOE}`, [JOE]],
    ["the last of two values", `?uuid=${JOE}&uuid=${ANN}`, [ANN]],
    ["page and other unknown parameters: ignored", `?page=2&limit=1&uuid=${JOE}`, [JOE]],
  ])("by %s", async (_name, query, uuids) => {
    expect(await found(query)).toEqual(uuids);
  });

  test("both generations of clients can read every contact, deleted ones included", async () => {
    const { body: made } = await api("/contacts.json", { json: { name: "Gone", urns: ["ext:gone"] } });
    await api(`/contacts.json?uuid=${made.uuid}`, { method: "DELETE" });
    for (const query of ["", "?deleted=1"]) {
      const { results } = (await api(`/contacts.json${query}`)).body;
      expect(results.length).toBeGreaterThan(0);
      for (const contact of results) read("contact", contact);
    }
  });
});

describe("POST contacts: 201", () => {
  test("makes a contact of nothing, as a client that sends no body means it", async () => {
    const { status, body } = await api("/contacts.json", { method: "POST" });
    expect(status).toBe(201);
    const nothing = {
      name: null,
      language: null,
      urns: [],
      groups: [],
      blocked: false,
      stopped: false,
      status: "active",
    };
    expect(body).toMatchObject({ ...nothing, flow: null, last_seen_on: null });
    expect(body["fields"]).toEqual({ nickname: null, registered: null });
    expect(body["created_on"]).toMatch(INSTANT);
    expect(body["modified_on"]).toMatch(INSTANT);
  });

  test("takes everything at once, and normalises it", async () => {
    const { status, body } = await api("/contacts.json", {
      json: {
        name: "  Ann Uwase ",
        language: "kin",
        urns: ["tel:+250 788 555 001", "twitter:@Ann_U", "mailto:ANN@example.com"],
        groups: ["customers"],
        fields: { nickname: 34, registered: "14-10-2016 08:05" },
        unknown: "ignored",
      },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: "Ann Uwase",
      language: "kin",
      urns: ["tel:+250788555001", "twitter:ann_u", "mailto:ann@example.com"],
      groups: [{ uuid: CUSTOMERS, name: "Customers" }],
      fields: { nickname: "34", registered: "2016-10-14T06:05:00.000000Z" },
    });
    expect((await api(`/contacts.json?uuid=${body.uuid}`)).body.results).toEqual([body]);
  });

  test("a uuid in the body only is no update", async () => {
    const { status, body } = await api("/contacts.json", { json: { uuid: JOE, name: "Joe Two" } });
    expect(status).toBe(201);
    expect(body.uuid).not.toBe(JOE);
  });

  test("by a URN that nobody has, makes the contact with it; by the same again, changes it: 200", async () => {
    const first = await api("/contacts.json?urn=tel:%2B250788555002", { json: { name: "By URN" } });
    expect([first.status, first.body["urns"]]).toEqual([201, ["tel:+250788555002"]]);
    const second = await api("/contacts.json?urn=tel:250788555002", { json: { language: "eng" } });
    expect(second.status).toBe(200);
    expect(second.body).toMatchObject({ uuid: first.body.uuid, name: "By URN", language: "eng" });
  });
});

describe("POST contacts?uuid: 200", () => {
  test("changes only what is given, and moves modified_on", async () => {
    const json = { name: "Bea", language: "fra", urns: ["ext:bea"], groups: ["Customers"], fields: { nickname: "B" } };
    const { body: made } = await api("/contacts.json", { json });
    const { status, body } = await api(`/contacts.json?uuid=${made.uuid}`, {
      json: { fields: { registered: "1-2-2017" } },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      ...made,
      fields: { nickname: "B", registered: "2017-01-31T22:00:00.000000Z" },
      modified_on: body["modified_on"],
    });
    expect(String(body["modified_on"]) > String(made["modified_on"])).toBe(true);
  });

  test("null clears; lists replace; an empty string clears a field's value", async () => {
    const json = { name: "Cy", language: "fra", urns: ["ext:cy"], groups: ["Customers"], fields: { nickname: "C" } };
    const { body: made } = await api("/contacts.json", { json });
    const cleared = { name: null, language: null, urns: [], groups: [], fields: { nickname: "" } };
    const { body } = await api(`/contacts.json?uuid=${made.uuid}`, { json: cleared });
    expect(body).toMatchObject({ name: null, language: null, urns: [], groups: [], fields: { nickname: null } });
  });

  test("moves a URN here from another contact", async () => {
    const { body: old } = await api("/contacts.json", { json: { urns: ["ext:moving", "ext:staying"] } });
    const { body: taker } = await api("/contacts.json", { json: { name: "Taker" } });
    const { body } = await api(`/contacts.json?uuid=${taker.uuid}`, { json: { urns: ["ext:moving"] } });
    expect(body["urns"]).toEqual(["ext:moving"]);
    expect((await api(`/contacts.json?uuid=${old.uuid}`)).body.results[0]?.["urns"]).toEqual(["ext:staying"]);
  });
});

describe("DELETE contacts: 204", () => {
  test("by uuid: what is left is the bare shape among the deleted ones, and its URN is free", async () => {
    const { body: made } = await api("/contacts.json", {
      json: { name: "Dee", urns: ["ext:dee"], groups: ["Customers"] },
    });
    const gone = await api(`/contacts.json?uuid=${made.uuid}`, { method: "DELETE" });
    expect([gone.status, gone.text, gone.headers.get("Content-Type")]).toEqual([204, "", null]);
    expect(await found(`?uuid=${made.uuid}`)).toEqual([]);
    const { results } = (await api(`/contacts.json?deleted=true&uuid=${made.uuid}`)).body;
    const bare = { name: null, language: null, blocked: null, stopped: null, urns: [], groups: [], fields: {} };
    expect(results[0]).toMatchObject({ uuid: made.uuid, ...bare });
    expect((await api("/contacts.json", { json: { urns: ["ext:dee"] } })).status).toBe(201);
  });

  test("by urn; again: 404, by uuid too", async () => {
    const { body: made } = await api("/contacts.json", { json: { urns: ["ext:eve"] } });
    const del = { method: "DELETE" };
    expect((await api("/contacts.json?urn=ext:eve", del)).status).toBe(204);
    expect((await api("/contacts.json?urn=ext:eve", del)).status).toBe(404);
    expect((await api(`/contacts.json?uuid=${made.uuid}`, del)).status).toBe(404);
    expect((await api(`/contacts.json?uuid=${made.uuid}`, { json: { name: "Back" } })).status).toBe(404);
  });
});

describe("an anonymous account", () => {
  const anon = { token: TOKENS.anon };

  test("never shows a URN", async () => {
    const { body } = await api("/contacts.json", anon);
    expect(body.results).toMatchObject([{ uuid: XAVIER, urns: [] }]);
    const made = await api("/contacts.json", { ...anon, json: { urns: ["tel:+250788777001"] } });
    expect([made.status, made.body["urns"]]).toEqual([201, []]);
  });

  test.each(["tel:%2B250788777777", "tel:%2B250788999999"])("400: tells nothing about %s", async (urn) => {
    for (const asked of [anon, { ...anon, json: {} }, { ...anon, method: "DELETE" }]) {
      const { status, body } = await api(`/contacts.json?urn=${urn}`, asked);
      expect([status, Object.keys(body)]).toEqual([400, ["detail"]]);
    }
  });

  test("400: keeps the URNs that contacts have", async () => {
    const { status, body } = await api(`/contacts.json?uuid=${XAVIER}`, { ...anon, json: { urns: ["ext:1"] } });
    expect([status, Object.keys(body)]).toEqual([400, ["urns"]]);
  });
});

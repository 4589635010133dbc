import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Asked, TOKENS, startSystem, type System } from "./harness.ts";
import { CUSTOMERS, JOE, UNKNOWN } from "./sample.ts";
import { type Api, v2 } from "./v2-api.ts";

let system: System;
let api: Api;

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
});
afterAll(() => system.close());

describe("groups", () => {
  test("201 made static, 200 renamed, also to its own name in another case, 204 deleted", async () => {
    const made = await api("/groups.json", { json: { name: "Été 2016" } });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: "Été 2016", query: null, count: 0, status: "ready", system: false });
    const at = `/groups.json?uuid=${made.body.uuid}`;
    const renamed = await api(at, { json: { name: "ÉTÉ 2016" } });
    expect([renamed.status, renamed.body]).toEqual([200, { ...made.body, name: "ÉTÉ 2016" }]);
    expect((await api(at, { method: "DELETE" })).status).toBe(204);
    expect((await api(at)).body.results).toEqual([]);
  });

  test("count their members as these come and go", async () => {
    const { body: group } = await api("/groups.json", { json: { name: "Counted" } });
    const count = async () => (await api(`/groups.json?uuid=${group.uuid}`)).body.results[0]?.["count"];
    const { body: one } = await api("/contacts.json", { json: { groups: [group.uuid] } });
    await api("/contacts.json", { json: { groups: ["counted"] } });
    expect(await count()).toBe(2);
    await api(`/contacts.json?uuid=${one.uuid}`, { json: { groups: [] } });
    expect(await count()).toBe(1);
    await api(`/contacts.json?group=${group.uuid}`).then(({ body }) =>
      api(`/contacts.json?uuid=${body.results[0]?.uuid}`, { method: "DELETE" }),
    );
    expect(await count()).toBe(0);
  });

  test("when deleted leave their members", async () => {
    const { body: group } = await api("/groups.json", { json: { name: "Leaving" } });
    const { body: member } = await api("/contacts.json", { json: { groups: [group.uuid] } });
    await api(`/groups.json?uuid=${group.uuid}`, { method: "DELETE" });
    expect((await api(`/contacts.json?uuid=${member.uuid}`)).body.results).toMatchObject([{ groups: [] }]);
  });
});

describe("fields", () => {
  test("201 made, with a key of the label; 200 changed, with the same key", async () => {
    const made = await api("/fields.json", { json: { label: "Date of Birth - 2", value_type: "datetime" } });
    const attributes = { label: "Date of Birth - 2", value_type: "datetime" };
    const twins = { name: "Date of Birth - 2", type: "datetime" };
    expect([made.status, made.body]).toEqual([201, { key: "date_of_birth_2", ...attributes, ...twins }]);
    const changed = await api("/fields.json?key=date_of_birth_2", { json: { label: "DOB", value_type: "text" } });
    const key = "date_of_birth_2";
    expect([changed.status, changed.body]).toEqual([
      200,
      { key, label: "DOB", value_type: "text", name: "DOB", type: "text" },
    ]);
  });

  test("are written by the newer pair of names too, where numeric is number", async () => {
    const made = await api("/fields.json", { json: { name: "Age", type: "number" } });
    const both = { key: "age", label: "Age", value_type: "numeric", name: "Age", type: "number" };
    expect([made.status, made.body]).toEqual([201, both]);
    const whole = await api("/fields.json?key=age", { json: both });
    expect([whole.status, whole.body]).toEqual([200, both]);
  });

  test("show in every contact at once, and their values by their type", async () => {
    await api("/fields.json", { json: { label: "Height", value_type: "numeric" } });
    await api("/fields.json", { json: { label: "Constructor", value_type: "text" } });
    await api("/fields.json", { json: { label: "Home", value_type: "district" } });
    const { body: made } = await api("/contacts.json", {
      json: { fields: { height: 1.5, home: "Rwanda > Kigali City > Gasabo" } },
    });
    expect(made["fields"]).toMatchObject({ height: "1.5", home: "Gasabo", constructor: null });
    const changed = await api(`/contacts.json?uuid=${made.uuid}`, {
      json: { fields: { height: "tall", constructor: "x" } },
    });
    expect(changed.body["fields"]).toMatchObject({ height: null, constructor: "x" });
  });
});

describe("another account's objects are no different from ones that do not exist", () => {
  const other: Asked = { token: TOKENS.other };

  test("lists hold nothing of it", async () => {
    const { body } = await api("/contacts.json", other);
    expect(body.results.map((it) => it["name"])).toEqual(["Hans"]);
    expect((await api("/groups.json", other)).body.results.map((it) => it["name"])).toEqual(["Spammers"]);
    expect((await api("/fields.json", other)).body.results).toEqual([]);
  });

  test.each<[string, string, string, Asked]>([
    ["GET a contact", `/contacts.json?uuid=${JOE}`, JOE, {}],
    ["GET by its group", `/contacts.json?group=${CUSTOMERS}`, CUSTOMERS, {}],
    ["POST to a contact", `/contacts.json?uuid=${JOE}`, JOE, { json: { name: "Mine" } }],
    ["POST with its group", "/contacts.json", CUSTOMERS, { json: { groups: [CUSTOMERS] } }],
    ["DELETE a contact", `/contacts.json?uuid=${JOE}`, JOE, { method: "DELETE" }],
    ["GET a group", `/groups.json?uuid=${CUSTOMERS}`, CUSTOMERS, {}],
    ["POST to a group", `/groups.json?uuid=${CUSTOMERS}`, CUSTOMERS, { json: { name: "Mine" } }],
    ["DELETE a group", `/groups.json?uuid=${CUSTOMERS}`, CUSTOMERS, { method: "DELETE" }],
  ])("%s", async (_what, path, theirs, asked) => {
    const swapped = (text: string): string => text.replaceAll(theirs, UNKNOWN);
    const json = asked.json === undefined ? {} : { json: JSON.parse(swapped(JSON.stringify(asked.json))) as unknown };
    const real = await api(path, { ...asked, ...other });
    const unknown = await api(swapped(path), { ...asked, ...json, ...other });
    expect([real.status, swapped(real.text)]).toEqual([unknown.status, unknown.text]);
    const fields = ({ headers }: typeof real) => [...headers.keys()].toSorted();
    expect(fields(real)).toEqual(fields(unknown));
  });

  test("a URN may belong to a contact of each account", async () => {
    const { status } = await api("/contacts.json", { ...other, json: { urns: ["tel:+250788123123"] } });
    expect(status).toBe(201);
    expect((await api("/contacts.json?urn=tel:%2B250788123123")).body.results[0]?.uuid).toBe(JOE);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Asked, TOKENS, startSystem, type System } from "./harness.ts";
import { CUSTOMERS, DEVELOPERS, JOE, STAN, UNKNOWN } from "./sample.ts";
import { type Api, v2 } from "./v2-api.ts";

let system: System;
let api: Api;

let before: string[];

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
  before = await state();
});

afterAll(async () => {
  // Everything in this file is refused.
  expect(await state(), "nothing was written").toEqual(before);
  await system.close();
});

/** What the refused requests might have changed. */
async function state(): Promise<string[]> {
  const paths = ["/contacts.json", "/groups.json", "/fields.json"];
  return Promise.all(paths.map(async (path) => (await api(path)).text));
}

const REQUIRED = ["This field is required."];
const NULL = ["This field may not be null."];
const BLANK = ["This field may not be blank."];
const NO_STRING = ["Not a valid string."];
const UNIQUE = ["This field must be unique."];
const MANY = ["Ensure this field has no more than 100 elements."];
const anything = expect.any(String) as string;
const naming = (text: string): unknown => [expect.stringContaining(text)];
const strings = (count: number): string[] => Array.from({ length: count }, (_none, index) => `ext:${index}`);
const keys = (count: number) => Object.fromEntries(strings(count).map((it) => [it, "x"]));

describe("400: fields are named, flat, with a list of sentences each", () => {
  test.each<[string, string, unknown, Record<string, unknown>]>([
    [
      "wrong types, all at once",
      "/contacts.json",
      { name: 1, language: true, urns: "x", groups: {}, fields: [] },
      {
        name: NO_STRING,
        language: NO_STRING,
        urns: ["Expected a list of items."],
        groups: ["Expected a list of items."],
        fields: ["Expected an object of keys and values."],
      },
    ],
    [
      "nulls for lists",
      "/contacts.json",
      { urns: null, groups: null, fields: null },
      { urns: NULL, groups: NULL, fields: NULL },
    ],
    ["nulls and numbers in lists", "/contacts.json", { urns: [null], groups: [5] }, { urns: NULL, groups: NO_STRING }],
    ["an empty reference, as null", "/contacts.json", { groups: [""] }, { groups: NULL }],
    [
      "a name of 65 characters",
      "/contacts.json",
      { name: "é".repeat(65) },
      { name: ["Ensure this field has no more than 64 characters."] },
    ],
    ["a blank name", "/contacts.json", { name: "  " }, { name: BLANK }],
    ["NUL in a name", "/contacts.json", { name: "a\0b" }, { name: ["Null characters are not allowed."] }],
    ["half a surrogate pair in a name", "/contacts.json", { name: "\ud800" }, { name: NO_STRING }],
    ["languages of 2 and 4 characters", "/contacts.json", { language: "en" }, { language: naming("at least 3") }],
    ["a language of 4 characters", "/contacts.json", { language: "engl" }, { language: naming("no more than 3") }],
    [
      "a phone number without its country",
      "/contacts.json",
      { urns: ["tel:0788123123"] },
      { urns: naming("tel:0788123123") },
    ],
    [
      "the first bad URN only",
      "/contacts.json",
      { urns: ["ext:1", "pigeon:2", "carrier:3"] },
      { urns: naming("pigeon:2") },
    ],
    [
      "a URN of another contact, on creation",
      "/contacts.json",
      { urns: ["tel:+250788123123"] },
      { urns: naming("tel:+250788123123") },
    ],
    ["an unknown group by name", "/contacts.json", { groups: ["Customers", "Nobody"] }, { groups: naming("Nobody") }],
    ["an unknown group by UUID", "/contacts.json", { groups: [UNKNOWN] }, { groups: naming(UNKNOWN) }],
    ["a dynamic group", "/contacts.json", { groups: [DEVELOPERS] }, { groups: naming(DEVELOPERS) }],
    ["groups for a stopped contact", `/contacts.json?uuid=${STAN}`, { groups: [CUSTOMERS] }, { groups: [anything] }],
    ["an unknown field", "/contacts.json", { fields: { nickname: "x", nick: "y" } }, { fields: naming("nick") }],
    ["an object for a field's value", "/contacts.json", { fields: { nickname: {} } }, { fields: [anything] }],
    ["a boolean for a field's value", "/contacts.json", { fields: { nickname: true } }, { fields: [anything] }],
    ["101 URNs", "/contacts.json", { urns: strings(101) }, { urns: MANY }],
    ["101 groups", "/contacts.json", { groups: strings(101) }, { groups: MANY }],
    ["101 fields", "/contacts.json", { fields: keys(101) }, { fields: MANY }],
    [
      "URNs for a contact named by its URN",
      "/contacts.json?urn=tel:%2B250788123123",
      { urns: ["ext:1"] },
      { urns: [anything] },
    ],
    [
      "what we and what the account refuses, together",
      "/contacts.json",
      { name: 1, groups: ["Nobody"], fields: { nick: "x" } },
      {
        name: NO_STRING,
        groups: naming("Nobody"),
        fields: naming("nick"),
      },
    ],
    ["a group without a name", "/groups.json", {}, { name: REQUIRED }],
    ["a group's name null", "/groups.json", { name: null }, { name: NULL }],
    ["a group's name blank", "/groups.json", { name: "" }, { name: BLANK }],
    ["a group's name with a space in front", "/groups.json", { name: " x" }, { name: [anything] }],
    ["a group's name with a sign in front", "/groups.json", { name: "+x" }, { name: [anything] }],
    ["a group's name of 65 characters", "/groups.json", { name: "x".repeat(65) }, { name: naming("64") }],
    ["a group's name in use, in another case", "/groups.json", { name: "CUSTOMERS" }, { name: UNIQUE }],
    ["another group's name on renaming", `/groups.json?uuid=${CUSTOMERS}`, { name: "developers" }, { name: UNIQUE }],
    ["a field of nothing", "/fields.json", {}, { label: REQUIRED, value_type: REQUIRED }],
    ["a field of half the newer pair", "/fields.json", { name: "Age" }, { type: REQUIRED }],
    [
      "a choice that is none",
      "/fields.json",
      { label: "Age", value_type: "number" },
      { value_type: ['"number" is not a valid choice.'] },
    ],
    [
      "a choice that is none, newer pair",
      "/fields.json",
      { name: "Age", type: "numeric" },
      { type: ['"numeric" is not a valid choice.'] },
    ],
    ["a label with other characters", "/fields.json", { label: "Âge", value_type: "text" }, { label: [anything] }],
    [
      "a label of 37 characters",
      "/fields.json",
      { label: "a".repeat(37), value_type: "text" },
      { label: naming("36") },
    ],
    [
      "a label whose key begins with a digit",
      "/fields.json",
      { label: "1st", value_type: "text" },
      { label: [anything] },
    ],
    [
      "a label whose key is reserved",
      "/fields.json",
      { label: "First Name", value_type: "text" },
      { label: [anything] },
    ],
    [
      "a label whose key is a URN scheme",
      "/fields.json",
      { label: "Twitter", value_type: "text" },
      { label: [anything] },
    ],
    ["a label in use, in another case", "/fields.json", { label: "nick NAME", value_type: "text" }, { label: UNIQUE }],
    ["a label in use, newer pair", "/fields.json", { name: "nick NAME", type: "text" }, { name: UNIQUE }],
    ["a used label and no type", "/fields.json", { label: "Nick name" }, { label: UNIQUE, value_type: REQUIRED }],
    [
      "another field's label on a change",
      "/fields.json?key=registered",
      { label: "Nick name", value_type: "text" },
      { label: UNIQUE },
    ],
  ])("%s", async (_what, path, json, errors) => {
    const { status, body } = await api(path, { json });
    expect(body).toEqual(errors);
    expect(status).toBe(400);
  });

  test.each(["/contacts.json", "/groups.json", "/fields.json"])("lists nested 90,000 deep, POST %s", async (path) => {
    const deep = "[".repeat(90_000) + "]".repeat(90_000);
    const names = ["name", "urns", "fields", "label", "value_type"];
    const { status } = await api(path, { body: `{${names.map((name) => `"${name}":${deep}`).join(",")}}` });
    expect(status).toBe(400);
  });

  test("a key that only a parser understands is an unknown field too", async () => {
    const { status, body } = await api("/contacts.json", { body: '{"fields": {"__proto__": "x"}}' });
    expect([status, body]).toEqual([400, { fields: ["No such contact field: __proto__"] }]);
  });
});

describe("400: what is wrong as a whole", () => {
  test.each<[string, string, Asked]>([
    ["malformed JSON", "/contacts.json", { body: '{"name": ' }],
    ["bad UTF-8", "/contacts.json", { body: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]) }],
    ["a URN that is none, to find", "/contacts.json?urn=0788123123", {}],
    ["a URN that is none, to change", "/contacts.json?urn=pigeon:1", { json: {} }],
    ["a national number, which might have to be made", "/contacts.json?urn=tel:0788000000", { json: {} }],
    ["two ways to name the contact to change", `/contacts.json?uuid=${JOE}&urn=ext:1`, { json: {} }],
    ["two ways to name the contact to delete", `/contacts.json?uuid=${JOE}&urn=ext:1`, { method: "DELETE" }],
    ["no contact to delete", "/contacts.json", { method: "DELETE" }],
    ["no group to delete", "/groups.json", { method: "DELETE" }],
    ["a group to delete by name", "/groups.json?name=Customers", { method: "DELETE" }],
    ["two filters that exclude each other", `/groups.json?uuid=${CUSTOMERS}&name=Customers`, {}],
  ])("detail: %s", async (_what, path, asked) => {
    const { status, body } = await api(path, asked);
    expect([status, body]).toEqual([400, { detail: anything }]);
  });

  test.each(["[]", '"x"', "1", "null", "true"])("non_field_errors: the body is %s", async (body) => {
    const told = await api("/contacts.json", { body });
    expect([told.status, told.body]).toEqual([400, { non_field_errors: [anything] }]);
  });
});

describe("413 and 415", () => {
  const padded = (bytes: number) => `{"name":"${"x".repeat(bytes - 11)}"}`;

  test("a body of 1,000,001 bytes is refused, one of 1,000,000 is read", async () => {
    expect((await api("/contacts.json", { body: padded(1_000_001) })).status).toBe(413);
    const { status, body } = await api("/contacts.json", { body: padded(1_000_000) });
    expect([status, Object.keys(body)]).toEqual([400, ["name"]]);
  });

  test("a form is not JSON", async () => {
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const { status, body } = await api("/contacts.json", { body: "name=x", headers });
    expect([status, body]).toEqual([415, { detail: anything }]);
  });
});

describe("403", () => {
  test.each<[string, Asked]>([
    ["no key", { token: null }],
    ["an unknown key", { token: "0".repeat(40) }],
  ])("%s, with a detail", async (_what, asked) => {
    const { status, body } = await api("/contacts.json", asked);
    expect([status, body.detail]).toEqual([403, anything]);
  });

  test("a surveyor may use org, contacts and fields, but no groups, whatever else is wrong with the request", async () => {
    const surveyor = { token: TOKENS.surveyor };
    for (const path of ["/org.json", "/contacts.json", "/fields.json"])
      expect((await api(path, surveyor)).status).toBe(200);
    for (const asked of [surveyor, { ...surveyor, body: "{" }, { ...surveyor, method: "DELETE" }]) {
      const { status, body } = await api("/groups.json?cursor=bogus", asked);
      expect([status, body]).toEqual([403, { detail: anything }]);
    }
    expect((await api("/groups", surveyor)).status).toBe(403);
  });
});

describe("404 and 405", () => {
  test.each<[string, Asked]>([
    ["/nothing.json", {}],
    ["/contacts.xml", {}],
    ["/contacts.api", {}],
    ["/contacts.json.json", {}],
    ["/contacts/1.json", {}],
    ["/__proto__.json", {}],
    ["/constructor.json", { json: {} }],
  ])("no endpoint: %s", async (path, asked) => {
    const { status, body } = await api(path, asked);
    expect([status, body]).toEqual([404, { detail: anything }]);
  });

  test.each<[string, Asked]>([
    [`/contacts.json?uuid=${UNKNOWN}`, { json: { name: "x" } }],
    [`/contacts.json?uuid=${UNKNOWN}`, { json: { name: 1 } }],
    ["/contacts.json?uuid=", { json: { name: "x" } }],
    [`/contacts.json?uuid=${UNKNOWN}`, { method: "DELETE" }],
    ["/contacts.json?urn=ext:nobody", { method: "DELETE" }],
    [`/groups.json?uuid=${UNKNOWN}`, { json: { name: "x" } }],
    [`/groups.json?uuid=${UNKNOWN}`, { json: {} }],
    [`/groups.json?uuid=${UNKNOWN}`, { method: "DELETE" }],
    ["/fields.json?key=unknown", { json: { label: "X", value_type: "text" } }],
    ["/fields.json?key=unknown", { json: { label: "?" } }],
  ])("no such object: %s %o", async (path, asked) => {
    const { status, body } = await api(path, asked);
    expect([status, body]).toEqual([404, { detail: "Not found." }]);
  });

  test.each<[string, string, string]>([
    ["PUT", "/contacts.json", "GET, HEAD, POST, DELETE"],
    ["PATCH", "/contacts.json", "GET, HEAD, POST, DELETE"],
    ["OPTIONS", "/contacts.json", "GET, HEAD, POST, DELETE"],
    ["OPTIONS", "/groups", "GET, HEAD, POST, DELETE"],
    ["DELETE", "/fields.json", "GET, HEAD, POST"],
    ["POST", "/org.json", "GET, HEAD"],
    ["DELETE", "/", "GET, HEAD"],
  ])("wrong method: %s %s", async (method, path, allow) => {
    const { status, body, headers } = await api(path, { method });
    expect([status, headers.get("Allow"), body]).toEqual([405, allow, { detail: anything }]);
  });
});

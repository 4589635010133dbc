import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readErrors } from "../contract/clients/v1.ts";
import { startSystem, type System, TOKENS } from "./harness.ts";
import { DEVELOPERS, HANS, JOE, UNKNOWN } from "./sample.ts";
import { held } from "./v1.held.ts";

const SPAMMERS = "00000000-0000-4000-8000-000000000033";

let system: System;

beforeAll(async () => {
  system = held(await startSystem());
});
afterAll(() => system.close());

const SENTENCE = expect.any(String);

describe("400 under the client's own names", () => {
  test.each([
    ["a name of 65 characters", { name: "x".repeat(65) }, ["name"]],
    ["a language of two letters", { language: "en" }, ["language"]],
    ["a URN that is none", { urns: ["nonsense"] }, ["urns"]],
    ["two URNs, one of them none", { urns: ["tel:+250788123999", "nonsense"] }, ["urns"]],
    ["a phone that is none", { phone: "12" }, ["phone"]],
    ["a phone of 17 digits", { phone: "1".repeat(17) }, ["phone"]],
    ["101 URNs", { urns: Array.from({ length: 101 }, (_, at) => `ext:${at}`) }, ["urns"]],
    ["1,001 groups", { groups: Array.from({ length: 1_001 }, (_, at) => `Group ${at}`) }, ["groups"]],
    ["urns beside phone", { urns: [], phone: "0788123123" }, ["non_field_errors"]],
    ["group_uuids beside groups", { group_uuids: [], groups: [] }, ["non_field_errors"]],
    ["an unknown group", { group_uuids: [UNKNOWN] }, ["group_uuids"]],
    ["another account's group", { group_uuids: [SPAMMERS] }, ["group_uuids"]],
    ["a group's name for its UUID", { group_uuids: ["Customers"] }, ["group_uuids"]],
    ["a dynamic group", { group_uuids: [DEVELOPERS] }, ["group_uuids"]],
    ["an unknown field", { fields: { shoe: "44" } }, ["fields"]],
    ["a value that is a number", { fields: { nickname: 5 } }, ["fields"]],
    ["a value that is null", { fields: { nickname: null } }, ["fields"]],
    ["an unknown contact", { uuid: UNKNOWN, name: "X" }, ["uuid"]],
    ["another account's contact", { uuid: HANS, name: "X" }, ["uuid"]],
    ["a UUID that is none", { uuid: "joe" }, ["uuid"]],
    ["several faults", { name: 5, urns: "ok:", fields: [], phone: 7 }, ["fields", "name", "phone"]],
    [
      "several faults of v2's",
      { name: "X", group_uuids: [UNKNOWN], fields: { shoe: "44" } },
      ["fields", "group_uuids"],
    ],
  ])("contact: %s", async (_name, json, fields) => {
    const response = await system.fetch("/api/v1/contacts.json", { json });
    const errors = readErrors(await response.json());
    expect([response.status, Object.keys(errors).toSorted()]).toEqual([400, fields]);
  });

  test("an unknown contact and another account's are told apart by nothing but the UUID sent", async () => {
    const said = await Promise.all(
      [UNKNOWN, HANS].map(async (uuid) => {
        const response = await system.fetch("/api/v1/contacts.json", { json: { uuid } });
        return (await response.text()).replaceAll(uuid, "…");
      }),
    );
    expect(said[0]).toBe(said[1]);
  });

  test.each([
    ["nothing", {}, ["label", "value_type"]],
    ["an unknown letter", { label: "A", value_type: "X" }, ["value_type"]],
    ["v2's word", { label: "A", value_type: "text" }, ["value_type"]],
    ["a label with other characters", { label: "A_b!", value_type: "T" }, ["label"]],
    ["a reserved key", { label: "Name", value_type: "T" }, ["label"]],
    ["a reserved key, named", { label: "Fine", value_type: "T", key: "name" }, ["key"]],
    ["a key that is none", { label: "Fine", value_type: "T", key: "No Key" }, ["key"]],
    ["a key that no label makes", { label: "Fine", value_type: "T", key: "a__b" }, ["key"]],
  ])("field: %s", async (_name, json, fields) => {
    const response = await system.fetch("/api/v1/fields.json", { json });
    const errors = readErrors(await response.json());
    expect([response.status, Object.keys(errors).toSorted()]).toEqual([400, fields]);
  });
});

describe("bodies that are none", () => {
  test.each([
    ["malformed JSON", "{", 400, { detail: SENTENCE }],
    ["a list", "[]", 400, { non_field_errors: [SENTENCE] }],
    ["a string", '"x"', 400, { non_field_errors: [SENTENCE] }],
    ["null", "null", 400, { non_field_errors: [SENTENCE] }],
    ["bad UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400, { detail: SENTENCE }],
    ["more than a megabyte", JSON.stringify({ name: "x".repeat(1_000_001) }), 413, { detail: SENTENCE }],
  ])("%s", async (_name, body, status, told) => {
    const response = await system.fetch("/api/v1/contacts.json", { method: "POST", body });
    expect([response.status, await response.json()]).toEqual([status, told]);
  });

  test("another type of content", async () => {
    const headers = { "Content-Type": "text/plain" };
    const response = await system.fetch("/api/v1/contacts.json", { method: "POST", body: "{}", headers });
    expect([response.status, await response.json()]).toEqual([415, { detail: SENTENCE }]);
  });
});

describe("403", () => {
  test.each(["GET", "POST"])("a surveyor may not %s groups", async (method) => {
    const response = await system.fetch("/api/v1/groups.json", { method, token: TOKENS.surveyor });
    expect([response.status, await response.json()]).toEqual([403, { detail: SENTENCE }]);
  });

  test.each([null, "f".repeat(40)])("without a good key (%s)", async (token) => {
    const response = await system.fetch("/api/v1/contacts.json", { token });
    expect([response.status, await response.json()]).toEqual([403, expect.objectContaining({ detail: SENTENCE })]);
  });

  test("headers that only the router may set are not believed", async () => {
    const headers = { "X-Account-Id": "main", "X-Key-Role": "A" };
    const response = await system.fetch(`/api/v1/contacts.json?uuid=${JOE}`, { token: TOKENS.other, headers });
    expect(await response.json()).toMatchObject({ count: 0 });
  });
});

describe("404", () => {
  test.each([
    "/api/v1/nonsense.json",
    "/api/v1/constructor.json",
    "/api/v1/contacts.xml",
    "/api/v1/contacts.api",
    "/api/v1/contacts/1.json",
    "/api/v1/contacts.json?page=2",
    "/api/v1/contacts.json?page=0",
    "/api/v1/contacts.json?page=-1",
    "/api/v1/contacts.json?page=x",
    "/api/v1/contacts.json?page=",
    "/api/v1/contacts.json?page=99999999999999999999",
    "/api/v1/groups.json?page=2",
    "/api/v1/fields.json?page=2",
    "/api/v1/contacts.json?after=soon&page=2",
  ])("%s", async (path) => {
    const response = await system.fetch(path);
    expect([response.status, await response.json()]).toEqual([404, { detail: SENTENCE }]);
  });
});

describe("404 for what is not here, with a word about where to look", () => {
  test.each([
    ["POST", "authenticate", "key"],
    ["POST", "authenticate.json", "key"],
    ["GET", "assets.json?type=recording&identifier=1", "recordings"],
    ["GET", "results.json", "runs.json"],
    ["HEAD", "results.json", ""],
  ])("%s %s", async (method, path, word) => {
    const response = await system.fetch(`/api/v1/${path}`, { method });
    const body = await response.text();
    expect([response.status, body]).toEqual([404, expect.stringContaining(word)]);
    if (method !== "HEAD") expect(JSON.parse(body)).toEqual({ detail: SENTENCE });
  });
});

describe("405", () => {
  test.each([
    ["POST", "org", "GET"],
    ["DELETE", "org", "GET"],
    ["POST", "groups", "GET"],
    ["DELETE", "groups", "GET"],
    ["DELETE", "fields", "GET, POST"],
    ["PUT", "contacts", "GET, POST, DELETE"],
    ["PATCH", "contacts", "GET, POST, DELETE"],
  ])("%s %s", async (method, name, allowed) => {
    const response = await system.fetch(`/api/v1/${name}.json`, { method });
    expect([response.status, await response.json()]).toEqual([405, { detail: SENTENCE }]);
    expect(response.headers.get("Allow")).toBe(allowed);
  });
});

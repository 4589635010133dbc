import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Contact, readContact, readField } from "../contract/clients/v1.ts";
import { startSystem, type System, TOKENS } from "./harness.ts";
import { ANN, CUSTOMERS, FRANK, HANS, JOE } from "./sample.ts";
import { held } from "./v1.held.ts";

let system: System;

beforeAll(async () => {
  system = held(await startSystem());
});
afterAll(() => system.close());

async function written(json: Readonly<Record<string, unknown>>, token: string = TOKENS.main): Promise<Contact> {
  const response = await system.fetch("/api/v1/contacts.json", { json, token });
  const body = await response.text();
  expect([response.status, body]).toEqual([201, expect.any(String)]);
  return readContact(JSON.parse(body), "contact");
}

async function inV2(uuid: string, token: string = TOKENS.main): Promise<Readonly<Record<string, unknown>>> {
  const response = await system.fetch(`/api/v2/contacts.json?uuid=${uuid}`, { token });
  const { results } = (await response.json()) as { results: Record<string, unknown>[] };
  return results[0] ?? {};
}

async function remove(query: string): Promise<Response> {
  return system.fetch(`/api/v1/contacts.json${query}`, { method: "DELETE" });
}

describe("contacts: 201 for a new one", () => {
  test("with everything, and v2 shows what v1 wrote", async () => {
    const contact = await written({
      name: "Ben",
      language: "eng",
      urns: ["tel:+250788200001", "twitter:@Ben"],
      group_uuids: [CUSTOMERS],
      fields: { nickname: "Benny" },
    });
    expect(contact).toMatchObject({ phone: "+250788200001", groups: ["Customers"], failed: false });
    expect(await inV2(contact.uuid)).toMatchObject({
      name: "Ben",
      language: "eng",
      urns: ["tel:+250788200001", "twitter:ben"],
      groups: [{ uuid: CUSTOMERS, name: "Customers" }],
      fields: { nickname: "Benny", registered: null },
      stopped: false,
    });
  });

  test("with nothing, and with no body at all", async () => {
    expect(await written({})).toMatchObject({ name: null, urns: [], fields: { nickname: null } });
    const response = await system.fetch("/api/v1/contacts.json", { method: "POST" });
    expect(response.status).toBe(201);
  });

  test("without suffix", async () => {
    const response = await system.fetch("/api/v1/contacts", { json: { name: "No suffix" } });
    expect([response.status, await response.json()]).toEqual([201, expect.objectContaining({ name: "No suffix" })]);
  });

  test("with a national number, which takes the account's country", async () => {
    expect(await written({ urns: ["tel:0788200002"] })).toMatchObject({ urns: ["tel:+250788200002"] });
    expect(await written({ phone: "0788 200 003" })).toMatchObject({ urns: ["tel:+250788200003"] });
  });

  test("with a field by its label", async () => {
    expect(await written({ fields: { "Nick name": "B", registered: "" } })).toMatchObject({
      fields: { nickname: "B" },
    });
  });

  test("by a surveyor", async () => {
    expect(await written({ name: "Surveyed" }, TOKENS.surveyor)).toMatchObject({ name: "Surveyed" });
  });

  test("in an anonymous account, which hides the number", async () => {
    const contact = await written({ phone: "0788200004", name: "Y" }, TOKENS.anon);
    expect(contact).toMatchObject({ name: "Y", urns: [], phone: null });
    expect(await written({ phone: "0788200004", language: "eng" }, TOKENS.anon)).toMatchObject({
      uuid: contact.uuid,
      name: "Y",
      language: "eng",
    });
  });
});

describe("contacts: group names", () => {
  test("that are known are used whatever their case, the others are created with the contact", async () => {
    const contact = await written({ groups: ["customers", "Brand new"] });
    expect(contact.groups.toSorted()).toEqual(["Brand new", "Customers"]);
    const groups = (await (await system.fetch("/api/v2/groups.json?name=brand new")).json()) as { results: unknown[] };
    expect(groups.results).toMatchObject([{ name: "Brand new", count: 1 }]);
  });

  test("are not created when the contact is refused", async () => {
    const response = await system.fetch("/api/v1/contacts.json", {
      json: { groups: ["Never made"], fields: { nonsense: "x" } },
    });
    expect([response.status, await response.json()]).toEqual([400, { fields: [expect.stringContaining("nonsense")] }]);
    const groups = await (await system.fetch("/api/v2/groups.json?name=Never made")).json();
    expect(groups).toMatchObject({ results: [] });
  });

  test("that cannot be one are refused under groups", async () => {
    const response = await system.fetch("/api/v1/contacts.json", { json: { groups: ["Good one", "x".repeat(65)] } });
    expect([response.status, await response.json()]).toEqual([400, { groups: [expect.any(String)] }]);
    expect(await (await system.fetch("/api/v2/groups.json?name=Good one")).json()).toMatchObject({ results: [] });
  });
});

describe("contacts: 201 for a known URN", () => {
  test("its contact is updated; a missing name stays, the language is set", async () => {
    const contact = await written({ urns: ["twitter:Franky"], language: "eng", fields: { nickname: "F" } });
    expect(contact).toMatchObject({ uuid: FRANK, name: "Frank", language: "eng", fields: { nickname: "F" } });
  });

  test("new URNs are added to those it has", async () => {
    const contact = await written({ urns: ["mailto:Frank@example.org", "twitter:franky"], name: "Francis" });
    expect(contact).toMatchObject({
      uuid: FRANK,
      name: "Francis",
      urns: ["twitter:franky", "mailto:frank@example.org"],
    });
  });

  test("URNs of two contacts are refused", async () => {
    const json = { urns: ["twitter:franky", "tel:+250788000001"] };
    const response = await system.fetch("/api/v1/contacts.json", { json });
    expect([response.status, await response.json()]).toEqual([400, { non_field_errors: [expect.any(String)] }]);
  });

  test("twenty at once make one contact", async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, at) => written({ phone: "0788300001", name: `N${at}` })),
    );
    expect(new Set(all.map(({ uuid }) => uuid)).size).toBe(1);
  });
});

describe("contacts: 201 for an update", () => {
  test("without a name clears it, ignores the language, keeps what is not named", async () => {
    await written({ uuid: JOE, name: "Joe" });
    expect(await written({ uuid: JOE, language: "fra" })).toMatchObject({
      name: null,
      language: null,
      urns: ["tel:+250788123123"],
      groups: ["Customers"],
      fields: { nickname: "Joey" },
    });
  });

  test("a language of null clears it", async () => {
    const { uuid } = await written({ language: "eng", name: "L" });
    expect(await written({ uuid, name: "L" })).toMatchObject({ language: "eng" });
    expect(await written({ uuid, name: "L", language: null })).toMatchObject({ language: null });
  });

  test("replaces URNs and groups", async () => {
    const { uuid } = await written({ urns: ["tel:+250788400001"], group_uuids: [CUSTOMERS] });
    expect(await written({ uuid, urns: ["tel:0788400002"], group_uuids: [] })).toMatchObject({
      urns: ["tel:+250788400002"],
      group_uuids: [],
    });
    expect(await inV2(uuid)).toMatchObject({ urns: ["tel:+250788400002"], groups: [] });
  });

  test("a URN of another contact is refused and stays where it was", async () => {
    const json = { uuid: JOE, urns: ["tel:0788 000 001"] };
    const response = await system.fetch("/api/v1/contacts.json", { json });
    expect([response.status, await response.json()]).toEqual([400, { urns: [expect.any(String)] }]);
    expect(await inV2(ANN)).toMatchObject({ urns: ["tel:+250788000001"] });
  });
});

describe("contacts: deletes", () => {
  test("204 by UUID, then 404 without a body, and v2 agrees", async () => {
    const { uuid } = await written({ name: "Gone" });
    const gone = await remove(`?uuid=${uuid}`);
    expect([gone.status, await gone.text()]).toEqual([204, ""]);
    const again = await remove(`?uuid=${uuid}`);
    expect([again.status, await again.text()]).toEqual([404, ""]);
    expect(await inV2(uuid)).toEqual({});
  });

  test("204 for everything that several filters find", async () => {
    const one = await written({ urns: ["tel:+250788500001"] });
    const two = await written({ urns: ["tel:+250788500002"] });
    const gone = await remove("?urns=tel:%2B250788500001&urns=tel:%2B250788500002&urns=tel:%2B250788500003");
    expect(gone.status).toBe(204);
    expect([await inV2(one.uuid), await inV2(two.uuid)]).toEqual([{}, {}]);
  });

  test.each([
    ["404 when a URN finds nothing", "?urns=tel:%2B250788599999", 404],
    ["404 for another account's contact", `?uuid=${HANS}`, 404],
    ["404 for a UUID outside the group asked for", `?uuid=${FRANK}&group_uuids=${CUSTOMERS}`, 404],
    ["400 without uuid and urns", `?group_uuids=${CUSTOMERS}`, 400],
  ])("%s, without a body", async (_name, query, status) => {
    const response = await remove(query);
    expect([response.status, await response.text()]).toEqual([status, ""]);
  });
});

describe("fields", () => {
  async function field(json: Readonly<Record<string, unknown>>) {
    const response = await system.fetch("/api/v1/fields.json", { json });
    const body = await response.text();
    expect([response.status, body]).toEqual([201, expect.any(String)]);
    return readField(JSON.parse(body), "field");
  }

  test("201 for a new one, whose key comes from its label", async () => {
    expect(await field({ label: "Shoe size", value_type: "N" })).toEqual({
      key: "shoe_size",
      label: "Shoe size",
      value_type: "N",
    });
    const shown = await (await system.fetch("/api/v2/fields.json?key=shoe_size")).json();
    expect(shown).toMatchObject({ results: [{ key: "shoe_size", label: "Shoe size", value_type: "numeric" }] });
  });

  test("201 for a new one with a key of its own", async () => {
    expect(await field({ label: "Date of birth", value_type: "D", key: "dob_2" })).toEqual({
      key: "dob_2",
      label: "Date of birth",
      value_type: "D",
    });
  });

  test("201 for one that exists, by its key or the key of its label", async () => {
    await field({ label: "Village", value_type: "T" });
    expect(await field({ label: "Town", value_type: "W", key: "village" })).toMatchObject({
      key: "village",
      label: "Town",
      value_type: "W",
    });
    expect(await field({ label: "VILLAGE", value_type: "T" })).toMatchObject({ key: "village", label: "VILLAGE" });
  });

  test("nothing is left of a field whose label another one has", async () => {
    const json = { label: "Nick name", value_type: "T", key: "alias" };
    const response = await system.fetch("/api/v1/fields.json", { json });
    expect([response.status, await response.json()]).toEqual([400, { label: [expect.any(String)] }]);
    expect(await (await system.fetch("/api/v2/fields.json?key=alias")).json()).toMatchObject({ results: [] });
  });
});

describe("why something was written", () => {
  async function reasons(object: string): Promise<readonly unknown[]> {
    const response = await system.fetch(`/api/v2/events.json?object=${object}`);
    const { results } = (await response.json()) as { results: { reason: string; version: string }[] };
    return results.map(({ reason, version }) => [reason, version]);
  }

  test("is in the log of what v1 wrote: alone, in one transaction with others, and deleted", async () => {
    const response = await system.fetch("/api/v1/contacts.json?reason=survey", { json: { name: "Why" } });
    const { uuid } = readContact(await response.json(), "contact");
    const update = { uuid, name: "Why", groups: ["Made for a reason"] };
    expect((await system.fetch("/api/v1/contacts.json?reason=follow+up", { json: update })).status).toBe(201);
    expect((await remove(`?uuid=${uuid}&reason=asked+for+it`)).status).toBe(204);
    expect(await reasons(uuid)).toEqual([
      ["asked for it", "1"],
      ["follow up", "1"],
      ["survey", "1"],
    ]);
    expect(
      (await system.fetch("/api/v1/fields.json?reason=census", { json: { label: "Age", value_type: "N" } })).status,
    ).toBe(201);
    expect(await reasons("age")).toEqual([["census", "1"]]);
  });

  test("is refused as v2 refuses it, and nothing is written", async () => {
    const path = `/api/v1/fields.json?reason=${"x".repeat(256)}`;
    const response = await system.fetch(path, { json: { label: "Unreasonable", value_type: "T" } });
    expect([response.status, await response.json()]).toEqual([400, { detail: expect.any(String) }]);
    expect(await (await system.fetch("/api/v2/fields.json?key=unreasonable")).json()).toMatchObject({ results: [] });
  });

  test("is no filter of a read", async () => {
    const response = await system.fetch("/api/v1/fields.json?key=nickname&reason=looking");
    expect(await response.json()).toMatchObject({ count: 1, next: null });
  });
});

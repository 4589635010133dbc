import { describe, expect, test } from "vitest";
import type { AccountRecord, ContactRecord, FieldRecord } from "../../../contracts/records.ts";
import { planContactDelete, planContactWrite, planContacts } from "./plan.ts";
import { contact, wireContact } from "./wire.ts";

const ACCOUNT: AccountRecord = {
  key: "main",
  uuid: "00000000-0000-4000-8000-000000000001",
  name: "Nyaruka",
  country: "RW",
  languages: ["eng"],
  primaryLanguage: "eng",
  timezone: "Africa/Kigali",
  dateStyle: "day_first",
  anon: false,
  suspended: false,
};
const FIELDS: readonly FieldRecord[] = [
  { id: 1, key: "age", label: "Age", valueType: "numeric", createdOn: 0 },
  { id: 2, key: "constructor", label: "Constructor", valueType: "text", createdOn: 0 },
];
const JOE: ContactRecord = {
  id: 1,
  uuid: "00000000-0000-4000-8000-000000000101",
  name: "Joe",
  language: null,
  urns: ["tel:+250788123123"],
  groups: [{ uuid: "00000000-0000-4000-8000-000000000031", name: "Customers" }],
  fields: { age: "34.50" },
  blocked: false,
  stopped: false,
  deleted: false,
  flow: { uuid: "00000000-0000-4000-8000-000000000021", name: "Color" },
  createdOn: 1,
  modifiedOn: 2,
  lastSeenOn: 3,
};

describe("a contact on the wire", () => {
  const wire = (over: Partial<ContactRecord>, account: Partial<AccountRecord> = {}) => {
    const shown = wireContact({ ...JOE, ...over }, { account: { ...ACCOUNT, ...account }, fields: FIELDS });
    expect(contact.strict().safeParse(shown).success, "as documented").toBe(true);
    return shown;
  };

  test("has every field of the account, also one that every object seems to have", () => {
    expect(wire({}).fields).toEqual({ age: "34.5", constructor: null });
  });

  test.each([
    [{}, "active"],
    [{ stopped: true }, "stopped"],
    [{ blocked: true }, "blocked"],
    [{ blocked: true, stopped: true }, "blocked"],
  ])("%o is %s", (over, status) => {
    expect(wire(over).status).toBe(status);
  });

  test("shows its flow and when it was last seen", () => {
    expect(wire({})).toMatchObject({ flow: { name: "Color" }, last_seen_on: "1970-01-01T00:00:00.000003Z" });
    expect(wire({ flow: null, lastSeenOn: null })).toMatchObject({ flow: null, last_seen_on: null });
  });

  test("shows no URN in an anonymous account", () => {
    expect(wire({}, { anon: true }).urns).toEqual([]);
  });

  test("shows nothing of a deleted one, whatever the record still holds", () => {
    const { uuid, created_on, modified_on, ...rest } = wire({ deleted: true });
    expect([uuid, created_on, modified_on].every((it) => it.length > 0)).toBe(true);
    for (const value of Object.values(rest)) expect([null, [], {}]).toContainEqual(value);
  });
});

describe("what a request asks for", () => {
  const page = { limit: 250, from: null };

  test("filters in the account's terms", () => {
    const query = { urn: "TEL:250788123123", deleted: "Yes", before: "1970-01-01T00:00:00.000005Z", group: "x" };
    const asked = { ...page, urn: "tel:+250788123123", deleted: true, before: 5, group: "x" };
    expect(planContacts(query, page)).toEqual({ kind: "ask", query: asked });
    expect(planContacts({ deleted: "0" }, page)).toEqual({ kind: "ask", query: page });
    expect(planContacts({ before: "5" }, page)).toEqual({ kind: "nothing" });
    expect(planContacts({ urn: "5", before: "5" }, page)).toMatchObject({ kind: "refused" });
  });

  test("a body in which something failed is still asked about, with what passed", () => {
    const plan = planContactWrite({ uuid: "u" }, { name: 1, language: "eng", urns: ["x"], groups: ["g"] });
    expect(plan).toMatchObject({
      kind: "invalid",
      errors: { name: ["Not a valid string."], urns: [expect.any(String)] },
      probe: { do: "contact.update", target: { uuid: "u" }, set: { language: "eng", groups: ["g"] } },
    });
  });

  test("values become text, and empty ones null", () => {
    const fields = { a: 1.5, b: "", c: null, d: "x", e: 1e21 };
    expect(planContactWrite({}, { fields })).toEqual({
      kind: "command",
      command: { do: "contact.create", set: { fields: { a: "1.5", b: null, c: null, d: "x", e: "1e+21" } } },
    });
  });

  test("an address that would be refused today may be deleted by, but not written to", () => {
    expect(planContactDelete({ urn: "tel:0788123123" })).toMatchObject({
      command: { target: { urn: "tel:0788123123" } },
    });
    expect(planContactWrite({ urn: "tel:0788123123" }, {})).toMatchObject({ kind: "refused" });
  });
});

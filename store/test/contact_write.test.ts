import { beforeEach, describe, expect, test } from "vitest";
import type { ContactValues, Failure } from "../../contracts/account.ts";
import { worksOff } from "./crowd.ts";
import { ACTOR, ALL, type Stub, contactOf, done, fresh, imported, sql, write } from "./fixture.ts";

const JOE = "00000000-0000-4000-8000-000000000101";
const FRANK = "00000000-0000-4000-8000-000000000102";
const STAN = "00000000-0000-4000-8000-000000000104";
const CUSTOMERS = "00000000-0000-4000-8000-000000000031";
const DEVELOPERS = "00000000-0000-4000-8000-000000000032";
const UNKNOWN = "00000000-0000-4000-8000-00000000dead";

let stub: Stub;
beforeEach(async () => {
  stub = await imported();
});

async function read(uuid: string, deleted = false) {
  const [contact] = (await stub.contacts({ ...ALL, uuid, deleted })).page.items;
  return contact;
}

async function countOf(uuid: string): Promise<number | undefined> {
  return (await stub.groupsByUuid([uuid]))[0]?.count;
}

/** Puts a contact into the dynamic group, as an import would: commands cannot. */
async function joinDevelopers(uuid: string): Promise<void> {
  await sql(stub, "INSERT INTO memberships SELECT id, 32, modified_on FROM contacts WHERE uuid = ?", uuid);
}

async function failures(set: ContactValues, uuid?: string): Promise<readonly Failure[]> {
  const result = await write(
    stub,
    uuid === undefined ? { do: "contact.create", set } : { do: "contact.update", target: { uuid }, set },
  );
  if (result.ok || result.why !== "invalid") throw new Error(JSON.stringify(result));
  return result.failures;
}

describe("contact.create", () => {
  test("makes an empty contact of nothing", async () => {
    const { contact, created, account, fields } = await contactOf(stub, { do: "contact.create", set: {} });
    expect(created).toBe(true);
    expect(contact).toMatchObject({ name: null, language: null, urns: [], groups: [], fields: {}, deleted: false });
    expect(contact.createdOn).toBe(contact.modifiedOn);
    expect(account.name).toBe("Nyaruka");
    expect(fields.map(({ key }) => key)).toEqual(["nickname", "registered"]);
  });

  test("keeps everything given, URNs in their order, and collapses repetitions", async () => {
    const { contact } = await contactOf(stub, {
      do: "contact.create",
      set: {
        name: "Zoë",
        language: "fra",
        urns: ["twitter:zoe", "tel:+250788555555", "twitter:zoe"],
        groups: [CUSTOMERS, "CUSTOMERS"],
        fields: { nickname: "Z", registered: null },
      },
    });
    expect(contact).toMatchObject({
      name: "Zoë",
      language: "fra",
      urns: ["twitter:zoe", "tel:+250788555555"],
      groups: [{ uuid: CUSTOMERS, name: "Customers" }],
      fields: { nickname: "Z" },
    });
    expect(await read(contact.uuid)).toEqual(contact);
    expect(await countOf(CUSTOMERS)).toBe(3);
  });

  test("names every failing field, each with its first bad value, in order", async () => {
    const set = {
      name: "X",
      urns: ["tel:+250788777000", "tel:+250788123123", "twitter:franky"],
      groups: ["Customers", "Nobody", "Developers"],
      fields: { nickname: "x", shoe: "44", hat: "7" },
    };
    expect(await failures(set)).toEqual([
      { field: "urns", code: "taken", value: "tel:+250788123123" },
      { field: "groups", code: "unknown", value: "Nobody" },
      { field: "fields", code: "unknown", value: "shoe" },
    ]);
    expect((await stub.contacts(ALL)).page.items.length).toBe(4);
  });

  test("refuses dynamic groups", async () => {
    expect(await failures({ groups: ["developers"] })).toEqual([
      { field: "groups", code: "dynamic", value: "developers" },
    ]);
  });

  test("with URNs is allowed in an anonymous account", async () => {
    stub = await imported("anon");
    const { contact } = await contactOf(stub, { do: "contact.create", set: { urns: ["tel:+250788000123"] } });
    expect(contact.urns).toEqual(["tel:+250788000123"]);
  });
});

describe("contact.update", () => {
  test("changes what is given only, and moves to the top of the list", async () => {
    const before = await read(JOE);
    const { contact, created } = await contactOf(stub, {
      do: "contact.update",
      target: { uuid: JOE },
      set: { language: "kin", fields: { registered: "2016-01-01T00:00:00.000000Z" } },
    });
    expect(created).toBe(false);
    expect(contact).toEqual({
      ...before,
      language: "kin",
      fields: { nickname: "Joey", registered: "2016-01-01T00:00:00.000000Z" },
      modifiedOn: contact.modifiedOn,
    });
    expect((await stub.contacts(ALL)).page.items[0]?.uuid).toBe(JOE);
  });

  test("clears what is given as null", async () => {
    const set = { name: null, language: null, fields: { nickname: "" } };
    const { contact } = await contactOf(stub, { do: "contact.update", target: { uuid: JOE }, set });
    expect(contact).toMatchObject({ name: null, language: null, fields: {} });
  });

  test("moves URNs of other contacts here, and the loser moves in the lists too", async () => {
    const before = await read(FRANK);
    const set = { urns: ["twitter:franky", "tel:+250788123123"] };
    const { contact } = await contactOf(stub, { do: "contact.update", target: { uuid: JOE }, set });
    expect(contact.urns).toEqual(["twitter:franky", "tel:+250788123123"]);
    const loser = await read(FRANK);
    expect(loser?.urns).toEqual([]);
    expect(loser?.modifiedOn).toBeGreaterThan(before?.modifiedOn ?? Infinity);
    expect(contact.modifiedOn).toBeGreaterThan(loser?.modifiedOn ?? Infinity);
    expect((await stub.contacts({ ...ALL, urn: "twitter:franky" })).page.items[0]?.uuid).toBe(JOE);
  });

  test("replaces static groups and leaves dynamic ones", async () => {
    await joinDevelopers(JOE);
    await done(stub, { do: "group.create", name: "Testers" });
    const { contact } = await contactOf(stub, {
      do: "contact.update",
      target: { uuid: JOE },
      set: { groups: ["testers"] },
    });
    expect(contact.groups.map(({ name }) => name)).toEqual(["Developers", "Testers"]);
    expect([await countOf(CUSTOMERS), await countOf(DEVELOPERS)]).toEqual([1, 1]);
  });

  test("refuses groups for a stopped or blocked contact, unless the list is empty", async () => {
    expect(await failures({ groups: ["Customers"] }, STAN)).toEqual([{ field: "groups", code: "inactive" }]);
    await sql(stub, "UPDATE contacts SET blocked = 1 WHERE uuid = ?", JOE);
    expect(await failures({ groups: ["Customers"] }, JOE)).toEqual([{ field: "groups", code: "inactive" }]);
    const { contact } = await contactOf(stub, { do: "contact.update", target: { uuid: JOE }, set: { groups: [] } });
    expect(contact.groups).toEqual([]);
  });

  test("by a URN nobody owns creates the contact with it", async () => {
    const target = { urn: "tel:+250788444444" };
    const first = await contactOf(stub, { do: "contact.update", target, set: { name: "New" } });
    expect([first.created, first.contact.urns, first.contact.name]).toEqual([true, ["tel:+250788444444"], "New"]);
    const again = await contactOf(stub, { do: "contact.update", target, set: { name: "Newer" } });
    expect([again.created, again.contact.uuid]).toEqual([false, first.contact.uuid]);
  });

  test("of an unknown, a deleted or another account's contact is missing", async () => {
    await done(stub, { do: "contact.delete", target: { uuid: JOE } });
    for (const uuid of [UNKNOWN, JOE, "00000000-0000-4000-8000-000000000201"]) {
      const result = await write(stub, { do: "contact.update", target: { uuid }, set: {} });
      expect(result).toEqual({ ok: false, at: 0, why: "missing" });
    }
  });

  test("in an anonymous account neither finds by URN nor changes URNs", async () => {
    stub = await imported("anon");
    const XAVIER = "00000000-0000-4000-8000-000000000301";
    const target = { urn: "tel:+250788777777" };
    const anonymous = { ok: false, at: 0, why: "anonymous" };
    expect(await write(stub, { do: "contact.update", target, set: {} })).toEqual(anonymous);
    expect(await write(stub, { do: "contact.delete", target })).toEqual(anonymous);
    expect(await failures({ urns: [], groups: ["Nobody"] }, XAVIER)).toEqual([
      { field: "urns", code: "anonymous" },
      { field: "groups", code: "unknown", value: "Nobody" },
    ]);
    expect((await read(XAVIER))?.urns).toEqual(["tel:+250788777777"]);
  });
});

describe("contact.delete", () => {
  test("empties the contact, releases URNs, leaves groups, clears messages and removes runs", async () => {
    await sql(stub, "UPDATE messages SET contact = (SELECT id FROM contacts WHERE uuid = ?) WHERE id = 5002", JOE);
    expect(await done(stub, { do: "contact.delete", target: { urn: "tel:+250788123123" } })).toEqual({
      kind: "deleted",
    });
    expect(await read(JOE)).toBeUndefined();
    expect(await read(JOE, true)).toMatchObject({ name: null, urns: [], groups: [], fields: {}, deleted: true });
    expect(await countOf(CUSTOMERS)).toBe(1);
    expect(await sql(stub, "SELECT id FROM runs")).toEqual([{ id: 7002 }]);
    const own = await sql<{ id: number; visibility: string; text: string }>(
      stub,
      "SELECT id, visibility, text FROM messages WHERE text = '' ORDER BY id",
    );
    expect(own.map(({ id }) => id)).toEqual([5001, 5002, 5004, 5005, 5007]);
    expect(own.every(({ visibility }) => visibility === "deleted")).toBe(true);
    expect(await sql(stub, "SELECT * FROM labelled_messages")).toEqual([]);
    const { contact } = await contactOf(stub, { do: "contact.create", set: { urns: ["tel:+250788123123"] } });
    expect(contact.uuid).not.toBe(JOE);
  });

  test("again, and by a URN nobody owns, is missing", async () => {
    const missing = { ok: false, at: 0, why: "missing" };
    await done(stub, { do: "contact.delete", target: { uuid: JOE } });
    expect(await write(stub, { do: "contact.delete", target: { uuid: JOE } })).toEqual(missing);
    expect(await write(stub, { do: "contact.delete", target: { urn: "tel:+250788123123" } })).toEqual(missing);
  });

  test("clears more messages than one statement takes", async () => {
    await sql(
      stub,
      `INSERT INTO messages (contact, direction, status, visibility, text, created_on)
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
        SELECT 1, 'in', 'handled', CASE WHEN i % 2 THEN 'visible' ELSE 'archived' END, 'x', 7 FROM n`,
    );
    await done(stub, { do: "contact.delete", target: { uuid: JOE } });
    await worksOff(stub);
    expect(await sql(stub, "SELECT id FROM messages WHERE contact = 1 AND visibility <> 'deleted'")).toEqual([]);
  });
});

test("an account that was never imported has nothing to write to", async () => {
  const { stub: empty } = fresh("empty");
  const nowhere = { ok: false, at: 0, why: "no-account" };
  expect(await write(empty, { do: "group.create", name: "G" })).toEqual(nowhere);
  expect(await write(empty, { do: "group.delete", uuid: JOE })).toEqual(nowhere);
  expect(await empty.write(ACTOR, [], { dryRun: true })).toEqual(nowhere);
});

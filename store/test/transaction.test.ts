import { evictDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, test } from "vitest";
import { ACTOR, ALL, type Stub, contactOf, done, imported, sql, write } from "./fixture.ts";

const JOE = "00000000-0000-4000-8000-000000000101";
const FRANK = "00000000-0000-4000-8000-000000000102";

let stub: Stub;
beforeEach(async () => {
  stub = await imported();
});

/** Everything a command may change, and the log. */
function dump(): Promise<unknown[]> {
  const tables = [
    "contacts",
    "urns",
    "memberships",
    "groups",
    "fields",
    "messages",
    "runs",
    "totals",
    "clock",
    "events",
  ];
  return Promise.all(tables.map((table) => sql(stub, `SELECT * FROM ${table}`)));
}

describe("a list of commands", () => {
  test("sees what its earlier ones did", async () => {
    const result = await write(
      stub,
      { do: "group.create", name: "Made" },
      { do: "field.create", key: "made", label: "Made", valueType: "text" },
      { do: "contact.create", set: { urns: ["tel:+250788333333"], groups: ["made"], fields: { made: "x" } } },
      { do: "contact.update", target: { urn: "tel:+250788333333" }, set: { name: "Named" } },
    );
    expect(result).toMatchObject({
      ok: true,
      written: [
        { kind: "group" },
        { kind: "field" },
        { kind: "contact", created: true, contact: { groups: [{ name: "Made" }], fields: { made: "x" } } },
        { kind: "contact", created: false, contact: { name: "Named" }, fields: [{}, {}, { key: "made" }] },
      ],
    });
  });

  test("is undone as a whole when a later one fails, and says which", async () => {
    await stub.contacts(ALL);
    const before = await dump();
    const result = await write(
      stub,
      { do: "field.create", key: "made", label: "Made", valueType: "text" },
      { do: "contact.delete", target: { uuid: JOE } },
      { do: "contact.update", target: { uuid: JOE }, set: {} },
    );
    expect(result).toEqual({ ok: false, at: 2, why: "missing" });
    expect(await dump()).toEqual(before);
    expect((await stub.contacts(ALL)).fields.length).toBe(2);
  });

  test("run dry answers the same and writes nothing", async () => {
    const before = await dump();
    const dry = await stub.write(ACTOR, [{ do: "contact.create", set: { groups: ["Customers"] } }], { dryRun: true });
    expect(dry).toMatchObject({
      ok: true,
      written: [{ kind: "contact", contact: { groups: [{ name: "Customers" }] } }],
    });
    const bad = await stub.write(ACTOR, [{ do: "contact.create", set: { groups: ["Nobody"] } }], { dryRun: true });
    expect(bad).toMatchObject({ ok: false, failures: [{ field: "groups" }] });
    expect(await dump()).toEqual(before);
  });

  test("that is empty writes nothing", async () => {
    expect(await write(stub)).toEqual({ ok: true, written: [] });
  });
});

describe("the event log", () => {
  test("notes each change with who, what and why; the loser of a URN is a change too", async () => {
    await write(
      stub,
      { do: "group.create", name: "Noted" },
      { do: "contact.update", target: { uuid: JOE }, set: { urns: ["twitter:franky"] } },
    );
    const [, ...events] = await sql<{ object: string; created_on: number }>(stub, "SELECT * FROM events ORDER BY id");
    const who = { actor: "key-1", version: "any", request_id: "request-1", reason: "test" };
    expect(events).toMatchObject([
      { ...who, action: "create", kind: "group" },
      { ...who, action: "update", kind: "contact", object: FRANK },
      { ...who, action: "update", kind: "contact", object: JOE },
    ]);
    const times = events.map(({ created_on }) => created_on);
    expect(times).toEqual([...new Set(times)].toSorted((one, other) => one - other));
  });

  test("notes nothing of what was refused", async () => {
    await write(stub, { do: "contact.create", set: { groups: ["Nobody"] } });
    expect((await sql(stub, "SELECT id FROM events")).length).toBe(1);
  });
});

describe("what an object gives out", () => {
  test("instants rise across commands and sleep", async () => {
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const result = await write(stub, { do: "contact.create", set: {} }, { do: "contact.create", set: {} });
      if (!result.ok) throw new Error(JSON.stringify(result));
      for (const written of result.written) if (written.kind === "contact") times.push(written.contact.modifiedOn);
      await evictDurableObject(stub);
    }
    expect(times.length).toBe(6);
    expect(times).toEqual([...new Set(times)].toSorted((one, other) => one - other));
  });

  test("everything written is there after sleep", async () => {
    const { contact } = await contactOf(stub, { do: "contact.create", set: { name: "Kept", groups: ["Customers"] } });
    await done(stub, { do: "group.create", name: "Kept" });
    await evictDurableObject(stub);
    expect((await stub.contactsByUuid([contact.uuid])).items).toEqual([contact]);
    expect((await stub.groups({ ...ALL, name: "kept" })).items.length).toBe(1);
  });

  test("kept totals equal a count, whatever was written", async () => {
    await write(
      stub,
      { do: "contact.create", set: { groups: ["Customers"] } },
      { do: "contact.create", set: {} },
      { do: "contact.update", target: { uuid: FRANK }, set: { groups: ["Customers"] } },
      { do: "contact.delete", target: { uuid: JOE } },
    );
    expect(await sql(stub, "SELECT value FROM totals WHERE name = 'contacts'")).toEqual([{ value: 5 }]);
    expect(await sql(stub, "SELECT COUNT(*) AS value FROM contacts WHERE deleted = 0")).toEqual([{ value: 5 }]);
    const wrong = "SELECT id FROM groups g WHERE count <> (SELECT COUNT(*) FROM memberships WHERE group_id = g.id)";
    expect(await sql(stub, wrong)).toEqual([]);
    const stale =
      "SELECT m.contact FROM memberships m JOIN contacts c ON c.id = m.contact WHERE m.modified_on <> c.modified_on";
    expect(await sql(stub, stale)).toEqual([]);
  });
});

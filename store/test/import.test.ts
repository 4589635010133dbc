import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { ImportResult } from "../../contracts/account.ts";
import { parseInstant } from "../import/instant.ts";
import { ALL, type Stub, done, fresh, imported, ndjson, org, sql } from "./fixture.ts";
import { storedLists } from "./stored.ts";

const JOE = "00000000-0000-4000-8000-000000000101";

function send(stub: Stub, importId: string, chunk: number, ...lines: unknown[]): Promise<ImportResult> {
  const text = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
  return stub.importChunk({ importId, chunk, lines: text });
}

const head = (name: string) => ndjson({ ...org("other"), key: name }).split("\n")[0] ?? "";
const contact = (changes: object = {}) => ({
  contacts: { ...org("main").contacts[0], groups: [], fields: {}, ...changes },
});

describe("the whole sample", () => {
  test.each(["main", "other", "anon", "suspended", "limited"] as const)(
    "account %s is stored member by member",
    async (key) => {
      const stub = await imported(key);
      const { tokens: _, key: __, ...expected } = org(key);
      expect(await storedLists(stub)).toEqual(expected);
    },
  );

  test("is what is asked of it", async () => {
    const stub = await imported();
    expect(await stub.org()).toMatchObject({ name: "Nyaruka", languages: ["eng", "fra"], primaryLanguage: "eng" });
    const { page } = await stub.contacts(ALL);
    expect(page.items.map(({ name, flow }) => [name, flow?.name])).toEqual([
      ["Stan", undefined],
      ["Ann", undefined],
      ["Frank", "Color Flow"],
      ["Joe Blow", undefined],
    ]);
  });

  test("imported again under another name updates and doubles nothing", async () => {
    const stub = await imported();
    const name = (await stub.org())?.key ?? "";
    const before = await storedLists(stub);
    const again = ndjson({ ...org("main"), key: name });
    expect(await send(stub, "second", 0, again)).toEqual({ ok: true, applied: true, next: 1 });
    expect(await storedLists(stub)).toEqual(before);
    const wrong = "SELECT id FROM groups g WHERE count <> (SELECT COUNT(*) FROM memberships WHERE group_id = g.id)";
    expect(await sql(stub, wrong)).toEqual([]);
    expect(await sql(stub, "SELECT value FROM totals WHERE name = 'contacts'")).toEqual([{ value: 4 }]);
    const events = await sql(stub, "SELECT action, kind, request_id FROM events ORDER BY id");
    expect(events).toEqual([
      { action: "create", kind: "account", request_id: "first" },
      { action: "update", kind: "account", request_id: "second" },
    ]);
  });

  test("brings a deleted contact back", async () => {
    const stub = await imported();
    await done(stub, { do: "contact.delete", target: { uuid: JOE } });
    await send(stub, "again", 0, ndjson({ ...org("main"), key: (await stub.org())?.key ?? "" }));
    expect((await stub.contacts({ ...ALL, uuid: JOE })).page.items[0]).toMatchObject({
      name: "Joe Blow",
      deleted: false,
    });
  });
});

describe("chunks", () => {
  test("are applied once each, in order, whatever is lost on the way", async () => {
    const { stub, name } = fresh();
    expect(await stub.importNext("i")).toBe(0);
    expect(await send(stub, "i", 1, contact())).toEqual({ ok: false, why: "gap", next: 0 });
    expect(await send(stub, "i", 0, head(name))).toEqual({ ok: true, applied: true, next: 1 });
    await evictDurableObject(stub);
    expect(await stub.importNext("i")).toBe(1);
    expect(await send(stub, "i", 0, head(name))).toEqual({ ok: true, applied: false, next: 1 });
    expect(await send(stub, "i", 1, contact())).toEqual({ ok: true, applied: true, next: 2 });
    expect(await send(stub, "i", 1, contact({ name: "No" }))).toEqual({ ok: true, applied: false, next: 2 });
    expect(await send(stub, "i", 3, contact())).toEqual({ ok: false, why: "gap", next: 2 });
    expect((await stub.contacts(ALL)).page.items.map((one) => one.name)).toEqual(["Joe Blow"]);
  });

  test("that fail write nothing and are sent again", async () => {
    const { stub, name } = fresh();
    await send(stub, "i", 0, head(name));
    const bad = contact({ uuid: "00000000-0000-4000-8000-000000000999" });
    const result = await send(stub, "i", 1, contact(), bad);
    expect(result).toMatchObject({ ok: false, why: "invalid", line: 2, field: "urns" });
    expect((await stub.contacts(ALL)).page.items).toEqual([]);
    expect(await send(stub, "i", 1, contact())).toMatchObject({ ok: true, applied: true, next: 2 });
  });

  test("may hold an object twice: the second line updates what the first one made", async () => {
    const stub = await imported();
    const message = org("main").messages[0];
    const twice = (labels: string[]) => ({ messages: { ...message, id: 900_001, labels } });
    const uuid = "00000000-0000-4000-8000-00000000ABCD";
    const made = (name: string) => contact({ uuid, name, urns: ["ext:twice"] });
    const written = { messages: { ...message, id: 900_002, contact: uuid, labels: [] } };
    const sent = [made("First"), twice(["Spam"]), made("Second"), twice([]), written];
    expect(await send(stub, "first", 1, ...sent)).toEqual({ ok: true, applied: true, next: 2 });
    const { page } = await stub.contacts({ ...ALL, urn: "ext:twice" });
    expect(page.items.map(({ name }) => name)).toEqual(["Second"]);
    expect(await sql(stub, "SELECT id FROM messages WHERE id > 900000 ORDER BY id")).toEqual([
      { id: 900_001 },
      { id: 900_002 },
    ]);
    expect(await sql(stub, "SELECT label FROM labelled_messages WHERE message = 900001")).toEqual([]);
  });

  test("number their lines with empty ones counted", async () => {
    const { stub, name } = fresh();
    expect(await send(stub, "i", 0, head(name), "", "{", "")).toMatchObject({ line: 3 });
    expect(await send(stub, "i", 0, head(name), "", "")).toMatchObject({ ok: true });
  });

  test("of 1,000 lines fit, of more do not", async () => {
    const { stub, name } = fresh();
    const field = (index: number) => ({
      fields: { key: `f${index}`, label: `F ${index}`, value_type: "text", created_on: "2016-01-01T00:00:00Z" },
    });
    const lines = Array.from({ length: 1000 }, (_, index) => field(index));
    expect(await send(stub, "i", 0, head(name), ...lines)).toMatchObject({ ok: false, line: 1001, field: "" });
    expect(await send(stub, "i", 0, head(name), ...lines.slice(1))).toMatchObject({ ok: true });
  });
});

describe("a line is refused", () => {
  const line = (list: string, changes: object = {}) => {
    const [item] = org("main")[list as "contacts"];
    return { [list]: { ...item, ...changes } };
  };
  const UNKNOWN = "00000000-0000-4000-8000-00000000dead";

  test.each([
    ["that is not JSON", "{", ""],
    ["that is a list", "[]", ""],
    ["with two keys", { groups: {}, contacts: {} }, ""],
    ["of an unknown list", { tickets: {} }, "tickets"],
    ["with keys of callers", { tokens: { token: "x", role: "A" } }, "tokens"],
    ["that describes the account twice", head("x"), "org"],
    ["that lacks a member", line("groups", { created_on: undefined }), "created_on"],
    ["with a member nobody stores", line("contacts", { groups: [], fields: {}, colour: "blue" }), "colour"],
    [
      "with a nested member nobody stores",
      line("flows", { labels: [{ uuid: UNKNOWN, name: "x", size: 1 }] }),
      "labels.0.size",
    ],
    ["with a wrong type", contact({ blocked: "no" }), "blocked"],
    ["with a day that does not exist", contact({ created_on: "2016-02-30T00:00:00Z" }), "created_on"],
    ["with an unknown group", contact({ groups: [UNKNOWN] }), "groups"],
    ["with an unknown field", contact({ fields: { shoe: "44" } }), "fields.shoe"],
    ["with an unknown contact", line("messages"), "contact"],
    ["with an unknown flow", line("runs"), "flow"],
    ["with an unknown resthook", line("resthook_events"), "resthook"],
    ["with an unknown parent", line("boundaries", { parent: "1" }), "parent"],
  ])("%s", async (_, text, field) => {
    const { stub, name } = fresh();
    const result = await send(stub, "i", 0, head(name), text);
    expect(result).toMatchObject({ ok: false, why: "invalid", line: 2, field });
    if (result.ok || result.why !== "invalid") return;
    expect(result.detail).toMatch(/^.{15,}\.$/);
    expect(await stub.org()).toBeNull();
  });

  test.each([
    ["that gives one id to two groups", line("groups", { uuid: UNKNOWN, name: "X" }), "id"],
    ["that gives a group another id", line("groups", { id: 77 }), "id"],
    ["that gives one name to two groups", line("groups", { id: 77, uuid: UNKNOWN, name: "CUSTOMERS" }), "name"],
    ["that gives one label to two fields", line("fields", { key: "other", label: "NICK NAME" }), "label"],
    ["that gives one URN to two contacts", contact({ uuid: UNKNOWN }), "urns"],
    ["that gives one run number to two", line("runs", { uuid: UNKNOWN }), "id"],
    ["with an unknown label", line("messages", { labels: ["Ham"] }), "labels"],
    ["with an unknown channel", line("messages", { channel: UNKNOWN }), "channel"],
  ])("%s", async (_, text, field) => {
    const stub = await imported();
    const result = await send(stub, "first", 1, text);
    expect(result).toMatchObject({ ok: false, why: "invalid", line: 1, field });
  });

  test("that opens an import without describing the account", async () => {
    expect(await send(fresh().stub, "i", 0, contact())).toMatchObject({ line: 1, field: "org" });
  });

  test("that describes another account than the object's", async () => {
    expect(await send(fresh().stub, "i", 0, head("elsewhere"))).toMatchObject({ line: 1, field: "key" });
  });
});

describe("instants", () => {
  test.each([
    ["1970-01-01T00:00:00Z", 0],
    ["2016-01-01T00:00:00.000001Z", 1_451_606_400_000_001],
    ["2016-01-01T00:00:00.5Z", 1_451_606_400_500_000],
    ["2016-02-29T23:59:59.999999Z", 1_456_790_399_999_999],
    ["1969-12-31T23:59:59.999999Z", -1],
    ["2017-02-29T00:00:00Z", null],
    ["2016-01-01T24:00:00Z", null],
    ["2016-01-01T00:00:00", null],
    ["2016-01-01T00:00:00.0000001Z", null],
    ["2016-01-01T00:00:00+00:00", null],
    ["2016-01-01", null],
  ])("%s is %s", (text, micros) => {
    expect(parseInstant(text)).toBe(micros);
  });
});

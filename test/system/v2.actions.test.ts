import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type Asked, TOKENS, startSystem, type System } from "./harness.ts";
import { UNKNOWN } from "./sample.ts";
import { emptyAccount, plainContact, plainMessage } from "./seed.ts";
import { type Api, type Told, type Wire, v2 } from "./v2-api.ts";

const GROUP = "00000000-0000-4000-8000-00000000f031";
const DYNAMIC = "00000000-0000-4000-8000-00000000f032";
const LABEL = "00000000-0000-4000-8000-00000000f041";
const FLOW = "00000000-0000-4000-8000-00000000f021";
const ONE = "00000000-0000-4000-8000-00000000f101";
const TWO = "00000000-0000-4000-8000-00000000f102";
const STOPPED = "00000000-0000-4000-8000-00000000f103";
const AT = "2016-05-05T05:05:05.555555Z";
const MADE = { created_on: AT, modified_on: AT };
const NULL = ["This field may not be null."];
const REQUIRED = ["This field is required."];
const anything = [expect.any(String)];
const naming = (...texts: string[]): unknown => [expect.stringMatching(new RegExp(texts.join(".*")))];

let system: System | null = null;
let api: Api;
let accounts = 0;
let asked: Asked;

/** A new account for each test: contacts, a run, messages 1 to 3 received and 4 sent. */
beforeEach(async () => {
  system ??= await startSystem();
  api = v2(system);
  accounts += 1;
  const token = String(accounts).padStart(40, "e");
  const surveyor = String(accounts).padStart(40, "9");
  asked = { token };
  await system.load(
    emptyAccount(`acting-${accounts}`, token, {
      tokens: [
        { token, role: "A" },
        { token: surveyor, role: "S" },
      ],
      groups: [
        { id: 1, uuid: GROUP, name: "Customers", query: null, created_on: AT },
        { id: 2, uuid: DYNAMIC, name: "Young", query: "age < 18", created_on: AT },
      ],
      labels: [{ uuid: LABEL, name: "Spam", created_on: AT }],
      contacts: [
        plainContact(ONE, { urns: ["ext:0"], ...MADE }),
        plainContact(TWO, { urns: ["ext:1"], groups: [GROUP], ...MADE }),
        plainContact(STOPPED, { urns: ["ext:2"], stopped: true, ...MADE }),
      ],
      flows: [
        {
          id: 1,
          uuid: FLOW,
          name: "Flow",
          type: "message",
          archived: false,
          expires: 1,
          labels: [],
          created_on: AT,
          base_language: null,
          rulesets: [],
        },
      ],
      messages: [
        plainMessage(1, ONE, MADE),
        plainMessage(2, ONE, { labels: ["Spam"], ...MADE }),
        plainMessage(3, TWO, MADE),
        plainMessage(4, ONE, { direction: "out", status: "sent", ...MADE }),
      ],
      runs: [
        {
          id: 1,
          uuid: "00000000-0000-4000-8000-00000000f091",
          flow: FLOW,
          contact: ONE,
          responded: false,
          path: [],
          values: {},
          created_on: AT,
          modified_on: AT,
          exited_on: null,
          exit_type: null,
          expires_on: null,
        },
      ],
    }),
  );
});
afterAll(() => system?.close());

const onMessages = (json: Record<string, unknown>, by = asked): Promise<Told> =>
  api("/message_actions.json", { ...by, json });
const onContacts = (json: Record<string, unknown>, by = asked): Promise<Told> =>
  api("/contact_actions.json", { ...by, json });
const results = async (path: string): Promise<readonly Wire[]> => (await api(path, asked)).body.results;
const message = async (id: number): Promise<Wire | undefined> =>
  (await results(`/messages.json?folder=incoming&id=${id}`))[0];
const contact = async (uuid: string): Promise<Wire | undefined> => (await results(`/contacts.json?uuid=${uuid}`))[0];

/** What a refused action might have changed. */
async function state(): Promise<string[]> {
  const paths = [
    "/messages.json?folder=incoming",
    "/labels.json",
    "/contacts.json",
    "/contacts.json?deleted=1",
    "/groups.json",
  ];
  return Promise.all(paths.map(async (path) => (await api(path, asked)).text));
}

describe("204: message_actions", () => {
  test("label by UUID and by name, make a label of a new name, and count", async () => {
    const done = await onMessages({ messages: [1], action: "label", label: LABEL });
    expect([done.status, done.text]).toEqual([204, ""]);
    expect((await onMessages({ messages: [3], action: "label", label: "SPAM" })).status).toBe(204);
    expect((await onMessages({ messages: [3], action: "label", label_name: "New" })).status).toBe(204);
    expect(await results("/labels.json")).toMatchObject([
      { name: "New", count: 1 },
      { name: "Spam", count: 3 },
    ]);
    expect((await message(3))?.["labels"]).toMatchObject([{ name: "Spam" }, { name: "New" }]);
    expect((await onMessages({ messages: [1, 2, 3], action: "unlabel", label: "Spam" })).status).toBe(204);
    expect((await onMessages({ messages: [1], action: "unlabel", label_name: "Unheard of" })).status).toBe(204);
    expect(await results("/labels.json?name=spam")).toMatchObject([{ count: 0 }]);
    expect(await results("/labels.json?name=unheard%20of")).toEqual([]);
  });

  test("archive, restore and delete, by id and by UUID; every change moves modified_on", async () => {
    const [of1, of2] = [(await message(1))?.uuid, (await message(2))?.uuid];
    const ids = async (folder: string) => (await results(`/messages.json?folder=${folder}`)).map((it) => it["id"]);
    await onMessages({ messages: [of1, 2, "3"], action: "archive" });
    expect([await ids("archived"), await ids("inbox"), await ids("incoming")]).toEqual([[3, 2, 1], [], [3, 2, 1]]);
    expect(await message(1)).toMatchObject({ archived: true, visibility: "archived" });
    await onMessages({ messages: [of1, of2], action: "restore" });
    expect([await ids("inbox"), await ids("incoming")]).toEqual([
      [2, 1],
      [2, 1, 3],
    ]);
    await onMessages({ messages: [2, 2], action: "delete" });
    expect(await ids("inbox")).toEqual([1]);
    expect(await message(2)).toMatchObject({ visibility: "deleted", archived: false, text: "", labels: [] });
    expect(await results("/messages.json?id=2")).toEqual([]);
    expect(await results("/labels.json")).toMatchObject([{ count: 0 }]);
  });

  test("are for surveyors too; on no message they do nothing", async () => {
    const token = String(accounts).padStart(40, "9");
    expect((await onMessages({ messages: [1], action: "archive" }, { token })).status).toBe(204);
    expect((await onMessages({ messages: [], action: "archive" })).status).toBe(204);
  });
});

describe("400: message_actions change nothing and name", () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["what is missing", {}, { messages: REQUIRED, action: REQUIRED }],
    ["nulls", { messages: null, action: null, label: null }, { messages: NULL, action: NULL, label: NULL }],
    ["an action there is not", { messages: [1], action: "burn" }, { action: ['"burn" is not a valid choice.'] }],
    ["other types", { messages: "1", action: "archive" }, { messages: ["Expected a list of items."] }],
    ["a boolean among messages", { messages: [true], action: "archive" }, { messages: anything }],
    ["an unknown id", { messages: [1, 99], action: "archive" }, { messages: naming("99") }],
    ["an unknown UUID", { messages: [1, UNKNOWN], action: "archive" }, { messages: naming(UNKNOWN) }],
    ["a message that was sent", { messages: [1, 4], action: "archive" }, { messages: naming("sent", "4") }],
    ["an unknown label", { messages: [1], action: "label", label: UNKNOWN }, { label: naming("label", UNKNOWN) }],
    ["an empty label, as null", { messages: [1], action: "label", label: "" }, { label: NULL }],
    ["a bad name", { messages: [1], action: "label", label_name: "+x" }, { label_name: anything }],
    ["no label", { messages: [1], action: "label" }, { non_field_errors: anything }],
    [
      "two labels",
      { messages: [1], action: "unlabel", label: "Spam", label_name: "Spam" },
      { non_field_errors: anything },
    ],
    ["a label for nothing", { messages: [1], action: "archive", label: "Spam" }, { non_field_errors: anything }],
    ["a name for nothing", { messages: [1], action: "delete", label_name: "Spam" }, { non_field_errors: anything }],
    [
      "fields before what is between them",
      { messages: [99], action: "archive", label: "Nothing" },
      { messages: naming("99"), label: naming("Nothing") },
    ],
    [
      "what the request and what the account refuses, together",
      { messages: [99], action: "burn", label: "Nothing" },
      { messages: naming("99"), action: anything, label: naming("Nothing") },
    ],
    [
      "101 messages",
      { messages: Array.from({ length: 101 }, () => 1), action: "archive" },
      { messages: ["Ensure this field has no more than 100 elements."] },
    ],
  ])("%s", async (_, json, errors) => {
    const before = await state();
    const { status, body } = await onMessages(json);
    expect([status, body]).toEqual([400, errors]);
    expect(await state()).toEqual(before);
  });

  test("a deleted message", async () => {
    await onMessages({ messages: [1], action: "delete" });
    const { status, body } = await onMessages({ messages: [2, 1], action: "restore" });
    expect([status, body]).toEqual([400, { messages: naming("1") }]);
  });
});

describe("204: contact_actions", () => {
  test("add and remove, by UUID and by URN", async () => {
    const done = await onContacts({ contacts: [ONE, "ext: 1"], action: "add", group: "cUSTOMERS" });
    expect([done.status, done.text]).toEqual([204, ""]);
    expect(await results("/groups.json?name=customers")).toMatchObject([{ count: 2 }]);
    expect((await contact(ONE))?.["modified_on"]).not.toBe(AT);
    await onContacts({ contacts: [TWO, STOPPED], action: "remove", group: GROUP });
    expect((await results(`/contacts.json?group=${GROUP}`)).map(({ uuid }) => uuid)).toEqual([ONE]);
  });

  test("block takes out of groups, unblock does not put back", async () => {
    await onContacts({ contacts: [TWO], action: "block" });
    expect(await contact(TWO)).toMatchObject({ blocked: true, groups: [] });
    await onContacts({ contacts: [TWO], action: "unblock" });
    expect(await contact(TWO)).toMatchObject({ blocked: false, groups: [] });
    expect(await results("/groups.json?name=customers")).toMatchObject([{ count: 0 }]);
  });

  test("interrupt ends runs, delete deletes", async () => {
    expect(await contact(ONE)).toMatchObject({ flow: { uuid: FLOW } });
    await onContacts({ contacts: [ONE], action: "interrupt" });
    expect(await contact(ONE)).toMatchObject({ flow: null });
    await onContacts({ contacts: [ONE, TWO], action: "delete" });
    expect((await results("/contacts.json?deleted=1")).map(({ uuid }) => uuid)).toEqual([TWO, ONE]);
    expect(await results("/messages.json")).toEqual([]);
  });

  test.each(["archive", "archive_messages"])(
    "%s archives what was received, and is for surveyors too",
    async (action) => {
      const token = String(accounts).padStart(40, "9");
      expect((await onContacts({ contacts: [ONE], action }, { token })).status).toBe(204);
      expect((await results("/messages.json?folder=archived")).map((it) => it["id"])).toEqual([2, 1]);
      expect((await results("/messages.json?folder=sent")).map((it) => it["id"])).toEqual([4]);
      expect((await message(1))?.["modified_on"]).not.toBe(AT);
    },
  );
});

describe("400: contact_actions change nothing and name", () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["what is missing", {}, { contacts: REQUIRED, action: REQUIRED }],
    ["nulls", { contacts: null, action: null, group: null }, { contacts: NULL, action: NULL, group: NULL }],
    ["an action there is not", { contacts: [ONE], action: "expire" }, { action: ['"expire" is not a valid choice.'] }],
    ["an unknown contact", { contacts: [ONE, UNKNOWN], action: "block" }, { contacts: naming("contact", UNKNOWN) }],
    ["an unknown URN", { contacts: [ONE, "ext:99"], action: "block" }, { contacts: naming("ext:99") }],
    ["what is no URN", { contacts: ["pigeon:1"], action: "block" }, { contacts: naming("pigeon:1") }],
    ["an unknown group", { contacts: [ONE], action: "add", group: "Nobody" }, { group: naming("group", "Nobody") }],
    ["a dynamic group", { contacts: [ONE], action: "remove", group: DYNAMIC }, { group: naming(DYNAMIC) }],
    ["no group", { contacts: [ONE], action: "add" }, { non_field_errors: anything }],
    ["a group for nothing", { contacts: [ONE], action: "block", group: GROUP }, { non_field_errors: anything }],
    [
      "who cannot be in a group",
      { contacts: [ONE, STOPPED], action: "add", group: GROUP },
      { non_field_errors: naming(STOPPED) },
    ],
    [
      "fields before what is between them",
      { contacts: [UNKNOWN, STOPPED], action: "add", group: "Nobody" },
      { contacts: naming(UNKNOWN), group: naming("Nobody") },
    ],
    [
      "what the request and what the account refuses, together",
      { contacts: [STOPPED], action: "expire", group: "Nobody" },
      { action: anything, group: naming("Nobody") },
    ],
    [
      "101 contacts",
      { contacts: Array.from({ length: 101 }, () => ONE), action: "block" },
      { contacts: ["Ensure this field has no more than 100 elements."] },
    ],
  ])("%s", async (_, json, errors) => {
    const before = await state();
    const { status, body } = await onContacts(json);
    expect([status, body]).toEqual([400, errors]);
    expect(await state()).toEqual(before);
  });

  test("all of those who cannot be in a group", async () => {
    await onContacts({ contacts: [ONE], action: "block" });
    const { body } = await onContacts({ contacts: [ONE, TWO, STOPPED], action: "add", group: GROUP });
    expect(body).toEqual({ non_field_errors: naming(ONE, STOPPED) });
  });

  test("URNs in an anonymous account, in words that tell nothing", async () => {
    const anon: Asked = { token: TOKENS.anon };
    const [known, unknown] = await Promise.all(
      ["tel:+250788777777", "tel:+250788777778"].map((urn) => onContacts({ contacts: [urn], action: "delete" }, anon)),
    );
    expect([known?.status, known?.text]).toEqual([400, unknown?.text.replace("777778", "777777")]);
    expect(Object.keys(known?.body ?? {})).toEqual(["contacts"]);
  });
});

describe("other statuses", () => {
  test("another account's objects are no different from unknown ones", async () => {
    const other: Asked = { token: TOKENS.other };
    const uuid = (await message(1))?.uuid ?? "";
    for (const [theirs, act] of [
      [uuid, (id: string) => onMessages({ messages: [id], action: "archive" }, other)],
      [LABEL, (id: string) => onMessages({ messages: [], action: "label", label: id }, other)],
      [ONE, (id: string) => onContacts({ contacts: [id], action: "block" }, other)],
      [GROUP, (id: string) => onContacts({ contacts: [], action: "add", group: id }, other)],
    ] as const) {
      const [real, unknown] = [await act(theirs), await act(UNKNOWN)];
      expect([real.status, real.text.replaceAll(theirs, UNKNOWN)]).toEqual([400, unknown.text]);
    }
  });

  test.each(["/message_actions.json", "/contact_actions.json"])(
    "%s: 400 for no object, 403, 405, 413, 415",
    async (path) => {
      expect((await api(path, { ...asked, body: "[]" })).body).toMatchObject({ non_field_errors: anything });
      expect((await api(path, { ...asked, body: "{" })).status).toBe(400);
      expect((await api(path, { json: {}, token: null })).status).toBe(403);
      expect((await api(path, asked)).status).toBe(405);
      expect((await api(path, { ...asked, body: `{"action": "${"x".repeat(1_000_001)}"}` })).status).toBe(413);
      const headers = { "Content-Type": "text/plain" };
      expect((await api(path, { ...asked, body: "{}", headers })).status).toBe(415);
    },
  );
});

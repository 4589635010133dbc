import { beforeAll, describe, expect, test } from "vitest";
import type { Page } from "../../contracts/account.ts";
import type { MessageQuery, MessageRecord } from "../../contracts/messages.ts";
import { messageUuid } from "../message_uuid.ts";
import { ALL, type Stub, done, imported, ndjson, fresh, org } from "./fixture.ts";

const ACCOUNT = "00000000-0000-4000-8000-000000000001";
const [JOE, FRANK, ANN] = ["101", "102", "103"].map((end) => `00000000-0000-4000-8000-000000000${end}`);
const SPAM = "00000000-0000-4000-8000-000000000041";
const FLOW = "00000000-0000-4000-8000-000000000021";
const instant = (day: number) => `2016-05-${String(day).padStart(2, "0")}T00:00:00.000000Z`;
const micros = (text: string) => Date.parse(text) * 1000;

/** Beside the sample's: messages of every status, an archived and a deleted one, and what newer ones carry. */
const OUT = ["pending", "queued", "wired", "sent", "delivered", "failed", "errored", "initializing", "resent"];
const more = [
  ...OUT.map((status, at) => ({ id: 6001 + at, direction: "out", type: "inbox", status, broadcast: 77 })),
  { id: 6101, direction: "in", type: "ivr", status: "handled" },
  { id: 6102, direction: "in", type: "inbox", status: "handled", visibility: "deleted", modified_on: instant(30) },
  {
    id: 6103,
    direction: "in",
    type: "inbox",
    status: "handled",
    modified_on: null,
    flow: FLOW,
    attachments: [{ content_type: "image/jpeg", url: "https://example.com/1.jpg" }],
    quick_replies: [{ text: "Yes", extra: null }],
  },
].map((over, at) => ({
  contact: ANN,
  urn: "tel:+250788000001",
  channel: null,
  visibility: "visible",
  text: `More ${at}`,
  labels: over.id === 6101 || over.id === 6102 ? ["Spam"] : [],
  created_on: instant(at + 1),
  sent_on: null,
  modified_on: instant(at + 1),
  ...over,
}));

let stub: Stub;
beforeAll(async () => {
  const made = fresh();
  const account = { ...org("main"), key: made.name, messages: [...org("main").messages, ...more] };
  const sent = { importId: "first", chunk: 0, lines: ndjson(account as unknown as ReturnType<typeof org>) };
  expect(await made.stub.importChunk(sent)).toMatchObject({ ok: true });
  stub = made.stub;
});

const ids = async (filter: Omit<MessageQuery, "limit" | "from">) =>
  (await stub.messages({ ...ALL, ...filter })).page.items.map(({ id }) => id);

describe("messages by folder, the newest first", () => {
  test.each<[NonNullable<MessageQuery["folder"]>, number[]]>([
    ["inbox", [6103, 5006, 5005, 5004, 5002]],
    ["flows", [5001]],
    ["archived", [5003]],
    ["outbox", [6002, 6001]],
    ["sent", [6005, 6004, 6003, 5007]],
    ["failed", [6006]],
  ])("%s", async (folder, expected) => {
    expect(await ids({ folder })).toEqual(expected);
  });

  test("incoming has every received one, deleted and archived too, by modification", async () => {
    const expected = [6102, 6103, 6101, 5006, 5005, 5004, 5003, 5002, 5001];
    expect(await ids({ folder: "incoming" })).toEqual(expected);
    const [first] = (await stub.messages({ ...ALL, folder: "incoming" })).page.items;
    expect(first).toMatchObject({ visibility: "deleted", modifiedOn: micros(instant(30)) });
    expect(await ids({ folder: "incoming", after: micros(instant(13)) })).toEqual([6102]);
    expect(await ids({ folder: "incoming", before: micros(instant(12)), after: micros(instant(12)) })).toEqual([6103]);
  });
});

describe("messages by what else they have", () => {
  test("nothing: all but deleted ones", async () => {
    expect(await ids({})).toEqual([
      6103, 6101, 6009, 6008, 6007, 6006, 6005, 6004, 6003, 6002, 6001, 5006, 5005, 5004, 5003, 5002, 5001, 5007,
    ]);
  });

  test("a contact, a label by UUID and by exact name, a broadcast", async () => {
    expect(await ids({ contact: FRANK ?? "" })).toEqual([5003, 5002]);
    for (const label of [SPAM, "Spam"]) expect(await ids({ label })).toEqual([6101, 5002]);
    expect(await ids({ label: "SPAM" })).toEqual([]);
    expect(await ids({ broadcast: 77 })).toHaveLength(OUT.length);
    expect(await ids({ broadcast: 78 })).toEqual([]);
  });

  test("bounds are inclusive", async () => {
    const bounds = { after: 1_459_641_600_000_003, before: 1_459_728_000_000_004 };
    expect(await ids(bounds)).toEqual([5004, 5003]);
  });

  test("an id or a UUID, together with anything else that holds", async () => {
    expect(await ids({ id: 5002 })).toEqual([5002]);
    expect(await ids({ uuid: messageUuid(ACCOUNT, 5002) })).toEqual([5002]);
    expect(await ids({ id: 5002, uuid: messageUuid(ACCOUNT, 5003) })).toEqual([]);
    expect(await ids({ id: 5002, label: "Spam" })).toEqual([5002]);
    expect(await ids({ id: 5003, label: "Spam" })).toEqual([]);
    expect(await ids({ id: 5002, folder: "inbox", contact: FRANK ?? "" })).toEqual([5002]);
    expect(await ids({ id: 5002, folder: "archived" })).toEqual([]);
    expect(await ids({ id: 6102 }), "deleted").toEqual([]);
    expect(await ids({ id: 6102, folder: "incoming" })).toEqual([6102]);
    expect(await ids({ id: 9 })).toEqual([]);
  });

  test.each([
    ["contact", JOE?.replace("101", "999")],
    ["label", "Nothing"],
    ["uuid", messageUuid("00000000-0000-4000-8000-000000000002", 5002)],
  ])("an unknown %s is an empty page", async (filter, value) => {
    expect(await ids({ [filter]: value })).toEqual([]);
  });
});

test("a message comes with what it refers to, what it carries, and a UUID", async () => {
  const { account, page } = await stub.messages({ ...ALL, id: 5002 });
  expect(account.uuid).toBe(ACCOUNT);
  expect(page.items).toEqual([
    {
      id: 5002,
      uuid: messageUuid(ACCOUNT, 5002),
      broadcast: null,
      contact: { uuid: FRANK, name: "Frank" },
      urn: "twitter:franky",
      channel: { uuid: "00000000-0000-4000-8000-000000000012", name: expect.any(String) as string },
      flow: null,
      direction: "in",
      type: "inbox",
      status: "handled",
      visibility: "visible",
      text: "Bonjour",
      labels: [{ uuid: SPAM, name: "Spam" }],
      attachments: [],
      quickReplies: [],
      createdOn: 1_459_555_200_000_002,
      sentOn: null,
      modifiedOn: 1_459_555_200_000_002,
    },
  ]);
  expect((await stub.messages({ ...ALL, id: 6103 })).page.items).toMatchObject([
    {
      channel: null,
      flow: { uuid: FLOW, name: "Color Flow" },
      attachments: [{ contentType: "image/jpeg", url: "https://example.com/1.jpg" }],
      quickReplies: [{ text: "Yes", extra: null }],
      modifiedOn: null,
    },
  ]);
});

test("pages meet without gap or overlap", async () => {
  for (const filter of [{}, { folder: "incoming" }, { label: SPAM }] as const) {
    const whole = await ids(filter);
    const seen: number[] = [];
    let from: MessageQuery["from"] = null;
    do {
      const page = (await stub.messages({ ...filter, limit: 2, from })).page as Page<MessageRecord>;
      seen.push(...page.items.map(({ id }) => id));
      from = page.next;
    } while (from !== null);
    expect(seen).toEqual(whole);
  }
});

describe("channels and calls", () => {
  test("are found by UUID, address, id and contact, the newest first", async () => {
    const { items } = await stub.channels(ALL);
    expect(items.map(({ createdOn }) => createdOn)).toEqual(
      items.map(({ createdOn }) => createdOn).toSorted((a, b) => b - a),
    );
    expect(items.length).toBeGreaterThan(1);
    for (const channel of items) {
      expect((await stub.channels({ ...ALL, uuid: channel.uuid })).items).toEqual([channel]);
      const found = await stub.channels({ ...ALL, address: channel.address ?? "" });
      expect(found.items).toEqual([channel]);
    }
    const calls = async (filter: object) => (await stub.channelEvents({ ...ALL, ...filter })).items.map(({ id }) => id);
    expect(await calls({})).toEqual([8002, 8001]);
    expect(await calls({ id: 8001 })).toEqual([8001]);
    expect(await calls({ contact: ANN })).toEqual([8002]);
    expect(await calls({ contact: ANN, id: 8001 })).toEqual([]);
    expect(await calls({ before: micros("2016-05-01T00:00:01Z") })).toEqual([8001]);
    expect(await calls({ after: micros("2016-05-01T00:00:01Z") })).toEqual([8002, 8001]);
  });

  test("of a deleted contact are not found by it", async () => {
    const own = await imported();
    await done(own, { do: "contact.delete", target: { uuid: ANN ?? "" } });
    expect((await own.channelEvents({ ...ALL, contact: ANN ?? "" })).items).toEqual([]);
    expect((await own.messages({ ...ALL, contact: ANN ?? "" })).page.items).toEqual([]);
  });
});

/** `broadcasts` and `POST messages`: what is answered, and what comes of it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TOKENS, startSystem, type System } from "./harness.ts";
import { ANDROID, ANN, CUSTOMERS, FRANK, HANS, JOE, STAN, TWITTER, UNKNOWN } from "./sample.ts";
import { type Api, type Told, type Wire, pages, read, v2 } from "./v2-api.ts";

const REQUIRED = ["This field is required."];
const anything = expect.any(String) as string;
const naming = (text: string): unknown => [expect.stringContaining(text)];

let system: System;
let api: Api;
/** Members of `Everybody`. */
const CROWD = 3_000;

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
});
afterAll(() => system.close());

async function post(json: unknown, token: string = TOKENS.main): Promise<Told> {
  return api("/broadcasts.json", { json, token });
}

async function made(json: unknown, token: string = TOKENS.main): Promise<Wire> {
  const { status, body, text } = await post(json, token);
  expect(status, text).toBe(201);
  return read("broadcast", body);
}

/** Its messages, when all of them were handed to their channels. */
async function sent(broadcast: Wire, token: string = TOKENS.main): Promise<Wire[]> {
  const status = async () =>
    (await api(`/broadcasts.json?id=${String(broadcast["id"])}`, { token })).body.results[0]?.["status"];
  await expect.poll(status, { timeout: 40_000, interval: 50 }).toBe("sent");
  const listed = await pages(api, `/messages.json?broadcast=${String(broadcast["id"])}`, { token });
  return listed.flatMap(({ body }) => body.results.map((it) => read("message", it)));
}

const contactOf = (message: Wire): string => (message["contact"] as Wire).uuid;

describe("POST broadcasts", () => {
  test("201: answers at once with what was posted, and every distinct contact gets one message", async () => {
    const broadcast = await made({
      text: "  Hello  ",
      urns: ["tel:+250 788 123 123", "twitter:@NobodyYet"],
      contacts: [FRANK, "tel:+250788000001", STAN],
      groups: ["customers"],
    });
    expect(broadcast).toEqual({
      id: expect.any(Number) as number,
      uuid: anything,
      urns: ["tel:+250788123123", "twitter:nobodyyet"],
      contacts: [
        { uuid: FRANK, name: "Frank" },
        { uuid: ANN, name: "Ann" },
        { uuid: STAN, name: "Stan" },
      ],
      groups: [{ uuid: CUSTOMERS, name: "Customers" }],
      text: "Hello",
      status: "queued",
      created_on: anything,
    });
    const messages = await sent(broadcast);
    const { results } = (await api("/contacts.json?urn=twitter:nobodyyet")).body;
    // Stan has stopped: nothing is sent to him.
    expect(messages.map(contactOf).toSorted()).toEqual([JOE, FRANK, ANN, results[0]?.uuid].map(String).toSorted());
    expect(messages.find((it) => contactOf(it) === FRANK)).toMatchObject({
      broadcast: broadcast["id"],
      urn: "twitter:franky",
      channel: { uuid: TWITTER },
      direction: "out",
      status: "sent",
      visibility: "visible",
      text: "Hello",
      sent_on: anything,
    });
  });

  test("201: through the channel that was asked for, to those whom it serves", async () => {
    const messages = await sent(await made({ text: "Hi", contacts: [JOE, FRANK], channel: ANDROID }));
    expect(messages).toMatchObject([{ contact: { uuid: JOE }, channel: { uuid: ANDROID } }]);
  });

  test("201: in an anonymous account URNs are written to and never shown", async () => {
    const broadcast = await made({ text: "Hi", urns: ["tel:+250788765432"] }, TOKENS.anon);
    expect(broadcast).toMatchObject({ urns: null, contacts: [] });
    await system.sql(
      "anon",
      "INSERT INTO channels (uuid, type, schemes, created_on) VALUES ('7', 'android', '[\"tel\"]', 1)",
    );
    const again = await made({ text: "Hi", urns: ["tel:+250788765432"] }, TOKENS.anon);
    expect(await sent(broadcast, TOKENS.anon)).toEqual([]);
    expect(await sent(again, TOKENS.anon)).toMatchObject([{ urn: null, status: "sent" }]);
  });

  test("400: every failing field at once, each with its first bad value", async () => {
    expect(
      await post({ urns: ["tel:0788123123"], contacts: [UNKNOWN], groups: ["Nobody"], channel: UNKNOWN }),
    ).toMatchObject({
      status: 400,
      body: {
        text: REQUIRED,
        urns: naming("tel:0788123123"),
        contacts: naming(`contact: ${UNKNOWN}`),
        groups: naming("group: Nobody"),
        channel: naming(`channel: ${UNKNOWN}`),
      },
    });
  });

  test.each([
    ["no body", undefined, { text: REQUIRED }],
    ["nobody to send to", { text: "Hi", urns: [], groups: [] }, { non_field_errors: naming("at least one") }],
    ["blank text", { text: "   ", contacts: [JOE] }, { text: ["This field may not be blank."] }],
    ["null for text", { text: null, contacts: [JOE] }, { text: ["This field may not be null."] }],
    ["641 characters", { text: "é".repeat(641), contacts: [JOE] }, { text: naming("no more than 640 characters") }],
    ["101 URNs", { text: "Hi", urns: Array(101).fill("tel:+250788123123") }, { urns: naming("no more than 100") }],
    ["a string for a list", { text: "Hi", contacts: JOE }, { contacts: ["Expected a list of items."] }],
    ["a number in a list", { text: "Hi", contacts: [5] }, { contacts: ["Not a valid string."] }],
    ["an empty reference", { text: "Hi", groups: [""] }, { groups: ["This field may not be null."] }],
    ["something like a URN", { text: "Hi", contacts: ["nothing:1"] }, { contacts: naming("nothing:1") }],
    ["a contact of another account", { text: "Hi", contacts: [HANS] }, { contacts: naming("No such contact") }],
  ])("400: %s", async (_, json, body) => {
    const told = json === undefined ? await api("/broadcasts.json", { method: "POST" }) : await post(json);
    expect(told).toMatchObject({ status: 400, body });
    expect(Object.keys(told.body)).toEqual(Object.keys(body));
  });

  test("201: 640 characters, however many bytes they take", async () => {
    await made({ text: "😀".repeat(640), contacts: [JOE] });
  });

  test("400: not from a suspended account, of which nothing else is said", async () => {
    expect(await post({ text: "Hi", urns: ["tel:+250788123123"] }, TOKENS.suspended)).toMatchObject({
      status: 400,
      body: { non_field_errors: naming("suspended") },
    });
  });

  test("400: in an anonymous account contacts are not named by a URN", async () => {
    const { status, body } = await post({ text: "Hi", contacts: ["tel:+250788123123"] }, TOKENS.anon);
    expect([status, body]).toEqual([400, { contacts: naming("anonymous") }]);
  });

  test("403, 405: surveyors and other methods", async () => {
    expect((await post({ text: "Hi", contacts: [JOE] }, TOKENS.surveyor)).status).toBe(403);
    expect((await api("/broadcasts.json", { token: TOKENS.surveyor })).status).toBe(403);
    expect((await api("/broadcasts.json", { method: "DELETE" })).status).toBe(405);
  });

  test("413: a body beyond its bound", async () => {
    expect((await post({ text: "x".repeat(1_100_000), contacts: [JOE] })).status).toBe(413);
  });

  test("the same POST under one Idempotency-Key makes one broadcast", async () => {
    const asked = { json: { text: "Once", contacts: [JOE] }, headers: { "Idempotency-Key": "broadcast-once" } };
    const first = await api("/broadcasts.json", asked);
    const again = await api("/broadcasts.json", asked);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body["id"]).toBe(first.body["id"]);
    expect(await sent(first.body)).toHaveLength(1);
  });
});

describe("a broadcast to thousands", () => {
  test("is made completely while readers of the account are answered", async () => {
    await system.sql(
      "main",
      `INSERT INTO contacts (uuid, created_on, modified_on) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
        WHERE i < ${CROWD}) SELECT format('10000000-0000-4000-8000-%012d', i), 1500000000000000, 1500000000000000 + i FROM n`,
    );
    await system.sql(
      "main",
      "INSERT INTO groups (id, uuid, name, name_folded, created_on) VALUES (900, '9', 'All', 'all', 1)",
    );
    await system.sql(
      "main",
      "INSERT INTO urns SELECT 'tel:+2507' || (50000000 + id), id, 0 FROM contacts WHERE uuid LIKE '10000000%'",
    );
    await system.sql(
      "main",
      "INSERT INTO memberships SELECT id, 900, modified_on FROM contacts WHERE uuid LIKE '10000000%'",
    );
    const broadcast = await made({ text: "All of you", groups: ["All"] });
    let readers = 0;
    let status: unknown = "queued";
    while (status === "queued") {
      const [contact, page] = await Promise.all([
        api(`/contacts.json?uuid=${JOE}`),
        api(`/broadcasts.json?id=${String(broadcast["id"])}`),
      ]);
      expect([contact.status, page.status]).toEqual([200, 200]);
      status = page.body.results[0]?.["status"];
      if (status === "queued") readers += 1;
    }
    // They came between the steps, not after the last.
    expect(readers).toBeGreaterThan(0);
    const contacts = (await sent(broadcast)).map(contactOf);
    expect(contacts).toHaveLength(CROWD);
    expect(new Set(contacts).size).toBe(CROWD);
  });
});

describe("GET broadcasts", () => {
  test("200: newest first, by id, by UUID, by time", async () => {
    const one = await made({ text: "One", contacts: [JOE] });
    const two = await made({ text: "Two", contacts: [JOE] });
    const uuids = async (query: string) =>
      (await api(`/broadcasts.json${query}`)).body.results.map((it) => read("broadcast", it).uuid);
    expect((await uuids("")).slice(0, 2)).toEqual([two.uuid, one.uuid]);
    expect(await uuids(`?id=${String(one["id"])}`)).toEqual([one.uuid]);
    expect(await uuids(`?uuid=${two.uuid}`)).toEqual([two.uuid]);
    expect(await uuids(`?id=${String(one["id"])}&uuid=${two.uuid}`)).toEqual([]);
    expect(await uuids(`?after=${String(one["created_on"])}`)).toEqual([two.uuid, one.uuid]);
    expect(await uuids(`?after=${String(two["created_on"])}&before=${String(two["created_on"])}`)).toEqual([two.uuid]);
    for (const nothing of ["?id=x", "?id=999999", "?before=2016-01-01", `?uuid=${UNKNOWN}`])
      expect(await uuids(nothing)).toEqual([]);
    expect((await api("/broadcasts.json?cursor=nonsense")).status).toBe(404);
    expect((await api("/broadcasts")).body).toEqual([]);
  });

  test("200: other accounts have their own", async () => {
    expect((await api("/broadcasts.json", { token: TOKENS.other })).body.results).toEqual([]);
  });
});

describe("POST messages", () => {
  const send = (json: unknown, token: string = TOKENS.main): Promise<Told> => api("/messages.json", { json, token });

  test("201: one message to one contact, sent by the time of the answer", async () => {
    const { status, body, text } = await send({
      contact: FRANK,
      text: "Just you",
      attachments: [
        "image/jpeg:https://example.com/1.jpg",
        { content_type: "audio/mp3", url: "https://example.com/2.mp3" },
      ],
      quick_replies: ["Yes", { text: "No", extra: "never" }],
    });
    expect(status, text).toBe(201);
    expect(read("message", body)).toMatchObject({
      contact: { uuid: FRANK, name: "Frank" },
      urn: "twitter:franky",
      channel: { uuid: TWITTER },
      broadcast: null,
      status: "sent",
      text: "Just you",
      media: "image/jpeg:https://example.com/1.jpg",
      attachments: [
        { content_type: "image/jpeg", url: "https://example.com/1.jpg" },
        { content_type: "audio/mp3", url: "https://example.com/2.mp3" },
      ],
      quick_replies: [
        { text: "Yes", extra: null },
        { text: "No", extra: "never" },
      ],
      sent_on: anything,
    });
    expect((await api(`/messages.json?id=${String(body["id"])}`)).body.results).toEqual([body]);
    expect((await send({ contact: "twitter:Franky", text: "By URN" })).status).toBe(201);
    expect((await send({ contact: FRANK, text: "By channel", channel: TWITTER })).body).toMatchObject({
      channel: { uuid: TWITTER },
    });
  });

  test.each([
    ["nothing", {}, { contact: REQUIRED, text: REQUIRED }],
    ["an unknown contact", { contact: UNKNOWN, text: "Hi" }, { contact: naming("No such contact") }],
    ["an unknown contact and no text", { contact: UNKNOWN }, { contact: naming("No such contact"), text: REQUIRED }],
    ["a stopped contact", { contact: STAN, text: "Hi" }, { contact: naming("stopped") }],
    ["an unknown channel", { contact: JOE, text: "Hi", channel: UNKNOWN }, { channel: naming(UNKNOWN) }],
    ["both unknown", { contact: UNKNOWN, text: "Hi", channel: UNKNOWN }, { contact: anything, channel: anything }],
    [
      "a channel that serves no URN of the contact",
      { contact: JOE, text: "Hi", channel: TWITTER },
      { contact: anything },
    ],
    ["an attachment without a type", { contact: JOE, text: "Hi", attachments: ["x"] }, { attachments: anything }],
    [
      "a reply of 65 characters",
      { contact: JOE, text: "Hi", quick_replies: ["x".repeat(65)] },
      { quick_replies: anything },
    ],
  ])("400: %s", async (_, json, body) => {
    const told = await send(json);
    expect(told.status).toBe(400);
    expect(Object.keys(told.body).toSorted()).toEqual(Object.keys(body).toSorted());
    for (const [field, sentence] of Object.entries(body)) {
      if (sentence !== anything) expect(told.body[field]).toEqual(sentence);
    }
  });

  test("400: from a suspended account", async () => {
    const made = await api("/contacts.json", { json: { urns: ["tel:+250788123999"] }, token: TOKENS.suspended });
    const told = await send({ contact: made.body.uuid, text: "Hi" }, TOKENS.suspended);
    expect(told).toMatchObject({ status: 400, body: { non_field_errors: naming("suspended") } });
  });

  test("403: surveyors read messages and send none", async () => {
    expect((await send({ contact: JOE, text: "Hi" }, TOKENS.surveyor)).status).toBe(403);
    expect((await api("/messages.json", { token: TOKENS.surveyor })).status).toBe(200);
  });
});

/** Goes with store/legacy. */
import { runInDurableObject } from "cloudflare:test";
import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { CountedPage, CountedReads } from "../../contracts/counted.ts";
import type { CountedMessageQuery } from "../../contracts/counted_messages.ts";
import { countedBroadcasts } from "../legacy/v1_broadcasts.ts";
import { countedLabels } from "../legacy/v1_labels.ts";
import { countedMessages, received } from "../legacy/v1_messages.ts";
import { type Stub, done, fresh, imported, ndjson, org, watched } from "./fixture.ts";
import { faults, plansOf } from "./planned.ts";

const counted = (exports as unknown as { LegacyV1: CountedReads }).LegacyV1;
const [JOE, FRANK, ANN] = org("main").contacts.map(({ uuid }) => uuid) as [string, string, string];
const CUSTOMERS = "00000000-0000-4000-8000-000000000031";
const NOBODY = "00000000-0000-4000-8000-999999999999";
const SECOND_OF_APRIL = 1_459_555_200_000_002;
const FIRST_OF_MAY = 1_462_060_800_000_000;
/** A message's likes, three windows of them. */
const MANY_MORE = `WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
  INSERT INTO messages (id, contact, direction, type, status, visibility, text, created_on)
  SELECT 10000 + i, contact, direction, type, status, visibility, text, created_on + i FROM n CROSS JOIN messages WHERE id = 5001`;

/** The sample's, and what the tests need beside it. */
const EXTRA = [
  { id: 6001, labels: ["Spam", "Later"], text: "ÉLÈVE 100%", visibility: "archived", status: "handled" },
  { id: 6002, labels: ["Later"], text: "x".repeat(60), direction: "out", status: "queued", broadcast: 7 },
  { id: 6003, labels: ["Later"], text: "gone", visibility: "deleted", status: "handled" },
  { id: 6004, labels: [], text: "Out", direction: "out", status: "pending", broadcast: 7 },
  { id: 6005, labels: [], text: "Out", direction: "out", status: "failed", broadcast: 8 },
].map((over, at) => ({
  ...org("main").messages[5],
  created_on: `2016-05-0${at + 1}T00:00:00.000000Z`,
  ...over,
}));

const any = (...names: string[]) => ({ label: { any: names, all: [], none: [] } });
const refs = (page: CountedPage | null) => page?.items.map(({ id }) => id);

let stub: Stub;
let name: string;
beforeAll(async () => {
  stub = await imported();
  name = (await stub.org())?.key ?? "";
  const later = { uuid: "00000000-0000-4000-8000-000000000042", name: "Later", created_on: "2016-01-02T00:00:00.0Z" };
  const labels = [...org("main").labels, later];
  const account = { ...org("main"), key: name, labels, messages: [...org("main").messages, ...EXTRA] } as never;
  expect(await stub.importChunk({ importId: "more", chunk: 0, lines: ndjson(account) })).toMatchObject({ ok: true });
});

const ALL = [6005, 6004, 6002, 6001, 5006, 5005, 5004, 5003, 5002, 5001, 5007];

describe("counted messages", () => {
  test.each<[string, CountedMessageQuery, number[]]>([
    ["nothing", {}, ALL],
    ["ids, one twice, one unknown, one deleted", { id: [5001, 5002, 5001, 1, 6003] }, [5002, 5001]],
    ["one id", { id: [5001] }, [5001]],
    ["no id", { id: [] }, []],
    ["status", { status: ["pending", "queued"] }, [6004, 6002]],
    ["direction", { direction: ["out"] }, [6005, 6004, 6002, 5007]],
    ["type", { type: ["flow"] }, [5001, 5007]],
    ["a contact", { contact: [FRANK] }, [5003, 5002]],
    ["contacts", { contact: [FRANK, ANN] }, [6005, 6004, 6002, 6001, 5006, 5003, 5002]],
    ["an unknown contact", { contact: [NOBODY] }, []],
    ["an unknown contact and a known one", { contact: [NOBODY, FRANK] }, [5003, 5002]],
    ["a group", { group: [CUSTOMERS], direction: ["in"] }, [6001, 5006, 5005, 5004, 5001]],
    ["a group's name and archived", { groupNames: ["CUSTOMERS"], archived: true }, [6001]],
    ["an unknown group", { group: [NOBODY] }, []],
    ["a broadcast", { broadcast: [7] }, [6004, 6002]],
    ["broadcasts", { broadcast: [7, 8, 9] }, [6005, 6004, 6002]],
    ["a broadcast and a status", { broadcast: [7], status: ["queued"] }, [6002]],
    ["a channel", { channel: [12] }, [5003, 5002]],
    ["a flow that sent none", { flow: [1001] }, []],
    ["urns", { urn: ["twitter:franky", "tel:+250788123123"], type: ["inbox"] }, [5005, 5004, 5003, 5002]],
    ["a phone", { phone: ["+250788123123"] }, [5005, 5004, 5001, 5007]],
    ["a phone and a URN that is another's", { phone: ["+250788123123"], urn: ["twitter:franky"] }, []],
    ["a label, archived messages too, in any case", any("spam"), [6001, 5002]],
    ["a label that a deleted message was imported with", any("Later"), [6002, 6001]],
    ["a label and archived", { ...any("Spam"), archived: true }, [6001]],
    ["a label and not archived", { ...any("Spam"), archived: false }, [5002]],
    ["labels, a message with both once", any("Spam", "Later", "None"), [6002, 6001, 5002]],
    ["an unknown label", any("None"), []],
    ["all of two labels", { label: { any: [], all: ["Later", "Spam"], none: [] } }, [6001]],
    ["all of a known and an unknown label", { label: { any: [], all: ["Later", "None"], none: [] } }, []],
    ["a label and not another", { label: { any: ["Later"], all: [], none: ["Spam"] } }, [6002]],
    [
      "without a label",
      { label: { any: [], all: [], none: ["Spam", "None"] } },
      ALL.filter((id) => id !== 6001 && id !== 5002),
    ],
    ["all of one and any of others", { label: { any: ["Later", "Spam"], all: ["Spam"], none: [] } }, [6001, 5002]],
    ["text in any case", { text: "hELLO" }, [5006, 5005, 5004]],
    ["text with letters beyond ASCII", { text: "élève" }, [6001]],
    ["text with what LIKE reads otherwise", { text: "0%" }, [6001]],
    ["text of more than 50 bytes", { text: "X".repeat(55) }, [6002]],
    ["text of many letters that it cannot fold", { text: "áéíóúàèìòùâêîôûäëïöüñç" }, []],
    ["archived", { archived: true }, [6001, 5003]],
    ["not archived", { archived: false, type: ["flow"] }, [5001, 5007]],
    ["the inbox", { direction: ["in"], archived: false, type: ["inbox"] }, [5006, 5005, 5004, 5002]],
    ["the archive", { direction: ["in"], archived: true }, [6001, 5003]],
    ["part of the outbox", { direction: ["out"], archived: false, status: ["pending"] }, [6004]],
    ["sent", { direction: ["out"], archived: false, status: ["wired", "sent"] }, [5007]],
    ["failed and sent", { direction: ["out"], archived: false, status: ["failed", "sent"] }, [6005, 5007]],
    ["before and after", { before: SECOND_OF_APRIL, after: SECOND_OF_APRIL }, [5002]],
    ["a contact and before", { contact: [JOE], before: SECOND_OF_APRIL }, [5001, 5007]],
    ["a label and after", { ...any("Spam"), after: SECOND_OF_APRIL + 1 }, [6001]],
  ])("by %s", async (_, query, ids) => {
    const page = await counted.page(name, "messages", query, 1);
    expect([page?.count, refs(page)]).toEqual([ids.length, ids]);
    expect(await counted.page(name, "messages", query, 2)).toBeNull();
  });

  test("come with the number of their channel, and are read by their own", async () => {
    const page = await counted.page(name, "messages", { id: [5002] }, 1);
    expect(page?.items).toEqual([{ id: 5002, ref: "5002", beside: { channel: 12 } }]);
  });

  test("are not found by URN where URNs are hidden", async () => {
    const other = fresh("hidden");
    const lines = ndjson({ ...org("main"), key: other.name, anon: true });
    await other.stub.importChunk({ importId: "i", chunk: 0, lines });
    for (const query of [{ urn: ["twitter:franky"] }, { phone: ["+250788123123"] }]) {
      expect(await counted.page(other.name, "messages", query, 1)).toEqual({ count: 0, items: [] });
    }
  });
});

describe("pages of many messages", () => {
  const many = fresh("many-messages");
  const TOTAL = 600;
  beforeAll(async () => {
    const messages = Array.from({ length: TOTAL }, (_, at) => ({
      ...org("main").messages[4],
      id: 7000 + at,
      contact: [JOE, FRANK][at % 2],
      labels: at % 3 === 0 ? ["Spam"] : [],
      visibility: at % 2 === 0 ? "visible" : "archived",
      // Many of one instant.
      created_on: `2016-05-01T00:00:00.00000${at % 10}Z`,
    }));
    const lines = ndjson({ ...org("main"), key: many.name, messages, runs: [] } as never);
    expect(await many.stub.importChunk({ importId: "i", chunk: 0, lines })).toMatchObject({ ok: true });
  });

  test.each<[string, CountedMessageQuery, number]>([
    ["all", {}, TOTAL],
    ["of two contacts", { contact: [JOE, FRANK] }, TOTAL],
    ["of a label in two parts", any("Spam"), 200],
    ["of text", { text: "two" }, TOTAL],
    ["of a group", { group: [CUSTOMERS] }, TOTAL / 2],
  ])("%s: every message once, the newest first", async (_, query, total) => {
    const seen: number[] = [];
    for (let page = 1; seen.length < total; page += 1) {
      const found = await counted.page(many.name, "messages", query, page);
      expect(found?.count).toBe(total);
      seen.push(...(refs(found) ?? []));
    }
    const place = (id: number) => ((id - 7000) % 10) * 10_000 + id;
    expect(new Set(seen).size).toBe(total);
    expect(seen).toEqual(seen.toSorted((one, other) => place(other) - place(one)));
  });

  test.each<[string, CountedMessageQuery, number]>([
    ["of text", { text: "two" }, TOTAL],
    ["of text, of some days", { text: "TWO", before: FIRST_OF_MAY + 8, after: FIRST_OF_MAY + 3 }, TOTAL * 0.6],
    ["archived ones", { archived: true, channel: [11] }, TOTAL / 2],
    ["of a label in two parts and a text", { ...any("Spam"), text: "two" }, 200],
    ["of a contact", { contact: [JOE] }, TOTAL / 2],
    ["of what nobody wrote", { text: "three" }, 0],
  ])("%s: whatever part of them is looked at in one go", async (_, query, total) => {
    const whole = await paged(query, 100_000);
    expect([whole.count, whole.ids.length]).toEqual([total, total]);
    for (const window of [1, 7, 59, 60, 250, 599]) expect(await paged(query, window), `${window}`).toEqual(whole);
  });

  /** All pages, by an object that remembers the count of the first, and by one that woke before each of them. */
  function paged(query: CountedMessageQuery, window: number) {
    return runInDurableObject(many.stub, async (_, { storage }) => {
      const awake = watched(storage.sql);
      const ids: number[] = [];
      for (let page = 1; ; page += 1) {
        const found = await countedMessages(awake, query, page, window);
        expect(await countedMessages(watched(storage.sql), query, page, window)).toEqual(found);
        if (found === null) return { count: ids.length, ids };
        expect(found.count).toBe((await countedMessages(awake, query, 1, window))?.count);
        ids.push(...found.items.map(({ id }) => id));
      }
    });
  }

  test("whoever asks for something else meanwhile is answered first", async () => {
    const answered: string[] = [];
    const others = fresh("very-many-messages");
    const lines = ndjson({ ...org("main"), key: others.name, runs: [] });
    await others.stub.importChunk({ importId: "i", chunk: 0, lines });
    await runInDurableObject(others.stub, (_, { storage }) => storage.sql.exec(MANY_MORE));
    // Over one stub, which keeps the order of what is asked.
    const asked = { list: "messages", query: { text: "no such text" }, page: 1 };
    const found: Promise<CountedPage> = others.stub.ask("counted", "page", asked);
    const page = found.then(({ count }) => answered.push(`${count} found`));
    await Promise.all([page, others.stub.org().then(() => answered.push("the account"))]);
    expect(answered).toEqual(["the account", "0 found"]);
  });

  /** By SQLite's own counter: an entry of the index and the message itself, for the count and for the page. */
  test.each<[string, CountedMessageQuery, number]>([
    ["all", {}, 2 * 250],
    ["of a contact, and where the windows end", { contact: [JOE] }, 2 * TOTAL],
    ["of a label, visible", { ...any("Spam"), archived: false }, 2 * 2 * 100],
    ["of text", { text: "two" }, 4 * TOTAL],
    ["of a group, whose membership is looked up for each", { group: [CUSTOMERS] }, 8 * TOTAL],
  ])("%s: what the index has is read once for each", async (_, query, most) => {
    const rows = await runInDurableObject(many.stub, async (__, { storage }) => {
      const db = watched(storage.sql);
      await countedMessages(db, query, 1);
      return db.rowsRead;
    });
    expect(rows).toBeLessThanOrEqual(most + 10);
  });

  test("a filtered count is taken from the first page by later ones; an unfiltered one and a label's never", async () => {
    const count = async (query: CountedMessageQuery, page: number) =>
      (await counted.page(many.name, "messages", query, page))?.count;
    const spam = { ...any("Spam"), archived: false };
    expect([await count({ text: "two" }, 1), await count({}, 1), await count(spam, 1)]).toEqual([600, 600, 100]);
    await done(many.stub, { do: "message.act", messages: [{ id: 7000 }], act: { kind: "delete" } });
    expect([await count({ text: "two" }, 2), await count({}, 2), await count(spam, 1)]).toEqual([600, 599, 99]);
    expect([await count({ text: "two" }, 1), await count({ text: "two" }, 2)]).toEqual([599, 599]);
  });
});

describe("counted labels and broadcasts", () => {
  test("labels come newest number first, by part of the name or by UUID", async () => {
    const names = async (query: object) => {
      const page = await counted.page(name, "labels", query, 1);
      const labels = await stub.labelsByUuid(page?.items.map(({ ref }) => ref) ?? []);
      return labels.map((label) => label.name);
    };
    expect(await names({})).toEqual(["Later", "Spam"]);
    expect(await names({ name: "AT" })).toEqual(["Later"]);
    expect(await names({ name: "x".repeat(60) })).toEqual([]);
    expect(await names({ uuid: ["00000000-0000-4000-8000-000000000041", NOBODY] })).toEqual(["Spam"]);
  });

  test("broadcasts by number, status and time", async () => {
    const ids: number[] = [];
    for (const text of ["one", "two", "three"]) {
      const written = await done(stub, { do: "broadcast.create", text, to: { contacts: [{ uuid: JOE }] } });
      if (written.kind === "broadcast") ids.unshift(written.broadcast.id);
    }
    const [last = 0, , first = 0] = ids;
    const find = async (query: object) => refs(await counted.page(name, "broadcasts", query, 1));
    expect(await find({})).toEqual(ids);
    expect(await find({ id: [first, last, last, 99_999] })).toEqual([last, first]);
    expect(await find({ status: ["failed"] })).toEqual([]);
    expect(await find({ status: ["queued", "sent"] })).toEqual(ids);
    expect(await find({ before: 1 })).toEqual([]);
    expect((await counted.page(name, "broadcasts", {}, 1))?.count).toBe(3);
    expect(await counted.page(name, "broadcasts", {}, 2)).toBeNull();
  });
});

test("received messages are told from sent, deleted and unknown ones", async () => {
  expect(await counted.received(name, [5001, 5007, 5002, 5001, 6003, 1])).toEqual([5001, 5002]);
});

describe("what the planner says", () => {
  const bounds = { before: 9e15, after: 1 };
  const label = (one: Partial<NonNullable<CountedMessageQuery["label"]>>) => ({
    label: { any: [], all: [], none: [], ...one },
  });

  /** The filter, and what its walk begins with. */
  test.each<[string, CountedMessageQuery, RegExp]>([
    ["one id", { id: [5001], text: "x" }, /SEARCH m USING INTEGER PRIMARY KEY/],
    ["a broadcast", { broadcast: [7], contact: [JOE] }, /INDEX messages_of_broadcast \(broadcast=\?/],
    ["a contact", { contact: [JOE], channel: [11] }, /INDEX messages_of_contact \(contact=\?/],
    ["a label", label({ any: ["Spam"], none: ["Later"] }), /INDEX labelled_messages_page \(label=\? AND visible=\?/],
    ["labels", label({ all: ["Spam", "Later"] }), /INDEX labelled_messages_page \(label=\? AND visible=\?/],
    ["the inbox", { direction: ["in"], archived: false, type: ["inbox"] }, /INDEX messages_inbox/],
    ["flows", { direction: ["in"], archived: false, type: ["flow"], text: "x" }, /INDEX messages_flows/],
    ["the archive", { direction: ["in"], archived: true }, /INDEX messages_archived/],
    ["the outbox", { direction: ["out"], archived: false, status: ["queued"] }, /INDEX messages_outbox/],
    ["sent", { direction: ["out"], archived: false, status: ["sent"] }, /INDEX messages_sent/],
    ["failed", { direction: ["out"], archived: false, status: ["failed"] }, /INDEX messages_failed/],
    ["nothing", {}, /INDEX messages_page/],
    [
      "what has no index",
      { text: "é", channel: [1], group: [CUSTOMERS], phone: ["1"], flow: [1] },
      /INDEX messages_page/,
    ],
  ])("a list by %s walks one index in order", async (_, query, walk) => {
    for (const within of [{}, bounds]) {
      const plans = await plansOf(stub, async (db) => void (await countedMessages(db, { ...query, ...within }, 1)));
      const statements = plans.filter(({ sql }) => sql.includes("FROM messages m") || sql.includes("JOIN messages m"));
      expect(statements.length).toBeGreaterThan(0);
      for (const { sql, plan } of statements) {
        const told = `${sql}\n${plan.join("\n")}`;
        expect(
          plan.find((line) => / (m|x) USING/.test(line)),
          told,
        ).toMatch(walk);
        expect(faults(plan, /^SCAN m USING (COVERING )?INDEX messages_\w+$/), told).toEqual([]);
      }
    }
  });

  test("several ids, contacts, broadcasts or labels are looked up, and only what they find is sorted", async () => {
    const plans = await plansOf(stub, async (db) => {
      await countedMessages(db, { id: [5001, 5002], ...bounds }, 1);
      await countedMessages(db, { contact: [JOE, ANN] }, 1);
      await countedMessages(db, { broadcast: [7, 8] }, 1);
      await countedMessages(db, { ...any("Spam", "Later"), ...bounds }, 1);
      countedBroadcasts(db, { id: [1, 2], status: ["sent"], ...bounds }, 1);
      received(db, { ids: [5001] });
    });
    for (const { sql, plan } of plans) {
      const sorting = plan.filter((line) => !/^USE TEMP B-TREE FOR (ORDER BY|DISTINCT)$/.test(line));
      expect(faults(sorting, /^SCAN f$/), `${sql}\n${plan.join("\n")}`).toEqual([]);
    }
  });

  test("labels and broadcasts are walked in order", async () => {
    const plans = await plansOf(stub, (db) => {
      countedLabels(db, { name: "x" }, 1);
      countedBroadcasts(db, { status: ["sent"] }, 1);
      countedBroadcasts(db, bounds, 1);
    });
    const walks = /^SCAN (labels|b USING (COVERING )?INDEX broadcasts_page|b)$/;
    for (const { sql, plan } of plans) expect(faults(plan, walks), `${sql}\n${plan.join("\n")}`).toEqual([]);
  });
});

/** Every list of messages, labels, channels and calls walks one index, and so does what is done to several objects. */
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import type { Command } from "../../contracts/account.ts";
import type { MessageQuery, MessageRecord } from "../../contracts/messages.ts";
import { messageUuid } from "../message_uuid.ts";
import { channelEventPage } from "../read/channel_events.ts";
import { channelPage } from "../read/channels.ts";
import { broadcastsById } from "../read/broadcasts.ts";
import { labelPage, labelsByUuid } from "../read/labels.ts";
import { messagePage, messagesById } from "../read/messages.ts";
import { runCommands } from "../write/run.ts";
import { reimported } from "./exporting.ts";
import { ACTOR, type Stub, imported, watched } from "./fixture.ts";
import { generated } from "./generated.ts";
import { faults, placesAt, plansOf, writerOn } from "./planned.ts";

const ACCOUNT = "00000000-0000-4000-8000-000000000001";
const JOE = "00000000-0000-4000-8000-000000000101";
const FRANK = "00000000-0000-4000-8000-000000000102";
const SPAM = "00000000-0000-4000-8000-000000000041";
const CUSTOMERS = "00000000-0000-4000-8000-000000000031";
const PLACES = placesAt(1_459_468_800_000_001, 5002);
const BOUNDS = [{}, { before: 1_600_000_000_000_000 }, { after: 1 }, { before: 1_600_000_000_000_000, after: 1 }];

/** The filter, and the index that its list walks. */
const LISTS: readonly (readonly [Omit<MessageQuery, "limit" | "from">, string])[] = [
  [{}, "messages_page"],
  [{ folder: "inbox" }, "messages_inbox"],
  [{ folder: "flows" }, "messages_flows"],
  [{ folder: "archived" }, "messages_archived"],
  [{ folder: "outbox" }, "messages_outbox"],
  [{ folder: "sent" }, "messages_sent"],
  [{ folder: "failed" }, "messages_failed"],
  [{ folder: "incoming" }, "messages_incoming"],
  [{ contact: JOE }, "messages_of_contact"],
  [{ broadcast: 7 }, "messages_of_broadcast"],
  [{ label: SPAM }, "labelled_messages_page"],
  [{ label: "Spam" }, "labelled_messages_page"],
];

let stub: Stub;
beforeAll(async () => {
  stub = await imported();
});

describe("a list of messages", () => {
  test.each(LISTS)("%o walks the index %s at any place, within any bounds", async (filter, index) => {
    const plans = await plansOf(stub, (db) => {
      for (const from of PLACES) {
        for (const bounds of BOUNDS) messagePage(db, ACCOUNT, { ...filter, ...bounds, limit: 250, from });
      }
    });
    const walks = plans.filter(({ sql }) => sql.includes("LIMIT"));
    expect(walks.length).toBe(8);
    for (const { sql, plan } of walks) expect(plan[0], sql).toMatch(new RegExp(`USING (COVERING )?INDEX ${index}\\b`));
    for (const { sql, plan } of plans) {
      expect(faults(plan, new RegExp(`^SCAN m USING INDEX ${index}$`)), `${sql}\n${plan.join("\n")}`).toEqual([]);
    }
  });

  test.each(LISTS)("%o finds its place inside a tie by the index", async (filter) => {
    const [, forth, back] = PLACES;
    const plans = await plansOf(stub, (db) => {
      for (const from of [forth, back]) messagePage(db, ACCOUNT, { ...filter, limit: 250, from: from ?? null });
    });
    const ties = plans.filter(({ plan }) => /(created_on|<expr>)=\? AND (rowid|message)[<>]\?/.test(plan[0] ?? ""));
    expect(ties.length).toBe(2);
  });

  test("with an id or a UUID is one row, whatever else it filters by", async () => {
    const plans = await plansOf(stub, (db) => {
      for (const from of PLACES) {
        for (const [filter] of LISTS) {
          messagePage(db, ACCOUNT, { ...filter, id: 5002, limit: 250, from });
          messagePage(db, ACCOUNT, { ...filter, uuid: messageUuid(ACCOUNT, 5002), limit: 250, from });
        }
      }
    });
    for (const { sql, plan } of plans) expect(faults(plan, null), `${sql}\n${plan.join("\n")}`).toEqual([]);
    const walks = plans.filter(({ sql }) => sql.includes("LIMIT"));
    for (const { sql, plan } of walks) {
      expect(
        plan.some((line) => line.startsWith("SEARCH m USING INTEGER PRIMARY KEY")),
        sql,
      ).toBe(true);
    }
  });
});

test("objects by identifier are looked up", async () => {
  const plans = await plansOf(stub, (db) => {
    expect(messagesById(db, ACCOUNT, [5002, 1, 5001]).map(({ id }) => id)).toEqual([5002, 5001]);
    expect(labelsByUuid(db, [JOE, SPAM]).map(({ uuid }) => uuid)).toEqual([SPAM]);
    expect(broadcastsById(db, [1])).toEqual([]);
  });
  expect(plans.length).toBeGreaterThanOrEqual(3);
  for (const { sql, plan } of plans) expect(faults(plan, null), `${sql}\n${plan.join("\n")}`).toEqual([]);
});

test("labels, channels and calls walk their index", async () => {
  const plans = await plansOf(stub, (db) => {
    for (const from of PLACES) {
      for (const filter of [{}, { uuid: SPAM }, { name: "spam" }]) labelPage(db, { ...filter, limit: 250, from });
      for (const filter of [{}, { uuid: SPAM }, { address: "+250788000000" }]) {
        channelPage(db, { ...filter, limit: 250, from });
      }
      for (const filter of [{}, { id: 8001 }, { contact: JOE }, { id: 8001, contact: JOE }]) {
        for (const bounds of BOUNDS) channelEventPage(db, { ...filter, ...bounds, limit: 250, from });
      }
    }
  });
  const lists = /^SCAN (l|h|e) USING INDEX (labels|channels|channel_events)_page$/;
  for (const { sql, plan } of plans) expect(faults(plan, lists), `${sql}\n${plan.join("\n")}`).toEqual([]);
});

test("commands find every row they touch by an index", async () => {
  const messages = [{ id: 5001 }, { uuid: messageUuid(ACCOUNT, 5002) }];
  const contacts = [{ uuid: JOE }, { urn: "twitter:franky" }];
  const group = CUSTOMERS;
  const commands: Command[] = [
    { do: "label.create", name: "Planned" },
    { do: "message.act", messages, act: { kind: "label", label: "planned" } },
    { do: "message.act", messages, act: { kind: "label", labelName: "New" } },
    { do: "message.act", messages, act: { kind: "unlabel", label: SPAM } },
    { do: "message.act", messages, act: { kind: "archive" } },
    { do: "message.act", messages, act: { kind: "restore" } },
    { do: "message.act", messages: [{ id: 5001 }], act: { kind: "delete" } },
    { do: "label.update", uuid: SPAM, name: "Junk" },
    { do: "label.delete", uuid: SPAM },
    { do: "contact.act", contacts, act: { kind: "add", group } },
    { do: "contact.act", contacts, act: { kind: "remove", group } },
    { do: "contact.act", contacts, act: { kind: "block" } },
    { do: "contact.act", contacts, act: { kind: "unblock" } },
    { do: "contact.act", contacts, act: { kind: "interrupt" } },
    { do: "contact.act", contacts, act: { kind: "archive" } },
    { do: "contact.act", contacts: [{ uuid: JOE }, { uuid: FRANK }], act: { kind: "delete" } },
  ];
  const plans = await plansOf(stub, (db, storage) => {
    expect(runCommands(writerOn(db, storage), ACTOR, commands, { dryRun: true })).toMatchObject({ ok: true });
  });
  expect(plans.length).toBeGreaterThan(25);
  const allFields = /^SCAN f USING INDEX fields_page$/;
  for (const { sql, plan } of plans) expect(faults(plan, allFields), `${sql}\n${plan.join("\n")}`).toEqual([]);
});

describe("of many messages", () => {
  const SIZE = 50;
  /** Rows that a page costs for what it names: each label of each message, and each thing named once, asked for by number. */
  const named = (items: readonly MessageRecord[]): number => {
    const labels = items.flatMap((message) => message.labels);
    const refs = [...items.flatMap(({ contact, channel, flow }) => [contact, channel, flow]), ...labels];
    return labels.length + 2 * new Set(refs.flatMap((ref) => (ref === null ? [] : [ref.uuid]))).size;
  };
  /** What the first page and the next one cost, by SQLite's own counter. */
  const costs = (account: Stub, filter: Omit<MessageQuery, "limit" | "from">) =>
    runInDurableObject(account, (_, { storage }) => {
      const read = (from: MessageQuery["from"]) => {
        const db = watched(storage.sql);
        const page = messagePage(db, ACCOUNT, { ...filter, limit: SIZE, from });
        return { rows: db.rowsRead, own: db.rowsRead - named(page.items), found: page.items.length, next: page.next };
      };
      const first = read(null);
      return [first, read(first.next)];
    });

  test("a page reads at most 8 rows for each of them, and no more where there are ten times as many", async () => {
    const [few, many] = [
      await reimported(generated({ contacts: 30, messages: 800, runs: 1 })),
      await reimported(generated({ contacts: 30, messages: 8_000, runs: 1 })),
    ];
    const [contact, label] = ["00000000-0000-4000-8003-000000000000", "00000000-0000-4000-8006-000000000000"];
    const whole = LISTS.map(([filter]) => filter).filter(
      (it) => it.contact === undefined && it.label === undefined && it.broadcast === undefined,
    );
    for (const filter of [...whole, { contact }, { label }, { broadcast: 7 }]) {
      for (const account of [few, many]) {
        for (const [at, { rows, own, found }] of (await costs(account, filter)).entries()) {
          if (account === many && at === 0) expect(found, JSON.stringify(filter)).toBeGreaterThan(SIZE / 2);
          expect(rows, JSON.stringify(filter)).toBeLessThanOrEqual(8 * SIZE);
          // Its own rows, whatever the size: the messages, of a label their labelling too, the one beyond, a look behind.
          expect(own, JSON.stringify(filter)).toBeLessThanOrEqual(4 * SIZE);
        }
      }
    }
  });
});

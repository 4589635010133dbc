/** The event log, resthooks, deliveries and kept results: every statement walks an index, at any place and filter. */
import { beforeAll, describe, expect, test } from "vitest";
import type { PageQuery } from "../../contracts/account.ts";
import { type Database, database } from "../database.ts";
import { deliveryPage } from "../read/deliveries.ts";
import { eventPage } from "../read/events.ts";
import { resthookEventPage, resthookPage, subscriberPage } from "../read/resthooks.ts";
import { finishDelivery, pending, postponeDelivery, recordAttempt } from "../webhooks/deliveries.ts";
import { tellSubscribers } from "../webhooks/record.ts";
import { runCommands } from "../write/run.ts";
import { ACTOR, type Stub, imported } from "./fixture.ts";
import { faults, placesAt, plansOf, writerOn } from "./planned.ts";

const PLACES = placesAt(1_459_468_800_000_001, 1);
const BOUNDS = [{}, { before: 9e15 }, { after: 1 }, { before: 9e15, after: 1 }];

let stub: Stub;
beforeAll(async () => {
  stub = await imported();
});

type List = (db: Database, page: PageQuery) => void;

/** The list, and the index (or key) that it walks. */
const LISTS: readonly (readonly [string, List, RegExp])[] = [
  ["events", bounded((db, page) => eventPage(db, page)), /events_page/],
  ["events of an object", bounded((db, page) => eventPage(db, { ...page, object: "x" })), /events_of_object/],
  ["events of a key", bounded((db, page) => eventPage(db, { ...page, actor: "x" })), /events_of_actor/],
  ["events of a kind", bounded((db, page) => eventPage(db, { ...page, action: "create" })), /events_of_action/],
  ["resthooks", (db, page) => void resthookPage(db, page), /resthooks_page/],
  ["subscribers", (db, page) => void subscriberPage(db, page), /resthook_subscribers_page/],
  [
    "subscribers of a resthook",
    (db, page) => void subscriberPage(db, { ...page, resthook: "new-mother" }),
    /resthook_subscribers_of_resthook/,
  ],
  ["a subscriber", (db, page) => void subscriberPage(db, { ...page, id: 1 }), /INTEGER PRIMARY KEY/],
  ["events of resthooks", (db, page) => void resthookEventPage(db, page), /resthook_events_page/],
  [
    "events of a resthook",
    (db, page) => void resthookEventPage(db, { ...page, resthook: "new-mother" }),
    /resthook_events_of_resthook/,
  ],
  ["deliveries", (db, page) => void deliveryPage(db, page), /deliveries_page/],
  ["deliveries to one", (db, page) => void deliveryPage(db, { ...page, subscriber: 1 }), /deliveries_of_subscriber/],
  ["a delivery", (db, page) => void deliveryPage(db, { ...page, uuid: "x" }), /sqlite_autoindex_deliveries/],
];

function bounded(list: List): List {
  return (db, page) => {
    for (const bounds of BOUNDS) list(db, { ...page, ...bounds });
  };
}

test.each(LISTS)("a list of %s walks its index at any place", async (_what, list, index) => {
  const plans = await plansOf(stub, (db) => {
    for (const from of PLACES) list(db, { limit: 250, from });
  });
  const walks = plans.filter(({ sql }) => sql.includes("ORDER BY"));
  expect(walks.length).toBeGreaterThanOrEqual(3);
  for (const { sql, plan } of walks) {
    expect(faults(plan, index), `${sql}\n${plan.join("\n")}`).toEqual([]);
    expect(
      plan.some((line) => index.test(line)),
      `${sql}\n${plan.join("\n")}`,
    ).toBe(true);
  }
  // What is walked in whole from its beginning is an index in the list's order, and nothing else is walked so.
  for (const { plan } of plans)
    expect(plan.filter((line) => line.startsWith("SCAN ") && !index.test(line))).toEqual([]);
});

describe("what follows from a run", () => {
  test("and what becomes of its deliveries is found by index", async () => {
    const plans = await plansOf(stub, (db, storage) => {
      storage.transactionSync(() => {
        const setup = database(storage.sql);
        setup.run("UPDATE flows SET resthooks = ?", '["new-mother"]');
        setup.run(
          `INSERT INTO resthook_subscribers (resthook, target_url, secret, form, version, created_on)
            SELECT id, 'https://example.com/', 's', 'flow-fields', 'any', 1 FROM resthooks`,
        );
        tellSubscribers(db, "run.started", 7002, 1);
        tellSubscribers(db, "run.ended", 7002, 2);
        pending(db, 1);
        recordAttempt(db, 1, { beganOn: 1, status: 503, fault: null });
        postponeDelivery(db, 1, 5);
        finishDelivery(db, 1, "delivered", 9e15);
      });
    });
    expect(plans.length).toBeGreaterThan(12);
    // Of channels an account has few, and whoever sends reads them all.
    const channels = /^SCAN channels USING INDEX channels_page$/;
    for (const { sql, plan } of plans) expect(faults(plan, channels), `${sql}\n${plan.join("\n")}`).toEqual([]);
  });
});

test("a write with a name finds what is kept, and what has expired, by index", async () => {
  const plans = await plansOf(stub, (db, storage) => {
    const writer = writerOn(db, storage);
    const target = { resthook: "new-father", targetUrl: "https://example.com/a", form: "flow-fields" } as const;
    for (const name of ["first", "second", "first"]) {
      const set = { name };
      expect(runCommands(writer, ACTOR, [{ do: "contact.create", set }], { once: { name, print: "" } }).ok).toBe(true);
    }
    expect(runCommands(writer, ACTOR, [{ do: "subscriber.create", ...target }]).ok).toBe(true);
    const id = db.first<{ id: number }>("SELECT id FROM resthook_subscribers ORDER BY id DESC LIMIT 1")?.id ?? 0;
    expect(runCommands(writer, ACTOR, [{ do: "subscriber.delete", id }]).ok).toBe(true);
  });
  expect(plans.length).toBeGreaterThan(12);
  // The last row by its number; and all fields, which an account has few of.
  const walks = /^SCAN (?:kept_contexts|resthook_subscribers|f USING INDEX fields_page)$/;
  for (const { sql, plan } of plans) expect(faults(plan, walks), `${sql}\n${plan.join("\n")}`).toEqual([]);
});

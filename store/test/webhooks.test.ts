/**
 * What follows from a run's beginning and end. Targets here are ones that may not be called, so that every try fails
 * without a network; what receivers get is tested over HTTP.
 */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { DeliveryKind, DeliveryRecord } from "../../contracts/webhooks.ts";
import { database } from "../database.ts";
import { ATTEMPTS, KEPT_DAYS, SUBSCRIBERS_LIMIT } from "../webhooks/numbers.ts";
import { tellSubscribers } from "../webhooks/record.ts";
import { ACTOR, ALL, type Stub, done, imported, sql, write } from "./fixture.ts";

const FRANK = "00000000-0000-4000-8000-000000000102";
/** Frank's, not ended. */
const RUN = 7002;
const DAY = 86_400_000_000;

let stub: Stub;
beforeEach(async () => {
  stub = await imported();
});

async function subscribe(resthook = "new-mother", targetUrl = "https://example.com/hook"): Promise<number> {
  const written = await done(stub, { do: "subscriber.create", resthook, targetUrl, form: "flow-fields" });
  if (written.kind !== "subscriber") throw new Error(written.kind);
  return written.subscriber.id;
}

/** A subscriber whose target was allowed when it subscribed, and no longer is: nobody is called. */
async function unreachable(resthook?: string): Promise<number> {
  const id = await subscribe(resthook);
  await sql(stub, "UPDATE resthook_subscribers SET target_url = 'http://127.0.0.1:1/' || id WHERE id = ?", id);
  return id;
}

const name = (slugs: readonly string[]) => sql(stub, "UPDATE flows SET resthooks = ?", JSON.stringify(slugs));
const tell = (...kinds: DeliveryKind[]) =>
  runInDurableObject(stub, (_, { storage }) => {
    const db = database(storage.sql);
    for (const kind of kinds) storage.transactionSync(() => tellSubscribers(db, kind, RUN, Date.now() * 1000));
  });
const interrupt = () => done(stub, { do: "contact.act", contacts: [{ uuid: FRANK }], act: { kind: "interrupt" } });
/** Oldest first. */
const deliveries = async (): Promise<readonly DeliveryRecord[]> => (await stub.deliveries(ALL)).items.toReversed();
const tasks = () => sql<{ data: string }>(stub, "SELECT data FROM tasks WHERE kind = 'deliver' ORDER BY id");

/** Milliseconds: it is mostly done at once. */
const SOON = { timeout: 20_000 };

/** Lets the queue try what is due, until the first delivery has had so many tries. */
async function tried(times: number): Promise<void> {
  await sql(stub, "UPDATE tasks SET due = 0");
  await runInDurableObject(stub, (_, { storage }) => storage.setAlarm(Date.now()));
  await runDurableObjectAlarm(stub);
  await vi.waitFor(async () => expect((await deliveries())[0]?.attempts).toHaveLength(times), SOON);
}

describe("subscribing", () => {
  test("binds to what the writer's contract is called, tells the secret once, and is logged", async () => {
    const command = {
      do: "subscriber.create",
      resthook: "new-mother",
      targetUrl: "https://a.com/",
      form: "flow-fields",
    };
    const result = await stub.write({ ...ACTOR, version: "blue" }, [command as never]);
    expect(result).toMatchObject({ ok: true, written: [{ subscriber: { targetUrl: "https://a.com/" } }] });
    const [row] = await sql(stub, "SELECT version, form, secret FROM resthook_subscribers");
    expect(row).toMatchObject({ version: "blue", form: "flow-fields", secret: expect.stringMatching(/^mps_/) });
    expect(JSON.stringify(await stub.resthookSubscribers(ALL))).not.toContain("mps_");
    const { items } = await stub.events({ ...ALL, action: "create" });
    expect(items[0]).toMatchObject({ kind: "resthook_subscriber", object: "1", actor: ACTOR.key, reason: "test" });
  });

  test.each([
    ["an unknown resthook", "nope", "https://a.com/", [{ field: "resthook", code: "unknown", value: "nope" }]],
    ["a form", "new-mother", "ftp://a.com/", [{ field: "targetUrl", code: "form" }]],
    ["a place", "new-mother", "http://10.0.0.1/", [{ field: "targetUrl", code: "place" }]],
    [
      "all faults at once",
      "nope",
      "x",
      [
        { field: "resthook", code: "unknown", value: "nope" },
        { field: "targetUrl", code: "form" },
      ],
    ],
  ])("is refused for %s", async (_what, resthook, targetUrl, failures) => {
    const result = await write(stub, { do: "subscriber.create", resthook, targetUrl, form: "flow-fields" });
    expect(result).toEqual({ ok: false, at: 0, why: "invalid", failures });
  });

  test("is done once for a resthook and a URL, and by few", async () => {
    await subscribe();
    const again = { do: "subscriber.create", form: "flow-fields", targetUrl: "https://example.com/hook" } as const;
    expect(await write(stub, { ...again, resthook: "new-mother" })).toMatchObject({ failures: [{ code: "taken" }] });
    expect(await write(stub, { ...again, resthook: "new-father" })).toMatchObject({ ok: true });
    for (let more = 1; more < SUBSCRIBERS_LIMIT; more += 1)
      await subscribe("new-mother", `https://example.com/${more}`);
    const beyond = await write(stub, { ...again, resthook: "new-mother", targetUrl: "https://example.com/beyond" });
    expect(beyond).toMatchObject({ failures: [{ field: "non_field_errors", code: "limit" }] });
  });

  test("ends with a deletion, and its number is never another's", async () => {
    const first = await subscribe();
    await done(stub, { do: "subscriber.delete", id: first });
    expect(await write(stub, { do: "subscriber.delete", id: first })).toEqual({ ok: false, at: 0, why: "missing" });
    expect(await subscribe()).toBeGreaterThan(first);
  });
});

describe("a run that ends", () => {
  test("is one event for each resthook that its flow names, and a delivery for each subscriber", async () => {
    const mothers = [await unreachable(), await unreachable()];
    const father = await unreachable("new-father");
    await name(["new-father", "not-there", "new-mother", "new-father"]);
    const before = (await stub.resthookEvents(ALL)).items.length;
    await interrupt();
    const { items } = await stub.resthookEvents(ALL);
    expect(items.slice(0, items.length - before).map(({ resthook }) => resthook)).toEqual(["new-mother", "new-father"]);
    expect((await deliveries()).map(({ subscriber, kind, state }) => [subscriber, kind, state])).toEqual(
      [father, ...mothers].map((id) => [id, "run.ended", "pending"]),
    );
    expect(JSON.parse(items[0]?.data ?? "")).toMatchObject({
      run: RUN,
      contact: FRANK,
      contact_name: "Frank",
      urn: "twitter:franky",
      channel: 12,
      flow_uuid: "00000000-0000-4000-8000-000000000021",
      steps: [{ node: "00000000-0000-4000-8000-000000000060", left_on: expect.stringMatching(/Z$/) }],
    });
  });

  test("of a flow that names none is an event of the resthook `flow`, if there is one", async () => {
    const before = (await stub.resthookEvents(ALL)).items.length;
    await tell("run.started");
    expect((await stub.resthookEvents(ALL)).items).toHaveLength(before);
    await sql(stub, "INSERT INTO resthooks (resthook, created_on, modified_on) VALUES ('flow', 1, 1)");
    await tell("run.ended");
    expect((await stub.resthookEvents({ ...ALL, resthook: "flow" })).items).toHaveLength(1);
  });

  test("hides URNs in an anonymous account", async () => {
    await sql(stub, "UPDATE account SET anon = 1");
    await name(["new-mother"]);
    await interrupt();
    const [event] = (await stub.resthookEvents(ALL)).items;
    expect(JSON.parse(event?.data ?? "")).toMatchObject({ urn: null, phone: null, contact_name: "Frank" });
    expect(event?.data).not.toContain("franky");
  });
});

describe("deliveries", () => {
  beforeEach(() => name(["new-mother"]));

  test("of one run wait for each other; only the first is worked on", async () => {
    await unreachable();
    await tell("run.started", "run.ended");
    const [first, second] = await deliveries();
    expect([first?.due, second?.due]).toEqual([expect.any(Number), null]);
    expect(await tasks()).toEqual([{ data: JSON.stringify({ delivery: first?.id }) }]);
    await sql(stub, "UPDATE deliveries SET attempts = ? WHERE id = ?", ATTEMPTS - 1, first?.id ?? 0);
    await tried(1);
    expect((await deliveries()).map(({ state }) => state)).toEqual(["failed", "pending"]);
    expect(await tasks(), "the second has the task now").toEqual([{ data: JSON.stringify({ delivery: second?.id }) }]);
  });

  test("are tried again later, each try written down", async () => {
    await unreachable();
    await interrupt();
    await tried(1);
    await tried(2);
    const [delivery] = await deliveries();
    const attempt = { status: null, fault: "target", beganOn: expect.any(Number) };
    expect(delivery).toMatchObject({ state: "pending", attempts: [attempt, attempt], finishedOn: null });
    expect(delivery?.due ?? 0).toBeGreaterThan(delivery?.attempts[1]?.beganOn ?? Infinity);
  });

  test("to somebody who has unsubscribed are cancelled", async () => {
    const id = await unreachable();
    await interrupt();
    await done(stub, { do: "subscriber.delete", id });
    await tried(0);
    await vi.waitFor(async () => expect((await deliveries())[0]?.state).toBe("cancelled"), SOON);
    expect(await tasks()).toEqual([]);
  });

  test("in a form that this build does not know wait for one that does", async () => {
    const id = await subscribe();
    await sql(stub, "UPDATE resthook_subscribers SET form = 'from-a-newer-build' WHERE id = ?", id);
    await interrupt();
    await tried(1);
    expect((await deliveries())[0]).toMatchObject({ state: "pending", attempts: [{ status: null, fault: "form" }] });
  });

  test("that are finished can be read for a while, and then go with their attempts", async () => {
    await unreachable();
    await interrupt();
    await tried(1);
    const old = (Date.now() - KEPT_DAYS * 86_400_000) * 1000;
    await sql(stub, "UPDATE deliveries SET state = 'failed', due = NULL, finished_on = ?", old + DAY);
    const finish = async (): Promise<void> => {
      await tell("run.started");
      await sql(stub, "UPDATE deliveries SET attempts = ? WHERE state = 'pending'", ATTEMPTS - 1);
      await sql(stub, "UPDATE tasks SET due = 0");
      await runInDurableObject(stub, (_, { storage }) => storage.setAlarm(Date.now()));
      await runDurableObjectAlarm(stub);
      await vi.waitFor(
        async () => expect((await deliveries()).every(({ state }) => state === "failed")).toBe(true),
        SOON,
      );
    };
    await finish();
    expect(await deliveries()).toHaveLength(2);
    await sql(stub, "UPDATE deliveries SET finished_on = ? WHERE id = 1", old - DAY);
    await finish();
    expect((await deliveries()).map(({ id }) => id)).toEqual([2, 3]);
    expect(await sql(stub, "SELECT number FROM delivery_attempts WHERE delivery = 1")).toEqual([]);
  });
});

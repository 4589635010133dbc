/** Runs whose time is over end by themselves: how many at a time, what that changes, and what is left alone. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { clock } from "../clock.ts";
import { migrate } from "../migrate.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import { context } from "../read/account.ts";
import { expiring } from "../work/expiring.ts";
import { STEP_CHANGES } from "../work/limits.ts";
import { CUSTOMERS, FRANK, JOE, crowd, stepwise } from "./crowd.ts";
import { ACTOR, ALL, type Stub, done, imported, ndjson, org, sql } from "./fixture.ts";
import { faults, plansOf } from "./planned.ts";

const COLOR = "00000000-0000-4000-8000-000000000021";
const HOUR = 3_600_000_000;

const start = (to: { contacts?: { uuid: string }[]; groups?: string[] }) =>
  ({ do: "start.create", flow: COLOR, to, restartParticipants: true, excludeActive: false, extra: null }) as const;

/** Joe in a flow whose runs have so many minutes. Answers his run's UUID. */
async function begun(stub: Stub, minutes = 720): Promise<string> {
  await sql(stub, "UPDATE flows SET expires = ? WHERE uuid = ?", minutes, COLOR);
  await stepwise(stub, async (object, steps) => {
    expect((await object.write(ACTOR, [start({ contacts: [{ uuid: JOE }] })])).ok).toBe(true);
    while (steps.waiting() > 0) await steps.step();
  });
  const { items } = await stub.runs({ ...ALL, contact: JOE });
  return items.find(({ exitedOn }) => exitedOn === null)?.uuid ?? "";
}

/** As if the run had begun so much earlier, and the object woke again. */
async function later(stub: Stub, micros: number): Promise<void> {
  await sql(stub, "UPDATE runs SET expires_on = expires_on - ? WHERE start IS NOT NULL", micros);
  await sql(
    stub,
    "UPDATE tasks SET due = due - ?1, data = json_set(data, '$.since', json_extract(data, '$.since') - ?1) WHERE kind = 'expire'",
    micros,
  );
  await evictDurableObject(stub);
}

const waiting = (stub: Stub) => sql<{ due: number }>(stub, "SELECT due FROM tasks WHERE kind = 'expire'");
const run = async (stub: Stub, uuid: string) => (await stub.runs({ ...ALL, uuid })).items[0];

describe("a run that goes on", () => {
  test("expires when its flow's minutes have passed, and is let go before", async () => {
    const stub = await imported();
    const uuid = await begun(stub);
    expect((await run(stub, uuid))?.exitedOn).toBe(null);
    await later(stub, 11 * HOUR);
    await runDurableObjectAlarm(stub);
    expect((await run(stub, uuid))?.exitedOn).toBe(null);
    expect(await waiting(stub)).toHaveLength(1);
    await later(stub, 2 * HOUR);
    await runDurableObjectAlarm(stub);
    expect(await run(stub, uuid)).toMatchObject({ exitType: "expired", exitedOn: expect.any(Number) });
    expect(await waiting(stub)).toEqual([]);
  });

  test("counts as expired, changes its contact, and is in the event log without a key", async () => {
    const stub = await imported();
    const uuid = await begun(stub);
    await later(stub, 13 * HOUR);
    await runDurableObjectAlarm(stub);
    expect((await stub.flows({ ...ALL, uuid: COLOR })).items[0]?.runs).toMatchObject({ active: 1, expired: 1 });
    expect((await stub.contacts(ALL)).page.items[0]).toMatchObject({ uuid: JOE, flow: null });
    for (const object of [uuid, JOE]) {
      const [event] = (await stub.events({ ...ALL, object })).items;
      expect(event).toMatchObject({ action: "update", actor: "", reason: "expired", requestId: "" });
    }
  });

  test("is waited for again when something was heard of it, and no longer when it has ended", async () => {
    const stub = await imported();
    const uuid = await begun(stub);
    await later(stub, 13 * HOUR);
    await sql(stub, "UPDATE runs SET expires_on = expires_on + ? WHERE uuid = ?", 2 * HOUR, uuid);
    await runDurableObjectAlarm(stub);
    const heard = await run(stub, uuid);
    expect(heard?.exitedOn).toBe(null);
    expect(await waiting(stub)).toEqual(await sql(stub, "SELECT expires_on AS due FROM runs WHERE uuid = ?", uuid));
    await done(stub, { do: "contact.act", contacts: [{ uuid: JOE }], act: { kind: "interrupt" } });
    await later(stub, 3 * HOUR);
    await runDurableObjectAlarm(stub);
    expect(await run(stub, uuid)).toMatchObject({ exitType: "interrupted" });
    expect(await waiting(stub)).toEqual([]);
  });

  test("never expires in a flow of zero minutes", async () => {
    const stub = await imported();
    const uuid = await begun(stub, 0);
    expect(await sql(stub, "SELECT expires_on FROM runs WHERE uuid = ?", uuid)).toEqual([{ expires_on: null }]);
    expect(await waiting(stub)).toEqual([]);
  });
});

test("very many end in steps within their bound, each once", async () => {
  const stub = await imported();
  await crowd(stub, 900);
  await sql(stub, "INSERT INTO resthooks (resthook, created_on, modified_on) VALUES ('flow', 1, 1)");
  const targetUrl = "https://hooks.example.com/";
  await done(stub, { do: "subscriber.create", resthook: "flow", targetUrl, form: "flow-fields" });
  await stepwise(stub, async (object, steps) => {
    // Nobody is to be called.
    const quiet = () => steps.rows("DELETE FROM tasks WHERE kind = 'deliver'");
    expect((await object.write(ACTOR, [start({ groups: [CUSTOMERS.uuid] })])).ok).toBe(true);
    while (steps.waiting() > 0) {
      await steps.step();
      quiet();
    }
    const open = () => steps.number("SELECT count(*) FROM runs WHERE start = 1 AND exited_on IS NULL");
    const all = open();
    expect(all).toBeGreaterThan(900);
    steps.rows("UPDATE runs SET expires_on = expires_on - ?", 13 * HOUR);
    steps.rows("UPDATE tasks SET due = 1, data = json_object('since', 1451606400000000) WHERE kind = 'expire'");
    // What is asked for meanwhile does not wait for the last of them.
    const broadcast = { do: "broadcast.create", text: "Hi", to: { contacts: [{ uuid: JOE }] } } as const;
    expect((await object.write(ACTOR, [broadcast])).ok).toBe(true);
    let taken = 0;
    for (; open() > 0; taken += 1) {
      if (taken === 4) expect(steps.waiting()).toBe(0);
      const before = steps.number("SELECT total_changes()");
      await steps.step();
      expect(steps.number("SELECT total_changes()") - before).toBeLessThan(STEP_CHANGES * 1.1);
      quiet();
    }
    expect(taken).toBeGreaterThan(5);
    expect(steps.number("SELECT count(*) FROM runs WHERE start = 1 AND exit_type = 'expired'")).toBe(all);
    const told =
      "SELECT count(*) FROM deliveries d JOIN runs r ON r.id = d.run WHERE r.start = 1 AND r.exit_type = 'expired' AND d.kind = 'run.ended'";
    expect(steps.number(told)).toBe(all);
  });
});

describe("of imported runs", () => {
  const brought = async (stub: Stub, expires_on: string): Promise<string> => {
    const main = org("main");
    const [first] = main.runs;
    const uuid = "00000000-0000-4000-8000-00000000aaaa";
    const open = { ...first, id: 7_777, uuid, contact: FRANK, exited_on: null, exit_type: null, expires_on };
    const lines = ndjson({ ...main, key: (await stub.org())?.key ?? "", runs: [open] } as never);
    expect(await stub.importChunk({ importId: "more", chunk: 0, lines })).toMatchObject({ ok: true });
    return uuid;
  };

  test("those that were over before they came stay as the file says", async () => {
    const stub = await imported();
    const uuid = await brought(stub, "2020-01-01T00:00:00.000000Z");
    const joes = await begun(stub);
    await later(stub, 13 * HOUR);
    await runDurableObjectAlarm(stub);
    expect(await run(stub, joes)).toMatchObject({ exitType: "expired" });
    expect(await run(stub, uuid)).toMatchObject({ exitType: null });
  });

  test("those whose time is still to come are waited for", async () => {
    const stub = await imported();
    const uuid = await brought(stub, new Date(Date.now() + 300).toISOString().replace("Z", "000Z"));
    expect(await waiting(stub)).toHaveLength(1);
    await expect.poll(async () => (await run(stub, uuid))?.exitType, { timeout: 40_000 }).toBe("expired");
  });
});

test("an account from before waits for the runs that it has", async () => {
  const stub = await imported();
  const uuid = await begun(stub);
  const before = await waiting(stub);
  expect(before).toHaveLength(1);
  await runInDurableObject(stub, (_, { storage }) => {
    const { sql: db } = storage;
    db.exec("DELETE FROM tasks");
    for (const index of ["runs_expiring", "tasks_expire"]) db.exec(`DROP INDEX ${index}`);
    db.exec("DELETE FROM migrations WHERE name = '0014_expiry'");
    migrate(storage, MIGRATIONS);
  });
  expect(await waiting(stub)).toEqual(before);
  await later(stub, 13 * HOUR);
  await runDurableObjectAlarm(stub);
  expect(await run(stub, uuid)).toMatchObject({ exitType: "expired" });
});

test("a step finds every run by an index, and sorts none", async () => {
  const stub = await imported();
  await begun(stub);
  await later(stub, 13 * HOUR);
  const plans = await plansOf(stub, (db) => {
    const working = { db, clock: clock(db, () => Date.now() * 1000), context: context(db) };
    expect(expiring.step(working, { id: 1, data: { since: 1_500_000_000_000_000 } })).toEqual({ next: "done" });
  });
  expect(plans.some(({ plan }) => plan.some((line) => line.includes("runs_expiring")))).toBe(true);
  for (const { sql: asked, plan } of plans) expect(faults(plan, null), `${asked}\n${plan.join("\n")}`).toEqual([]);
});

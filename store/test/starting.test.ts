/** Flow starts from the command to the last run, and what they make of flows' counts and of runs that went on. */
import { beforeEach, describe, expect, test } from "vitest";
import type { FlowCommand, FlowRecord, RunRecord } from "../../contracts/flows.ts";
import { STEP_CHANGES, STEP_ROWS } from "../work/limits.ts";
import { ANN, CUSTOMERS, FRANK, JOE, STAN, crowd, stepwise } from "./crowd.ts";
import { ACTOR, ALL, type Stub, done, imported, sql, write } from "./fixture.ts";

const COLOR = "00000000-0000-4000-8000-000000000021";
const SURVEY = "00000000-0000-4000-8000-000000000022";
const NODE = "00000000-0000-4000-8000-000000000061";

let stub: Stub;
beforeEach(async () => {
  stub = await imported();
});

function start(more: Partial<FlowCommand> = {}): FlowCommand {
  return {
    do: "start.create",
    flow: COLOR,
    to: { groups: [CUSTOMERS.uuid] },
    restartParticipants: true,
    excludeActive: false,
    extra: null,
    ...more,
  };
}

/** Works the queue off; answers the runs of that start, in the order of their making. */
async function started(command: FlowCommand): Promise<RunRecord[]> {
  let uuid = "";
  await stepwise(stub, async (object, steps) => {
    const result = await object.write(ACTOR, [command]);
    const [written] = result.ok ? result.written : [];
    if (written?.kind !== "start") throw new Error(JSON.stringify(result));
    ({ uuid } = written.start);
    expect(written.start.status).toBe("pending");
    for (let step = 0; steps.waiting() > 0; step += 1) {
      await steps.step();
      expect(step).toBeLessThan(50);
    }
  });
  expect((await stub.flowStarts({ ...ALL, uuid })).items).toMatchObject([{ status: "complete" }]);
  const { items } = await stub.runs({ ...ALL, flow: command.flow });
  return items.filter((run) => run.start === uuid).toSorted((one, other) => one.id - other.id);
}

async function flow(uuid: string): Promise<FlowRecord | undefined> {
  return (await stub.flows({ ...ALL, uuid })).items[0];
}

async function runsOf(contact: string): Promise<readonly RunRecord[]> {
  return (await stub.runs({ ...ALL, contact })).items;
}

describe("a start", () => {
  test("makes one run for each distinct contact, at the flow's first node, until it expires", async () => {
    const to = { urns: ["tel:+250788123123", "tel:+250788000301"], contacts: [{ uuid: JOE }], groups: ["Customers"] };
    const runs = await started(start({ to, extra: '{"a":1}' }));
    const made = (await stub.contacts({ ...ALL, urn: "tel:+250788000301" })).page.items[0]?.uuid ?? "";
    expect(runs.map(({ contact }) => contact.uuid).toSorted()).toEqual([JOE, ANN, made].toSorted());
    const [first] = runs;
    expect(first).toMatchObject({
      flow: { uuid: COLOR, name: "Color Flow" },
      responded: false,
      results: "{}",
      exitedOn: null,
      exitType: null,
    });
    expect(JSON.parse(first?.path ?? "")).toMatchObject([{ node: NODE }]);
    const [row] = await sql<{ minutes: number }>(
      stub,
      "SELECT (expires_on - created_on) / 60000000 AS minutes FROM runs WHERE id = ?",
      first?.id ?? 0,
    );
    expect(row?.minutes).toBe(720);
    const [record] = (await stub.flowStarts(ALL)).items;
    expect(record).toMatchObject({ extra: '{"a":1}', flow: { uuid: COLOR }, groups: [{ name: "Customers" }] });
    expect(record?.contacts).toHaveLength(2);
    expect((await stub.contacts({ ...ALL, uuid: JOE })).page.items[0]?.flow).toEqual({
      uuid: COLOR,
      name: "Color Flow",
    });
  });

  test("interrupts whatever run the contact is in, once", async () => {
    const before = (await runsOf(FRANK)).find(({ exitType }) => exitType === null);
    const [made] = await started(start({ flow: SURVEY, to: { contacts: [{ uuid: FRANK }] } }));
    expect(made?.path).toBe("[]");
    const runs = await runsOf(FRANK);
    expect(runs.filter(({ exitType }) => exitType === null).map(({ id }) => id)).toEqual([made?.id]);
    const after = runs.find(({ id }) => id === before?.id);
    expect(after).toMatchObject({ exitType: "interrupted" });
    expect(after?.exitedOn).toBe(after?.modifiedOn);
    const [event] = (await stub.events({ ...ALL, object: before?.uuid ?? "" })).items;
    expect(event).toMatchObject({ action: "update", kind: "run", actor: ACTOR.key, reason: ACTOR.reason });
    const [contact] = (await stub.contacts(ALL)).page.items;
    expect(contact).toMatchObject({ uuid: FRANK, flow: { uuid: SURVEY } });
  });

  test("leaves out who was in the flow before, if it is to", async () => {
    expect(await started(start({ to: { contacts: [{ uuid: JOE }] }, restartParticipants: false }))).toEqual([]);
    const runs = await started(start({ to: { contacts: [{ uuid: JOE }, { uuid: ANN }] }, restartParticipants: false }));
    expect(runs.map(({ contact }) => contact.uuid)).toEqual([ANN]);
    expect(await started(start({ to: { contacts: [{ uuid: JOE }] } }))).toHaveLength(1);
  });

  test("leaves out who is in a flow now, if it is to", async () => {
    const to = { contacts: [{ uuid: JOE }, { uuid: FRANK }] };
    const runs = await started(start({ flow: SURVEY, to, excludeActive: true }));
    expect(runs.map(({ contact }) => contact.uuid)).toEqual([JOE]);
  });

  test("skips blocked, stopped and deleted contacts", async () => {
    await sql(stub, "UPDATE contacts SET blocked = 1 WHERE uuid = ?", JOE);
    expect(await started(start({ to: { contacts: [{ uuid: JOE }, { uuid: STAN }] } }))).toEqual([]);
  });

  test("to many takes steps within their bound and makes every run once", async () => {
    await crowd(stub, 700);
    const made: number[] = [];
    await stepwise(stub, async (object, steps) => {
      await object.write(ACTOR, [start()]);
      const statuses: unknown[] = [];
      while (steps.waiting() > 0) {
        const before = steps.number("SELECT count(*) FROM runs");
        await steps.step();
        made.push(steps.number("SELECT count(*) FROM runs") - before);
        statuses.push((await object.flowStarts(ALL)).items[0]?.status);
      }
      expect(new Set(statuses.slice(0, -1))).toEqual(new Set(["starting"]));
      expect(statuses.at(-1)).toBe("complete");
      expect(steps.number("SELECT count(*) FROM runs WHERE start = 1")).toBe(702);
      expect(steps.number("SELECT count(DISTINCT contact) FROM runs WHERE start = 1")).toBe(702);
    });
    expect(Math.max(...made)).toBeLessThanOrEqual(STEP_ROWS);
  });

  test("takes smaller steps where a contact costs more: with subscribers, groups and runs to interrupt", async () => {
    await crowd(stub, 300);
    await sql(stub, "INSERT INTO resthooks (resthook, created_on, modified_on) VALUES ('flow', 1, 1)");
    for (let target = 0; target < 10; target += 1) {
      const targetUrl = `https://hooks.example.com/${target}`;
      await done(stub, { do: "subscriber.create", resthook: "flow", targetUrl, form: "flow-fields" });
    }
    await stepwise(stub, async (object, steps) => {
      const changed = () => steps.number("SELECT total_changes()");
      await object.write(ACTOR, [start({ flow: SURVEY })]);
      const runs: number[] = [];
      while (steps.number("SELECT count(*) FROM tasks WHERE kind = 'start'") > 0) {
        const [before, made] = [changed(), steps.number("SELECT count(*) FROM runs")];
        await steps.step();
        const written = changed() - before;
        // Nothing but the start is looked at here, and nobody is to be called.
        steps.rows("DELETE FROM tasks WHERE kind = 'deliver'");
        runs.push(steps.number("SELECT count(*) FROM runs") - made);
        expect(written).toBeLessThan(STEP_CHANGES * 1.1);
      }
      expect(Math.max(...runs)).toBeLessThan(60);
      expect(steps.number("SELECT count(DISTINCT contact) FROM runs WHERE start = 1")).toBe(302);
      expect(steps.number("SELECT count(*) FROM runs WHERE start = 1")).toBe(302);
    });
  });

  test.each([
    ["unknown", { flow: "00000000-0000-4000-8000-00000000dead" }, "flow"],
    ["archived", { flow: "00000000-0000-4000-8000-000000000023" }, "flow"],
    ["unknown", { to: { groups: ["Nobody"] } }, "groups"],
  ] as const)("is refused as %s for %o", async (code, more, field) => {
    expect(await write(stub, start(more))).toMatchObject({ why: "invalid", failures: [{ field, code }] });
  });

  test("tells nobody whose URN it is in an anonymous account, and starts nothing in a suspended one", async () => {
    for (const [key, failure] of [
      ["anon", { field: "recipients", code: "anonymous" }],
      ["suspended", { field: "account", code: "suspended" }],
    ] as const) {
      stub = await imported(key);
      await sql(
        stub,
        `INSERT INTO flows (uuid, name, type, archived, expires, created_on) VALUES ('${SURVEY}', 'F', 'message', 0, 1, 1)`,
      );
      const to = { urns: ["tel:+250788000401"] };
      expect(await write(stub, start({ flow: SURVEY, to }))).toMatchObject({ failures: [failure] });
    }
  });
});

describe("a flow's runs", () => {
  test("are counted by state as they are imported, started, interrupted and removed", async () => {
    const imports = { active: 1, completed: 1, interrupted: 0, expired: 0 };
    expect((await flow(COLOR))?.runs).toEqual(imports);
    await started(start({ to: { contacts: [{ uuid: JOE }, { uuid: FRANK }] } }));
    expect((await flow(COLOR))?.runs).toEqual({ active: 2, completed: 1, interrupted: 1, expired: 0 });
    await started(start({ flow: SURVEY, to: { contacts: [{ uuid: FRANK }] } }));
    expect((await flow(COLOR))?.runs).toEqual({ active: 1, completed: 1, interrupted: 2, expired: 0 });
    expect((await flow(SURVEY))?.runs).toMatchObject({ active: 1 });
    await done(stub, { do: "contact.delete", target: { uuid: FRANK } });
    expect((await flow(COLOR))?.runs).toEqual({ active: 1, completed: 1, interrupted: 0, expired: 0 });
    expect((await flow(SURVEY))?.runs).toMatchObject({ active: 0 });
    const counted = await sql(
      stub,
      `SELECT f.id FROM flows f WHERE (f.active, f.completed, f.interrupted, f.expired) <>
        (SELECT count(*) FILTER (WHERE exit_type IS NULL), count(*) FILTER (WHERE exit_type = 'completed'),
          count(*) FILTER (WHERE exit_type = 'interrupted'), count(*) FILTER (WHERE exit_type = 'expired')
          FROM runs WHERE flow = f.id)`,
    );
    expect(counted).toEqual([]);
  });
});

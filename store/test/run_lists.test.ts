/** Lists of flows, starts, broadcasts and runs: what they find, in which order, and that each walks its index. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Page, PageQuery } from "../../contracts/account.ts";
import type { RunQuery, RunRecord } from "../../contracts/flows.ts";
import { broadcastPage } from "../read/broadcasts.ts";
import { startPage } from "../read/flow_starts.ts";
import { flowPage } from "../read/flows.ts";
import { runPage } from "../read/runs.ts";
import { broadcasting } from "../work/broadcasting.ts";
import { dueTasks, earliestDue, postpone, proceed } from "../work/queue.ts";
import { starting } from "../work/starting.ts";
import { clock } from "../clock.ts";
import { context } from "../read/account.ts";
import { runCommands } from "../write/run.ts";
import type { Writer } from "../write/transaction.ts";
import { CUSTOMERS, FRANK, JOE } from "./crowd.ts";
import { ACTOR, ALL, type Stub, imported, sql } from "./fixture.ts";
import { faults, placesAt, plansOf } from "./planned.ts";

const COLOR = "00000000-0000-4000-8000-000000000021";
const PLACES = placesAt(1_459_468_800_000_000, 5);
const BOUNDS = [{}, { before: 1_600_000_000_000_000 }, { after: 1 }, { before: 1_600_000_000_000_000, after: 1 }];

let stub: Stub;
beforeAll(async () => {
  stub = await imported();
  // Ties of three, of two flows and two contacts, some answered.
  await sql(
    stub,
    `INSERT INTO runs (uuid, flow, contact, responded, path, results, created_on, modified_on)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
      SELECT 'run-' || i, 1001 + i % 2, 1 + i % 2, i % 5 = 0, '[]', '{}', 1, 1600000000000000 + i / 3 FROM n`,
  );
});

async function walk(query: Omit<RunQuery, keyof PageQuery>, limit = 100): Promise<RunRecord[]> {
  const found: RunRecord[] = [];
  for (let page: Page<RunRecord> | null = null; page === null || page.next !== null;) {
    const from: PageQuery["from"] = page?.next ?? null;
    page = await stub.runs({ ...query, limit, from });
    if (from !== null && page.previous !== null) {
      // The way back leads to what came before.
      const before = await stub.runs({ ...query, limit, from: page.previous });
      expect(before.items).toEqual(found.slice(-limit));
    }
    found.push(...page.items);
  }
  return found;
}

describe("runs", () => {
  test("come the last modified first, ties by number, each once; and the other way round on demand", async () => {
    const down = await walk({});
    expect(down).toHaveLength(602);
    const sorted = down.toSorted((one, other) => other.modifiedOn - one.modifiedOn || other.id - one.id);
    expect(down.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id));
    const up = await walk({ ascending: true }, 70);
    expect(up.map(({ id }) => id)).toEqual(down.map(({ id }) => id).toReversed());
  });

  test("the first page of either direction has nothing before it, the last nothing behind", async () => {
    for (const ascending of [false, true]) {
      const first = await stub.runs({ ascending, limit: 600, from: null });
      expect(first.previous).toBeNull();
      const last = await stub.runs({ ascending, limit: 600, from: first.next });
      expect(last.items).toHaveLength(2);
      expect(last.next).toBeNull();
      expect(last.previous).not.toBeNull();
    }
  });

  test("an end that was reached stays a place to go back from", async () => {
    const end = { at: 9_000_000_000_000_000, id: 1, back: false };
    const page = await stub.runs({ ascending: true, limit: 5, from: end });
    expect(page).toMatchObject({ items: [], next: null });
    const back = await stub.runs({ ascending: true, limit: 5, from: page.previous });
    expect(back.items.map(({ uuid }) => uuid)).toEqual(["run-596", "run-597", "run-598", "run-599", "run-600"]);
  });

  test.each<[Omit<RunQuery, keyof PageQuery>, number]>([
    [{ flow: COLOR }, 302],
    [{ contact: JOE }, 301],
    [{ responded: true }, 121],
    [{ responded: false }, 602],
    [{ flow: COLOR, responded: true }, 61],
    [{ contact: FRANK, responded: true }, 60],
    [{ uuid: "run-10" }, 1],
    [{ id: 7001 }, 1],
    [{ id: 7001, contact: FRANK }, 0],
    [{ id: 7001, responded: true, flow: COLOR }, 1],
    [{ after: 1_600_000_000_000_100 }, 301],
    [{ before: 1_600_000_000_000_100, after: 1_600_000_000_000_100 }, 3],
    [{ before: 1_600_000_000_000_100, after: 1_600_000_000_000_100, ascending: true }, 3],
    [{ flow: "00000000-0000-4000-8000-00000000dead" }, 0],
    [{ contact: "00000000-0000-4000-8000-00000000dead" }, 0],
  ])("%o finds %i", async (query, count) => {
    expect(await walk(query)).toHaveLength(count);
  });
});

describe("every statement", () => {
  test("of the lists of runs walks one index", async () => {
    const filters: Omit<RunQuery, keyof PageQuery>[] = [];
    for (const of of [{}, { flow: COLOR }, { contact: JOE }]) {
      for (const responded of [false, true]) {
        for (const single of [{}, { id: 7001 }, { uuid: "run-1" }]) {
          for (const ascending of [false, true]) filters.push({ ...of, ...single, responded, ascending });
        }
      }
    }
    const plans = await plansOf(stub, (db) => {
      for (const from of PLACES) {
        for (const bounds of BOUNDS) {
          for (const filter of filters) runPage(db, { ...filter, ...bounds, limit: 250, from });
        }
      }
    });
    expect(plans.length).toBeGreaterThan(100);
    const lists = /^SCAN r USING INDEX runs_(page|responded)$/;
    for (const { sql: text, plan } of plans) expect(faults(plan, lists), `${text}\n${plan.join("\n")}`).toEqual([]);
    // With a list of one flow or one contact the index of it, and not that of all runs.
    for (const { sql: text, plan } of plans.filter((it) => /r\.(flow|contact) = \?/.test(it.sql))) {
      expect(plan[0], text).toMatch(/runs_of_|runs_responded_of_|PRIMARY KEY|autoindex_runs/);
    }
  });

  test("of the lists of flows, starts and broadcasts walks one index", async () => {
    const plans = await plansOf(stub, (db) => {
      for (const from of PLACES) {
        for (const archived of [undefined, true, false]) {
          for (const more of [{}, { type: "message" }, { uuid: COLOR }]) {
            flowPage(db, { ...more, ...(archived !== undefined && { archived }), limit: 250, from });
          }
        }
        for (const bounds of BOUNDS) {
          for (const more of [{}, { id: 1 }, { uuid: COLOR }]) {
            startPage(db, { ...more, ...bounds, limit: 250, from });
            broadcastPage(db, { ...more, ...bounds, limit: 250, from });
          }
        }
      }
    });
    const lists = /^SCAN (f|s|b) USING INDEX (flows|flow_starts|broadcasts)_page$/;
    for (const { sql: text, plan } of plans) expect(faults(plan, lists), `${text}\n${plan.join("\n")}`).toEqual([]);
    expect(plans.some(({ plan }) => plan[0]?.includes("flows_archived_of_type"))).toBe(true);
  });

  test("of commands, steps and the queue finds its rows by an index", async () => {
    const to = { urns: ["tel:+250788000501"], contacts: [{ uuid: JOE }], groups: [CUSTOMERS.uuid] };
    const plans = await plansOf(stub, (db, storage) => {
      const writer: Writer = {
        db,
        clock: clock(db, () => 2_000_000_000_000_000),
        context: context(db),
        transaction: (work) => storage.transactionSync(work),
      };
      const result = runCommands(writer, ACTOR, [
        { do: "broadcast.create", text: "Hi", to, channel: "00000000-0000-4000-8000-000000000011" },
        { do: "start.create", flow: COLOR, to, restartParticipants: false, excludeActive: true, extra: null },
        { do: "message.send", contact: { uuid: JOE }, text: "Hi", attachments: [], quickReplies: [] },
      ]);
      expect(result).toMatchObject({ ok: true });
      const [broadcast, start] = dueTasks(db, "inside", 9e15, 2);
      if (broadcast === undefined || start === undefined) throw new Error("The queue has two tasks.");
      earliestDue(db, "outside");
      broadcasting.step(writer, broadcast);
      broadcasting.step(writer, { ...broadcast, data: { broadcast: 1, progress: { group: 0, after: 0, last: 9 } } });
      starting.step(writer, start);
      starting.step(writer, { ...start, data: { start: 1, progress: { group: 0, after: 0, last: 9 } } });
      starting.abandon(writer, start);
      broadcasting.abandon(writer, broadcast);
      postpone(db, start.id, 1, 1);
      proceed(db, broadcast.id, { next: "done" }, 1);
      proceed(db, start.id, { next: "done" }, 1);
    });
    expect(plans.length).toBeGreaterThan(40);
    // An account has few channels; they are few rows read whole.
    const few = /^SCAN (channels USING INDEX channels_page|f USING INDEX fields_page)$/;
    for (const { sql: text, plan } of plans) expect(faults(plan, few), `${text}\n${plan.join("\n")}`).toEqual([]);
  });
});

test("flows have their labels, results and counts, and are found by type and by being archived", async () => {
  const all = (await stub.flows(ALL)).items;
  expect(all.map(({ name }) => name)).toHaveLength(3);
  expect(all.find(({ uuid }) => uuid === COLOR)).toMatchObject({
    labels: [{ name: "Reporting" }],
    expires: 720,
    rulesets: [{ label: "Color", categories: ["Orange", "Blue", "Other"] }],
  });
  expect((await stub.flows({ ...ALL, archived: true })).items.every(({ archived }) => archived)).toBe(true);
  expect((await stub.flows({ ...ALL, archived: false, type: "survey" })).items.map(({ name }) => name)).toEqual([
    "Survey",
  ]);
  expect((await stub.flows({ ...ALL, type: "nothing" })).items).toEqual([]);
});

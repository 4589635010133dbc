/** Goes with store/legacy: flows and runs by numbered page, and what is done to them. */
import { exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CountedPage, CountedReads } from "../../contracts/counted.ts";
import {
  type Acted,
  type CountedRunQuery,
  STARTED_AT_ONCE,
  type StartRuns,
  type SubmitSteps,
} from "../../contracts/counted_flows.ts";
import { countedDefinitions, countedFlows } from "../legacy/v1_flows.ts";
import { merged } from "../legacy/v1_merge.ts";
import { countedRuns } from "../legacy/v1_runs.ts";
import { startRuns } from "../legacy/v1_starting.ts";
import { submitSteps } from "../legacy/v1_steps.ts";
import { flowsByUuid } from "../read/flows.ts";
import { runsById } from "../read/runs.ts";
import { writingOf } from "../write/transaction.ts";
import { ANN, CUSTOMERS, FRANK, JOE, crowd } from "./crowd.ts";
import { ACTOR, ALL, type Stub, fresh, imported, sql } from "./fixture.ts";
import { faults, plansOf, writerOn } from "./planned.ts";

const counted = (exports as unknown as { LegacyV1: CountedReads }).LegacyV1;
const COLOR = "00000000-0000-4000-8000-000000000021";
const SURVEY = "00000000-0000-4000-8000-000000000022";
const NODE = "00000000-0000-4000-8000-000000000061";

const START: StartRuns = {
  flow: COLOR,
  contacts: [],
  phones: [],
  groups: [],
  restartParticipants: true,
  extra: null,
};
const INTERVIEW: SubmitSteps = { flow: SURVEY, contact: JOE, started: 1, completed: true, steps: [], by: "" };

let stub: Stub;
let name: string;
async function renew(): Promise<void> {
  stub = await imported();
  name = (await stub.org())?.key ?? "";
}

/** Runs of all flows and contacts: every tenth instant is shared by three of them. */
async function manyRuns(count: number): Promise<void> {
  await sql(
    stub,
    `INSERT INTO runs (uuid, flow, contact, responded, path, results, created_on, modified_on)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
      SELECT format('20000000-0000-4000-8000-%012d', i), 1001 + i % 3, 1 + i % 4, 0, '[]', '{}', i, 1000 + i / 3 FROM n`,
    count,
  );
}

/** What a page should be, made by hand: the list as one statement that sorts. */
async function expected(where: string): Promise<number[]> {
  const rows = await sql<{ id: number }>(
    stub,
    `SELECT r.id FROM runs r WHERE ${where} ORDER BY r.modified_on DESC, r.id DESC`,
  );
  return rows.map(({ id }) => id);
}

async function walked(query: CountedRunQuery): Promise<{ ids: number[]; counts: Set<number> }> {
  const ids: number[] = [];
  const counts = new Set<number>();
  for (let page = 1; ; page += 1) {
    const found: CountedPage | null = await counted.page(name, "runs", query, page);
    if (found === null) return { ids, counts };
    ids.push(...found.items.map(({ id }) => id));
    counts.add(found.count);
  }
}

describe("runs by numbered page", () => {
  beforeAll(async () => {
    await renew();
    await manyRuns(1_600);
  });

  test.each<[string, CountedRunQuery, string]>([
    ["none", {}, "1"],
    ["a flow", { flow: [COLOR] }, "r.flow = 1001"],
    ["flows, one of them twice", { flow: [COLOR, SURVEY, COLOR] }, "r.flow IN (1001, 1002)"],
    [
      "flows by number, within bounds",
      { flowNumbers: [1001, 1003], after: 1_100, before: 1_400 },
      "r.flow IN (1001, 1003) AND r.modified_on BETWEEN 1100 AND 1400",
    ],
    ["contacts", { contact: [JOE, FRANK] }, "r.contact IN (1, 2)"],
    ["contacts and a flow", { contact: [JOE, FRANK], flowNumbers: [1001] }, "r.contact IN (1, 2) AND r.flow = 1001"],
    ["a phone", { phone: ["+250788123123", "1"] }, "r.contact = 1"],
    ["a group", { group: [CUSTOMERS.uuid] }, "r.contact IN (1, 3)"],
    [
      "a group by its name, and bounds",
      { groupNames: ["CUSTOMERS"], after: 1_200 },
      "r.contact IN (1, 3) AND r.modified_on >= 1200",
    ],
    ["a group and a flow", { group: [CUSTOMERS.uuid], flow: [COLOR] }, "r.contact IN (1, 3) AND r.flow = 1001"],
    ["two groups that share nobody", { group: [CUSTOMERS.uuid], groupNames: ["developers"] }, "0"],
    ["a flow that is not there", { flow: [JOE] }, "0"],
    ["no flow", { flow: [] }, "0"],
    ["numbers, one of them twice", { run: [7001, 7001, 7002, 1], contact: [JOE] }, "r.id = 7001"],
  ])("filtered by %s", async (_, query, where) => {
    const all = await expected(where);
    expect(await walked(query)).toEqual({ ids: all, counts: new Set([all.length]) });
  });

  test("of a group with many members are walked, and counted by its members", async () => {
    await crowd(stub, 300, 32);
    const [one] = await sql<{ id: number }>(stub, "SELECT max(id) AS id FROM contacts");
    await sql(
      stub,
      `INSERT INTO runs (uuid, flow, contact, responded, path, results, created_on, modified_on)
        SELECT 'r' || id, 1001, ${one?.id ?? 0} - id % 3, 0, '[]', '{}', 1, modified_on FROM runs WHERE id % 5 = 0`,
    );
    const query: CountedRunQuery = { group: ["00000000-0000-4000-8000-000000000032"] };
    const member = "EXISTS (SELECT 1 FROM memberships m WHERE m.contact = r.contact AND m.group_id = 32)";
    const all = await expected(member);
    expect(all.length).toBeGreaterThan(250);
    expect(await walked(query)).toEqual({ ids: all, counts: new Set([all.length]) });
    const late = await expected(`${member} AND r.modified_on >= 1300 AND r.flow = 1001`);
    const counts = new Set([late.length]);
    expect(await walked({ ...query, after: 1_300, flow: [COLOR, COLOR] })).toEqual({ ids: late, counts });
    const plans = await plansOf(stub, (db) => {
      countedRuns(db, query, 1);
      countedRuns(db, { ...query, after: 5 }, 1);
    });
    const counting = plans.filter(({ sql: text }) => text.includes("COUNT"));
    expect(counting.length).toBe(2);
    for (const { plan } of counting) {
      expect(plan.some((line) => /SEARCH r USING (COVERING )?INDEX runs_of_contact/.test(line))).toBe(true);
    }
  });

  test("walk indexes and sort nothing; several flows are merged", async () => {
    const plans = await plansOf(stub, (db) => {
      const bounds = { before: 9e15, after: 1 };
      const who = { contact: [JOE, FRANK], phone: ["+250788123123"] };
      const groups = { group: [CUSTOMERS.uuid], groupNames: ["customers"] };
      for (const query of [{}, bounds, { flow: [COLOR] }, { flow: [COLOR, SURVEY], ...bounds, ...groups }])
        countedRuns(db, query, 1);
      for (const query of [who, { ...who, flow: [COLOR], ...groups, ...bounds }]) countedRuns(db, query, 1);
      for (const query of [{ run: [7001], ...who, flow: [COLOR], ...groups, ...bounds }]) countedRuns(db, query, 1);
      countedFlows(db, {}, 1);
      countedFlows(db, { uuid: [COLOR], flow: [1], types: ["message"], labels: ["a"], archived: false, ...bounds }, 1);
      countedDefinitions(db, { uuid: COLOR });
      flowsByUuid(db, [COLOR]);
      runsById(db, [7001]);
    });
    expect(plans.length).toBeGreaterThan(20);
    // An account has few flows: counts of its runs are added up from them.
    const few = /^SCAN (f|flows)( USING (COVERING )?INDEX flows_\w+)?$/;
    const lists = /^SCAN r USING (COVERING )?INDEX runs_page$/;
    for (const { sql: text, plan } of plans) {
      const whole = plan.filter((line) => !few.test(line) && !line.startsWith("USE TEMP B-TREE FOR DISTINCT"));
      expect(faults(whole, lists), `${text}\n${plan.join("\n")}`).toEqual([]);
    }
    const walks = plans.filter(({ sql: text }) => text.includes("r.modified_on DESC"));
    const indexes = walks.map(({ plan }) => plan.find((line) => / r /.test(line))?.match(/INDEX (\w+)/)?.[1]);
    expect(new Set(indexes)).toEqual(new Set(["runs_of_contact", "runs_of_flow", "runs_page"]));
  });

  test("of later pages take the count of the first, for a while", async () => {
    const query: CountedRunQuery = { flow: [COLOR], after: 2 };
    const first = await counted.page(name, "runs", query, 1);
    await sql(stub, "UPDATE runs SET modified_on = 1 WHERE uuid = '20000000-0000-4000-8000-000000000003'");
    expect((await counted.page(name, "runs", query, 2))?.count).toBe(first?.count);
    expect((await counted.page(name, "runs", query, 1))?.count).toBe((first?.count ?? 0) - 1);
  });
});

test("what is merged is in one order, ties by number", () => {
  const place = (id: number, at: number) => ({ id, at });
  const lists = [
    [place(5, 9), place(1, 3)],
    [place(7, 9), place(6, 4)],
  ];
  expect(merged(lists, 3).map(({ id }) => id)).toEqual([7, 5, 6]);
  expect(merged([], 3)).toEqual([]);
});

describe("an act", () => {
  beforeEach(renew);

  function start(more: Partial<StartRuns>): Promise<Acted> {
    return counted.act(name, ACTOR, "runs.start", { ...START, ...more });
  }

  async function count(table: string): Promise<number> {
    return (await sql<{ count: number }>(stub, `SELECT count(*) AS count FROM ${table}`))[0]?.count ?? NaN;
  }

  test("in an account without data is missing", async () => {
    const { name: empty } = fresh("empty");
    expect(await counted.act(empty, ACTOR, "runs.expire", { contacts: [] })).toEqual({ ok: false, why: "no-account" });
  });

  test("that starts has a bound on contacts, members included", async () => {
    await crowd(stub, STARTED_AT_ONCE);
    const groups = [CUSTOMERS.uuid];
    const many = { ok: false, why: "invalid", failures: [{ field: "recipients", code: "many", value: "250" }] };
    expect(await start({ groups })).toEqual(many);
    await sql(stub, "DELETE FROM memberships WHERE contact IN (1, 3)");
    expect(await start({ groups, contacts: [JOE] })).toEqual(many);
    expect(await start({ groups, phones: ["+250788999999"] })).toEqual(many);
    expect([await count("flow_starts"), await count("runs")]).toEqual([0, 2]);
    const all = await start({ groups });
    expect(all.ok && all.made.length).toBe(STARTED_AT_ONCE);
  });

  test("completes numbers with the account's country, and refuses what is none before anything else", async () => {
    const made = await start({ phones: ["0788999999", "+250788999999"] });
    expect(made.ok && made.made.length).toBe(1);
    const urns = await sql<{ urn: string }>(stub, "SELECT urn FROM urns WHERE urn LIKE '%788999999'");
    expect(urns).toEqual([{ urn: "tel:+250788999999" }]);
    const none = { ok: false, why: "invalid", failures: [{ field: "phones", code: "number", value: "12" }] };
    expect(await start({ flow: 99, phones: ["0788999999", "12"] })).toEqual(none);
  });

  test("that is refused late has written nothing, contacts and events included", async () => {
    const tables = ["contacts", "urns", "flow_starts", "runs", "events"];
    const before = await Promise.all(tables.map(count));
    const none = await start({ contacts: ["00000000-0000-4000-8000-000000000104"] });
    expect(none).toMatchObject({ ok: false, failures: [{ field: "started", code: "none" }] });
    expect(await start({ phones: ["+250788999999"], contacts: [JOE, COLOR] })).toMatchObject({ ok: false });
    expect(await Promise.all(tables.map(count))).toEqual(before);
  });

  test("that fails midway leaves nothing behind", async () => {
    await sql(
      stub,
      `CREATE TRIGGER broken BEFORE INSERT ON runs WHEN new.contact = 3 BEGIN SELECT RAISE(ABORT, 'broken'); END`,
    );
    const before = [await count("runs"), await count("flow_starts"), await count("events")];
    await expect(async () => start({ contacts: [JOE, FRANK, ANN] })).rejects.toThrow(/broken/);
    expect([await count("runs"), await count("flow_starts"), await count("events")]).toEqual(before);
    expect((await stub.runs({ ...ALL, contact: FRANK })).items[0]?.exitType).toBeNull();
  });

  test("finds every row it touches by an index", async () => {
    const plans = await plansOf(stub, (db, storage) => {
      const writing = writingOf(writerOn(db, storage), ACTOR);
      expect(
        startRuns(writing, {
          ...START,
          flow: 1001,
          contacts: [JOE],
          groups: [CUSTOMERS.uuid],
          restartParticipants: false,
          phones: ["+250788999999"],
        }),
      ).toMatchObject({ ok: true });
      const step = { node: NODE, arrivedOn: 5, answer: { category: "Blue", value: "b", text: "b" } };
      const interview = { ...INTERVIEW, flow: COLOR, completed: false, steps: [step] };
      expect(submitSteps(writing, interview)).toMatchObject({ ok: true });
      expect(submitSteps(writing, { ...interview, completed: true, by: "ann" })).toMatchObject({ ok: true });
    });
    expect(plans.length).toBeGreaterThan(25);
    const fields = /^SCAN f USING INDEX fields_page$/;
    for (const { sql: text, plan } of plans) {
      const walk = text.includes("FROM channels") ? /^SCAN / : fields;
      expect(faults(plan, walk), `${text}\n${plan.join("\n")}`).toEqual([]);
    }
  });

  test("an interview of a run that a start made goes its own way", async () => {
    const begun = await start({ flow: SURVEY, contacts: [JOE] });
    const sent = await counted.act(name, ACTOR, "steps.submit", INTERVIEW);
    expect(sent).toMatchObject({ ok: true, made: [{ beside: { flow: 1002 } }] });
    expect(sent.ok && sent.made[0]?.id).not.toBe(begun.ok && begun.made[0]?.id);
  });
});

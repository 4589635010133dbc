/** The queue: what a task may rely on, with kinds of tasks made for the purpose. */
import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { clock } from "../clock.ts";
import { database } from "../database.ts";
import { context } from "../read/account.ts";
import { ATTEMPTS } from "../work/limits.ts";
import { DONE, type Kind, type Next } from "../work/task.ts";
import { type Fault, Work } from "../work/work.ts";
import { imported, sql } from "./fixture.ts";

interface Bench {
  readonly work: Work;
  readonly storage: DurableObjectStorage;
  readonly alarms: number[];
  readonly faults: Fault[];
  readonly held: Promise<void>[];
  /** Milliseconds; stands still until a test moves it. */
  now: number;
  add(kind: string, place: Kind["place"], due?: number, data?: unknown): void;
  tasks(): { kind: string; due: number; attempt: number; state: string; data: string }[];
  /** Names given by steps, in the order they took place, as far as they are committed. */
  notes(): string[];
}

async function bench(kinds: Record<string, Kind>, work: (bench: Bench) => void | Promise<void>): Promise<void> {
  const stub = await imported();
  await sql(stub, "CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT NOT NULL)");
  await runInDurableObject(stub, async (_, { storage }) => {
    const db = database(storage.sql);
    const made = {
      storage,
      alarms: [] as number[],
      faults: [] as Fault[],
      held: [] as Promise<void>[],
      now: 1_000_000,
      add: (kind: string, place: Kind["place"], due = 0, data: unknown = null) =>
        db.run(
          "INSERT INTO tasks (kind, place, data, due) VALUES (?, ?, ?, ?)",
          kind,
          place,
          JSON.stringify(data),
          due,
        ),
      tasks: () =>
        db.all<ReturnType<Bench["tasks"]>[number]>("SELECT kind, due, attempt, state, data FROM tasks ORDER BY id"),
      notes: () => db.all<{ note: string }>("SELECT note FROM notes ORDER BY id").map(({ note }) => note),
    };
    const host = new Work({
      writer: {
        db,
        clock: clock(db, () => made.now * 1000),
        context: context(db),
        transaction: (inner) => storage.transactionSync(inner),
      },
      kinds,
      setAlarm: (at) => made.alarms.push(at),
      now: () => made.now,
      hold: (action) => made.held.push(action),
      report: (fault) => made.faults.push(fault),
    });
    await work(Object.assign(made, { work: host }));
  });
}

/** Notes its data and counts it down, one a step. */
const counting: Kind = {
  place: "inside",
  step: ({ db }, { data }): Next => {
    const { name, left } = data as { name: string; left: number };
    db.run("INSERT INTO notes (note) VALUES (?)", `${name}${left}`);
    return left > 1 ? { next: "again", data: { name, left: left - 1 } } : DONE;
  },
  abandon: () => undefined,
};

const failing: Kind = {
  place: "inside",
  step: ({ db }) => {
    db.run("INSERT INTO notes (note) VALUES ('half')");
    throw new Error("This step never works.");
  },
  abandon: ({ db }) => db.run("INSERT INTO notes (note) VALUES ('abandoned')"),
};

describe("inside", () => {
  test("tasks take turns, one step a round, and the alarm is set again at once", () =>
    bench({ counting }, (at) => {
      at.add("counting", "inside", 1, { name: "a", left: 3 });
      at.add("counting", "inside", 2, { name: "b", left: 2 });
      for (let round = 0; round < 5; round += 1) {
        at.work.round();
        at.now += 1;
      }
      expect(at.notes()).toEqual(["a3", "b2", "a2", "b1", "a1"]);
      expect(at.tasks()).toEqual([]);
      expect(at.alarms.every((alarm) => alarm <= at.now)).toBe(true);
      expect(at.alarms.length).toBe(4);
    }));

  test("a task that is not due waits, and the alarm waits with it", () =>
    bench({ counting }, (at) => {
      at.add("counting", "inside", 5_000_000_500, { name: "a", left: 1 });
      at.work.round();
      expect(at.notes()).toEqual([]);
      expect(at.alarms).toEqual([5_000_001]);
      at.now = 5_000_001;
      at.work.round();
      expect(at.notes()).toEqual(["a1"]);
    }));

  test("a step that fails writes nothing, rests longer each time and holds nobody up", () =>
    bench({ counting, failing }, (at) => {
      at.add("failing", "inside", 1);
      at.add("counting", "inside", 2, { name: "a", left: 2 });
      for (let round = 0; round < 3; round += 1) at.work.round();
      expect(at.notes()).toEqual(["a2", "a1"]);
      expect(at.tasks()).toMatchObject([{ kind: "failing", attempt: 1, due: (at.now + 1_000) * 1000 }]);
      at.now += 1_000;
      at.work.round();
      expect(at.tasks()).toMatchObject([{ attempt: 2, due: (at.now + 2_000) * 1000 }]);
      expect(at.faults.map(({ kind, attempt }) => [kind, attempt])).toEqual([
        ["failing", 1],
        ["failing", 2],
      ]);
    }));

  test("a step that never works is given up, once, and its end is written down", () =>
    bench({ failing }, (at) => {
      at.add("failing", "inside", 1);
      for (let round = 0; round < ATTEMPTS + 5; round += 1) {
        at.work.round();
        at.now += 3_600_000;
      }
      expect(at.faults.length).toBe(ATTEMPTS);
      expect(at.notes()).toEqual(["abandoned"]);
      expect(at.tasks()).toMatchObject([{ state: "abandoned" }]);
    }));

  test("a task of an unknown kind is left for another build and blocks nobody", () =>
    bench({ counting }, (at) => {
      at.add("of tomorrow", "inside", 1);
      at.add("counting", "inside", 2, { name: "a", left: 1 });
      at.work.round();
      at.work.round();
      expect(at.notes()).toEqual(["a1"]);
      expect(at.tasks()).toMatchObject([
        { kind: "of tomorrow", attempt: 0, state: "waiting", due: (at.now + 60_000) * 1000 },
      ]);
    }));
});

describe("outside", () => {
  test("an action runs outside of any transaction, and its outcome is one", () =>
    bench(
      {
        calling: {
          place: "outside",
          lease: 10_000,
          act: async () => {
            await Promise.resolve();
            return ({ db }) => {
              db.run("INSERT INTO notes (note) VALUES ('called')");
              return { next: "at", due: 9_000_000_000, data: "second" };
            };
          },
          abandon: () => undefined,
        },
      },
      async (at) => {
        at.add("calling", "outside", 1, "first");
        at.work.round();
        // Until it is back somebody else would take it up when the lease has run out.
        expect(at.tasks()).toMatchObject([{ due: (at.now + 15_000) * 1000, data: '"first"' }]);
        await Promise.all(at.held);
        expect(at.notes()).toEqual(["called"]);
        expect(at.tasks()).toMatchObject([{ due: 9_000_000_000, data: '"second"', attempt: 0 }]);
        expect(at.alarms.at(-1)).toBe(9_000_000);
      },
    ));

  test("slow actions are few at a time and keep no step inside waiting", async () => {
    const release: (() => void)[] = [];
    const slow: Kind = {
      place: "outside",
      lease: 10_000,
      act: () => new Promise((resolve) => release.push(() => resolve(() => DONE))),
      abandon: () => undefined,
    };
    await bench({ slow, counting }, async (at) => {
      for (let task = 0; task < 8; task += 1) at.add("slow", "outside", 1);
      at.add("counting", "inside", 2, { name: "a", left: 2 });
      at.work.round();
      at.work.round();
      expect(release.length).toBe(6);
      expect(at.notes()).toEqual(["a2", "a1"]);
      const before = at.alarms.length;
      release[0]?.();
      await at.held[0];
      expect(at.alarms.length).toBe(before + 1);
      at.work.round();
      expect(release.length).toBe(7);
      for (const one of release) one();
      await Promise.all(at.held);
      at.work.round();
      release[7]?.();
      await Promise.all(at.held);
      expect(at.tasks()).toEqual([]);
    });
  });

  test("an action that throws or outstays its lease counts as a failure", async () => {
    const late: Kind = {
      place: "outside",
      lease: 20,
      act: () => new Promise(() => undefined),
      abandon: () => undefined,
    };
    const broken: Kind = { ...late, act: () => Promise.reject(new Error("No way out.")) };
    await bench({ late, broken }, async (at) => {
      at.add("late", "outside", 1);
      at.add("broken", "outside", 2);
      at.work.round();
      await Promise.all(at.held);
      expect(at.tasks()).toMatchObject([
        { kind: "late", attempt: 1, due: (at.now + 1_000) * 1000 },
        { kind: "broken", attempt: 1, due: (at.now + 1_000) * 1000 },
      ]);
    });
  });
});

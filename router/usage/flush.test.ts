/**
 * When a flush is sent, and what becomes of one that fails: against objects that answer, throw or hang as they are
 * told, and a clock that stands still until it is moved. Real objects: `flush.object.test.ts`.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FLUSH_AFTER_MS, FULL_ROWS, KEPT_ROWS, PATIENCE_MS, REMEMBERED_FLUSHES } from "./bounds.ts";
import type { Entry } from "./counter.ts";
import { entry, NOON } from "./fixture.ts";
import { Flusher, type Numbered, type Objects } from "./flush.ts";
import { objectOf } from "./place.ts";

type Answer = "ok" | "throws" | "hangs";

interface Isolate {
  readonly flusher: Flusher;
  /** What objects were called with, in order. */
  readonly calls: (readonly Numbered[])[];
  /** Objects that hang, whatever `answers` has. */
  readonly down: Set<string>;
  /** What each call meets; more calls are answered well. */
  answers: Answer[];
  count(over?: Partial<Entry>, now?: number): void;
  /** Lets five seconds pass, and everything that they set off. */
  flush(): Promise<void>;
  /** `waitUntil`s so far. */
  readonly tasks: Promise<unknown>[];
  readonly waits: number[];
}

function isolate(): Isolate {
  const waiting: (() => void)[] = [];
  const objects: Objects = {
    getByName: (name) => ({
      add(batches): Promise<true> {
        for (const { object } of batches) expect(object).toBe(name);
        it.calls.push(batches);
        switch (it.down.has(name) ? "hangs" : (it.answers.shift() ?? "ok")) {
          case "ok":
            return Promise.resolve(true);
          case "throws":
            return Promise.reject(new Error("it was reset"));
          case "hangs":
            return new Promise(() => {});
        }
      },
    }),
  };
  const it: Isolate = {
    flusher: new Flusher((ms) => {
      it.waits.push(ms);
      // Patience ends at once when an object is told to hang, and would never end before one that answers.
      if (ms === PATIENCE_MS) return new Promise((resolve) => void setTimeout(resolve, 1));
      return new Promise<void>((resolve) => void waiting.push(resolve));
    }),
    calls: [],
    down: new Set(),
    answers: [],
    count: (over = {}, now = NOON) => {
      const ctx = { waitUntil: (task: Promise<unknown>) => void it.tasks.push(task) };
      it.flusher.counted(ctx, objects, entry(over), now, 400);
    },
    flush: async () => {
      for (const go of waiting.splice(0)) go();
      await Promise.all(it.tasks);
    },
    tasks: [],
    waits: [],
  };
  return it;
}

let failures: string[] = [];
beforeEach(() => {
  failures = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void failures.push(line));
});
afterEach(() => void vi.restoreAllMocks());

function callsOf(it: Isolate): number {
  return it.calls.flat().reduce((sum, { rows }) => sum + rows.reduce((calls, row) => calls + row.calls, 0), 0);
}

function numbersOf(it: Isolate): number[][] {
  return it.calls.map((batches) => batches.map(({ seq }) => seq));
}

describe("when", () => {
  test("the first call of many has one flush follow, five seconds later", async () => {
    const it = isolate();
    for (let index = 0; index < 50; index += 1) it.count({}, NOON + index);
    expect(it.tasks.length).toBe(1);
    expect(it.waits).toEqual([FLUSH_AFTER_MS]);
    expect(it.calls).toEqual([]);
    await it.flush();
    expect(it.calls.length).toBe(1);
    expect(callsOf(it)).toBe(50);
    it.count();
    expect(it.tasks.length).toBe(2);
    await it.flush();
    expect(numbersOf(it)).toEqual([[1], [2]]);
    expect(new Set(it.calls.flat().map((batch) => batch.isolate)).size).toBe(1);
  });

  test("a counter that is full is flushed at once, though not more than once a second", async () => {
    const it = isolate();
    for (let index = 0; index <= 2 * FULL_ROWS; index += 1) it.count({ operation: `GET /${index}` });
    await Promise.all(it.tasks.slice(1));
    expect(callsOf(it)).toBe(FULL_ROWS);
    it.count({ operation: "GET /late" }, NOON + 1_000);
    await Promise.all(it.tasks.slice(1));
    expect(callsOf(it)).toBe(2 * FULL_ROWS + 2);
    expect(it.tasks.length).toBe(3);
  });

  test("a request that died with its flush does not keep the next ones from flushing", async () => {
    const it = isolate();
    it.count();
    it.count({}, NOON + 2 * FLUSH_AFTER_MS - 1);
    expect(it.tasks.length).toBe(1);
    it.count({}, NOON + 2 * FLUSH_AFTER_MS);
    expect(it.tasks.length).toBe(2);
    await it.flush();
    expect(callsOf(it)).toBe(3);
  });

  test("counting is done when it returns: nobody waits for an object", () => {
    const it = isolate();
    it.answers = ["hangs", "hangs"];
    expect(it.count()).toBeUndefined();
    expect(it.calls).toEqual([]);
  });

  test("each object gets one call of a flush", async () => {
    const it = isolate();
    for (let index = 0; index < 400; index += 1) {
      it.count({ account: `account-${index}`, version: index % 2 === 0 ? "V7" : "V8" });
    }
    await it.flush();
    expect(it.calls.length).toBe(32);
    expect(new Set(it.calls.flat().map(({ object }) => object)).size).toBe(32);
    expect(callsOf(it)).toBe(400);
  });
});

describe("an object that", () => {
  test.each<[string, Answer[]]>([
    ["throws once", ["throws"]],
    ["hangs once", ["hangs"]],
  ])("%s gets the same batch again, under the same number", async (_name, answers) => {
    const it = isolate();
    it.answers = answers;
    it.count();
    await it.flush();
    expect(it.calls.length).toBe(2);
    expect(it.calls[1]).toEqual(it.calls[0]);
    expect(failures).toEqual([]);
    it.count();
    await it.flush();
    expect(numbersOf(it)).toEqual([[1], [1], [2]]);
  });

  test("does not answer twice gets it with the next flush, under its old number, beside what is new", async () => {
    const it = isolate();
    it.answers = ["throws", "hangs"];
    it.count();
    await it.flush();
    expect(failures.map((line) => JSON.parse(line) as object)).toMatchObject([{ event: "unavailable", what: "usage" }]);
    it.count({ failed: true });
    await it.flush();
    expect(numbersOf(it)).toEqual([[1], [1], [2, 1]]);
    expect(it.calls[2]?.map(({ rows }) => rows[0]?.errors)).toEqual([1, 0]);
    it.count();
    await it.flush();
    expect(numbersOf(it).slice(3)).toEqual([[3]]);
  });

  test("is down is called twice by a flush, however many batches wait for it", async () => {
    const it = isolate();
    it.answers = Array.from({ length: 8 }, () => "throws");
    for (let flush = 0; flush < 5; flush += 1) {
      it.count();
      await it.flush();
    }
    expect(it.calls.length).toBe(9);
    expect(numbersOf(it).at(-1)).toEqual([5, 4, 3, 2, 1]);
  });

  test("is down keeps no other object from its batch", async () => {
    const it = isolate();
    const accounts = Array.from({ length: 400 }, (_, index) => `account-${index}`);
    for (const account of accounts) it.count({ account });
    it.down.add(objectOf("V7", "account-0")).add(objectOf("V7", "account-1"));
    await it.flush();
    const called = it.calls.map(([first]) => first?.object ?? "");
    expect(new Set(called)).toEqual(new Set(accounts.map((one) => objectOf("V7", one))));
    expect(called.length).toBe(14 + 2 * 2);
    it.down.clear();
    it.count();
    await it.flush();
    expect(it.calls.slice(18).map(([first]) => first?.object)).toEqual(
      expect.arrayContaining([...new Set(called.filter((one, index) => called.indexOf(one) !== index))]),
    );
  });

  test("never answers costs an isolate the oldest flushes, and says so", async () => {
    const it = isolate();
    const flushes = REMEMBERED_FLUSHES + 5;
    it.answers = Array.from({ length: 2 * flushes }, () => "throws");
    for (let flush = 0; flush < flushes; flush += 1) {
      it.count();
      await it.flush();
    }
    expect(failures.some((line) => line.includes("are lost"))).toBe(true);
    it.count();
    await it.flush();
    // Older ones the object could not tell from what it has.
    const numbers = numbersOf(it).at(-1);
    expect(numbers).toEqual(Array.from({ length: REMEMBERED_FLUSHES }, (_, age) => flushes + 1 - age));
  });

  test("never answers costs bounded memory, whatever is counted meanwhile", async () => {
    const it = isolate();
    it.answers = Array.from({ length: 20 }, () => "throws");
    for (let flush = 0; flush < 10; flush += 1) {
      for (let index = 0; index < 1_500; index += 1) it.count({ operation: `GET /${flush}/${index}` });
      await it.flush();
    }
    it.calls.length = 0;
    it.count();
    await it.flush();
    // The newest survive.
    expect(numbersOf(it)).toEqual([[11, 10, 9, 8, 7, 6]]);
    expect(callsOf(it)).toBe(1 + 5 * 1_500);
    expect(callsOf(it)).toBeLessThanOrEqual(KEPT_ROWS);
  });
});

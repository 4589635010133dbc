/** What the object decides, take by take. That the whole of it is strict, test/limits shows. */
import { describe, expect, test } from "vitest";
import { Ledger, type Take } from "./ledger.ts";
import type { BurstPolicy, WindowPolicy } from "./policy.ts";

const OF_ALL = { mode: "enforce", atRisk: 0.1, onFailure: null } as const;
const HOURLY: WindowPolicy = { ...OF_ALL, kind: "window", name: "hourly", limit: 1_000, windowMs: 3_600_000 };
const MINUTE: WindowPolicy = { ...OF_ALL, kind: "window", name: "minute", limit: 100, windowMs: 60_000 };
/** Takes no leases: every request at the object's clock. */
const SHORT: WindowPolicy = { ...OF_ALL, kind: "window", name: "short", limit: 5, windowMs: 2_000 };
/** Leases of a second take 100 off the burst. */
const BURST: BurstPolicy = { ...OF_ALL, kind: "burst", name: "burst", rate: 100, burst: 200 };
const T0 = 1_700_000_000_000;

let seq = 0;
function takeOf(changes: Partial<Take>): Take {
  seq += 1;
  const min = changes.min ?? 1;
  return { isolate: "a", seq, want: min, min, cost: 1, reports: [], debt: 0, policies: [HOURLY], ...changes };
}
/** A ledger, and how it answers a take at so many milliseconds. */
function opened(ledger = new Ledger(null)) {
  const ask = (ms: number, changes: Partial<Take> = {}) => ledger.take(takeOf(changes), T0 + ms);
  return { ledger, ask, get: (ms: number, changes: Partial<Take> = {}) => ask(ms, changes).taken };
}
const closed = (lease: number, used: number) => [{ lease, used, closed: true }];
const restarted = ({ state }: Ledger) => new Ledger(JSON.parse(JSON.stringify(state)));

describe("a window without leases", () => {
  const five = { min: 5, policies: [SHORT] };

  test("admits its limit and not one more, and says to the millisecond when the next one passes", () => {
    const { get } = opened();
    expect(get(0, five)).toMatchObject({ n: 5, lease: 0, ttlMs: 0, retryMs: 0, violated: [] });
    expect(get(700, { policies: [SHORT] })).toMatchObject({ n: 0, retryMs: 1_300, violated: ["short"] });
    expect(get(1_999, { policies: [SHORT] })).toMatchObject({ n: 0, retryMs: 1 });
    expect(get(2_000, { policies: [SHORT] })).toMatchObject({ n: 1, retryMs: 0 });
  });

  test("gives what it has when more is asked for, and tells the rest", () => {
    const { get } = opened();
    get(0, { min: 3, policies: [SHORT] });
    expect(get(100, { min: 4, policies: [SHORT] })).toMatchObject({ n: 2, retryMs: 1_900, violated: ["short"] });
  });

  test("gives nobody more than is waited for: nothing may be kept", () => {
    expect(opened().get(0, { want: 5, min: 1, policies: [SHORT] }).n).toBe(1);
    expect(opened().get(0, { want: 5, min: 0, policies: [SHORT] }).n).toBe(0);
  });
});

describe("a denied take", () => {
  test("changes nothing: a client that hammers gets through when it was told", () => {
    const { get, ask } = opened();
    get(0, { min: 5, policies: [SHORT] });
    for (let ms = 20; ms < 2_000; ms += 20) {
      const { taken, granted } = ask(ms, { policies: [SHORT] });
      expect(taken.retryMs).toBe(2_000 - ms);
      expect(granted).toBe(false);
    }
    expect(get(2_000, { min: 5, policies: [SHORT] }).n).toBe(5);
  });

  test("of one policy charges none of the others", () => {
    const { get } = opened();
    get(0, { min: 5, policies: [SHORT] });
    expect(get(10, { policies: [HOURLY, SHORT] })).toMatchObject({ n: 0, violated: ["short"] });
    expect(get(20, { policies: [HOURLY] }).standings[0]?.remaining).toBe(990);
  });
});

describe("a lease", () => {
  test("counts from its end, not from its grant", () => {
    const { get } = opened();
    get(0, { min: 100, policies: [MINUTE] });
    expect(get(60_000, { policies: [MINUTE] })).toMatchObject({ n: 0, retryMs: 600 });
    expect(get(60_600, { policies: [MINUTE] }).n).toBe(1);
  });

  test("counts from when it was reported spent, and the guard, if that is earlier", () => {
    const { get } = opened();
    const { lease } = get(0, { min: 100, policies: [MINUTE] });
    get(100, { policies: [MINUTE], reports: closed(lease, 100) });
    expect(get(60_149, { policies: [MINUTE] })).toMatchObject({ n: 0, retryMs: 1 });
    expect(get(60_150, { policies: [MINUTE] }).n).toBe(1);
  });

  test("has a hundredth of what is left, or what is wanted if that is more", () => {
    expect(opened().get(0).n).toBe(10);
    expect(opened().get(0, { want: 30 }).n).toBe(30);
  });

  test("has at most half of what may still get lost, but for what is waited for", () => {
    const { get } = opened();
    expect(get(0, { want: 500 }).n).toBe(50);
    expect(get(1, { isolate: "b", want: 500 }).n).toBe(25);
    expect(get(2, { isolate: "c", want: 500, min: 40 }).n).toBe(40);
    expect(get(3, { isolate: "d", want: 500, min: 0 })).toMatchObject({ n: 0, retryMs: 0, violated: [] });
  });

  test("that is reported can no longer get lost", () => {
    const { get } = opened();
    const { lease } = get(0, { want: 500 });
    expect(get(1, { want: 500, reports: [{ lease, used: 50, closed: false }] }).n).toBe(50);
  });

  test("of a dead isolate may get lost until its window is over", () => {
    const { get } = opened();
    get(0, { want: 500 });
    expect(get(3_600_000, { isolate: "b", want: 500 }).n).toBe(25);
    expect(opened().get(3_700_000, { isolate: "b", want: 500 }).n).toBe(50);
  });

  test("leaves as much to every other isolate that is active", () => {
    const { get } = opened();
    const policies = [{ ...HOURLY, atRisk: 1 }];
    get(0, { isolate: "a", min: 450, policies });
    get(0, { isolate: "b", min: 450, policies });
    expect(get(10, { isolate: "c", want: 90, policies }).n).toBe(33);
    expect(get(100_000, { isolate: "c", want: 90, policies: [{ ...HOURLY, atRisk: 2 }] }).n).toBe(67);
  });

  test("is a multiple of the cost", () => {
    expect(opened().get(0, { cost: 7, min: 7, want: 30 }).n).toBe(28);
  });

  test("is given to the last token", () => {
    const { get } = opened();
    get(0, { min: 998 });
    expect(get(1, { min: 5 })).toMatchObject({ n: 2, violated: ["hourly"] });
  });
});

describe("a refund", () => {
  test("is what its holder closed and did not use", () => {
    const { get } = opened();
    const { lease } = get(0, { min: 1_000 });
    expect(get(1, { reports: closed(lease, 400), min: 1_000 }).n).toBe(600);
  });

  test("is never made for a lease that is still open, nor to anybody else, nor twice", () => {
    const { get } = opened();
    const { lease } = get(0, { min: 1_000 });
    expect(get(1, { reports: [{ lease, used: 0, closed: false }] }).n).toBe(0);
    expect(get(2, { isolate: "b", reports: closed(lease, 0) }).n).toBe(0);
    expect(get(3, { reports: closed(lease, 999) }).n).toBe(1);
    expect(get(4, { reports: closed(lease, 0) }).n).toBe(0);
  });

  test("never takes a report back, and is never more than the lease", () => {
    const { get } = opened();
    const { lease } = get(0, { min: 1_000 });
    get(1, { reports: [{ lease, used: 700, closed: false }] });
    expect(get(2, { reports: closed(lease, -5), min: 1_000 }).n).toBe(300);
  });

  test("of a lease that has left the window takes nothing from those that have not", () => {
    const { get } = opened();
    const { lease } = get(0, { min: 60, policies: [MINUTE] });
    get(30_000, { isolate: "b", min: 40, policies: [MINUTE] });
    const late = get(70_000, { min: 0, want: 0, policies: [MINUTE], reports: closed(lease, 0) });
    expect(late.standings[0]?.remaining).toBe(60);
  });

  test("of a bucket is no more than has not run over since (rule 6)", () => {
    const { get } = opened();
    const { lease } = get(0, { min: 60, policies: [BURST] });
    // 100 - 60 + 50 is the highest level since: of 60 unused tokens 10 would not have run over.
    const { standings } = get(500, { min: 0, want: 0, policies: [BURST], reports: closed(lease, 0) });
    expect(standings[0]?.remaining).toBe(100);
    const again = opened();
    const first = again.get(0, { min: 60, policies: [BURST] });
    again.get(590, { isolate: "b", min: 50, policies: [BURST] });
    const after = again.get(600, { min: 0, want: 0, policies: [BURST], reports: closed(first.lease, 0) });
    expect(after.standings[0]?.remaining).toBe(51);
  });
});

describe("the object's clock", () => {
  test("stands still when it steps back, and the wait says so", () => {
    const { get } = opened();
    get(0, { min: 5, policies: [SHORT] });
    expect(get(-3_000, { policies: [SHORT] })).toMatchObject({ n: 0, retryMs: 5_000 });
    expect(get(1_999, { policies: [SHORT] }).n).toBe(0);
    expect(get(2_000, { policies: [SHORT] }).n).toBe(1);
  });

  test("stands still over a restart too", () => {
    const { ledger, get } = opened();
    get(0, { min: 100, policies: [MINUTE] });
    const after = opened(restarted(ledger));
    expect(after.get(-10_000, { policies: [MINUTE] })).toMatchObject({ n: 0, retryMs: 70_600 });
  });
});

describe("a take that is tried once more", () => {
  test("gets the same lease, for what is left of its time", () => {
    const { ledger, get } = opened();
    const take = takeOf({ want: 30 });
    const first = ledger.take(take, T0).taken;
    const second = ledger.take(take, T0 + 400);
    expect(second).toMatchObject({ granted: false, taken: { lease: first.lease, n: 30, ttlMs: first.ttlMs - 400 } });
    expect(get(500).standings[0]?.remaining).toBe(961);
  });

  test("gets it from a restarted object", () => {
    const { ledger } = opened();
    const take = takeOf({ want: 30 });
    ledger.take(take, T0);
    expect(restarted(ledger).take(take, T0 + 400).taken.n).toBe(30);
  });

  test("gets nothing when the lease is over: it would be spent after all", () => {
    const { ledger } = opened();
    const take = takeOf({ policies: [MINUTE] });
    ledger.take(take, T0);
    expect(ledger.take(take, T0 + 600).taken).toMatchObject({ n: 0, ttlMs: 0, retryMs: 0 });
  });

  test("is decided anew if it was denied, and its debt charged once", () => {
    const { ledger, get } = opened();
    get(0, { min: 5, policies: [SHORT] });
    const take = takeOf({ policies: [SHORT], debt: 1 });
    ledger.take(take, T0 + 1_000);
    expect(ledger.take(take, T0 + 2_000).taken.n).toBe(1);
    expect(get(2_000, { min: 5, policies: [SHORT] }).n).toBe(3);
  });

  test("and comes after a later one gets nothing: its holder has given it up", () => {
    const { ledger, ask } = opened();
    const early = takeOf({});
    ask(0, { reports: closed(early.seq, 0) });
    expect(ledger.take(early, T0 + 1)).toMatchObject({ granted: false, taken: { n: 0 } });
  });
});

describe("debt", () => {
  test("is charged without a check, stored, and repaid", () => {
    const { ask, get } = opened();
    get(0, { min: 3, policies: [SHORT] });
    expect(ask(10, { policies: [SHORT], debt: 6 })).toMatchObject({ granted: true, taken: { n: 0, retryMs: 2_000 } });
    expect(get(2_009, { policies: [SHORT] }).n).toBe(0);
    expect(get(2_010, { min: 9, policies: [SHORT] }).n).toBe(5);
  });
});

describe("a bucket", () => {
  test("grants its burst less what leases may spend late, then its rate", () => {
    const { get } = opened();
    expect(get(0, { min: 150, policies: [BURST] })).toMatchObject({ n: 100, ttlMs: 1_000, retryMs: 10 });
    expect(get(9, { policies: [BURST] }).retryMs).toBe(1);
    expect(get(10, { policies: [BURST] }).n).toBe(1);
  });
});

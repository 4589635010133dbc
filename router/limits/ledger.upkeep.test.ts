/** What the object's row holds besides tokens: shadows, changed policies, bounds, what it tells. */
import { describe, expect, test } from "vitest";
import { Ledger, type Take } from "./ledger.ts";
import { MOST_CELLS, MOST_ISOLATES, MOST_LEASES } from "./numbers.ts";
import type { BurstPolicy, Policy, WindowPolicy } from "./policy.ts";

const OF_ALL = { mode: "enforce", atRisk: 0.1, onFailure: null } as const;
const T0 = 1_700_000_000_000;
const window = (limit: number, seconds: number, name = "w"): WindowPolicy => ({
  ...OF_ALL,
  kind: "window",
  name,
  limit,
  windowMs: seconds * 1_000,
});
const BURST: BurstPolicy = { ...OF_ALL, kind: "burst", name: "b", rate: 100, burst: 200 };
const shadow = (policy: Policy): Policy => ({ ...policy, mode: "shadow" });

let seq = 0;
function opened() {
  const ledger = new Ledger(null);
  const ask = (ms: number, policies: readonly Policy[], changes: Partial<Take> = {}) => {
    seq += 1;
    const min = changes.min ?? 1;
    const take = { isolate: "a", seq, want: min, min, cost: 1, reports: [], debt: 0, policies, ...changes };
    return ledger.take(take, T0 + ms);
  };
  const get = (ms: number, policies: readonly Policy[], changes: Partial<Take> = {}) =>
    ask(ms, policies, changes).taken;
  return { ledger, ask, get };
}

describe("a shadow policy", () => {
  const policies = [window(1_000, 3_600, "real"), shadow(window(3, 3_600, "shadow"))];

  test("never refuses, and is named when it would have", () => {
    const { get } = opened();
    expect(get(0, policies, { min: 3 })).toMatchObject({ n: 3, violated: [], shadowed: [] });
    expect(get(1, policies)).toMatchObject({ violated: [], shadowed: ["shadow"], retryMs: 0 });
  });

  test("counts what it would have let pass: its next window begins like an enforced one's", () => {
    const { get } = opened();
    const short = [shadow(window(3, 2))];
    expect(get(0, short, { min: 3 }).shadowed).toEqual([]);
    for (let ms = 100; ms < 2_000; ms += 100) expect(get(ms, short).shadowed).toEqual(["w"]);
    expect(get(2_000, short, { min: 3 })).toMatchObject({ n: 3, shadowed: [] });
  });

  test("ends a lease where it would begin to refuse, and then has no say in its size", () => {
    const { get } = opened();
    expect(get(0, policies, { want: 40 }).n).toBe(3);
    expect(get(1, policies, { want: 40 })).toMatchObject({ n: 40, shadowed: ["shadow"] });
  });

  test("does not get in the way of an enforced one that refuses", () => {
    const { get } = opened();
    const both = [window(2, 2, "real"), shadow(window(2, 2, "shadow"))];
    get(0, both, { min: 2 });
    expect(get(1, both)).toMatchObject({ n: 0, violated: ["real"], shadowed: ["shadow"], retryMs: 1_999 });
  });
});

describe("a changed policy holds at once, on what has been counted", () => {
  test("a higher limit", () => {
    const { get } = opened();
    get(0, [window(5, 2)], { min: 5 });
    expect(get(1, [window(8, 2)], { min: 9 }).n).toBe(3);
  });
  test("a lower limit", () => {
    const { get } = opened();
    get(0, [window(5, 2)], { min: 5 });
    expect(get(1, [window(3, 2)])).toMatchObject({ n: 0, retryMs: 1_999 });
    expect(get(2_000, [window(3, 2)], { min: 5 }).n).toBe(3);
  });
  test("a longer window", () => {
    const { get } = opened();
    get(0, [window(5, 2)], { min: 5 });
    expect(get(1_000, [window(5, 10)])).toMatchObject({ n: 0, retryMs: 9_000 });
  });
  test("a shorter window", () => {
    const { get } = opened();
    get(0, [window(5, 10)], { min: 5 });
    expect(get(2_000, [window(5, 2)]).n).toBe(1);
  });
  test("a window that became shorter and longer again refunds nothing of what it has let go", () => {
    const { get } = opened();
    const { lease } = get(0, [window(90, 90)], { min: 60 });
    get(70_000, [window(90, 60)], { isolate: "b", min: 40 });
    const reports = [{ lease, used: 0, closed: true }];
    expect(get(70_001, [window(90, 90)], { min: 0, want: 0, reports }).standings[0]?.remaining).toBe(50);
  });
  test("a larger bucket, without tokens from nowhere", () => {
    const { get } = opened();
    get(0, [BURST], { min: 100 });
    expect(get(100, [{ ...BURST, rate: 200, burst: 400 }], { min: 99 }).n).toBe(10);
    expect(get(200, [{ ...BURST, rate: 200, burst: 400 }], { min: 99 }).n).toBe(20);
  });
  test("another kind begins anew, and owes old leases nothing", () => {
    const { get } = opened();
    const { lease } = get(0, [window(100, 60, "b")], { min: 100 });
    expect(get(1, [BURST], { isolate: "b", min: 100 }).n).toBe(100);
    const reports = [{ lease, used: 0, closed: true }];
    expect(get(1, [BURST], { reports }).n).toBe(0);
  });
});

describe("what is kept", () => {
  test("is bounded, whatever comes", () => {
    const { ledger, get } = opened();
    for (let at = 0; at < 2_000; at++) get(at * 1_000, [window(100_000, 3_600)], { isolate: `i${at % 300}`, want: 5 });
    const { leases, known, tallies } = ledger.state;
    expect(leases).toHaveLength(MOST_LEASES);
    expect(known).toHaveLength(MOST_ISOLATES);
    expect(Object.values(tallies).map((tally) => (tally.kind === "window" ? tally.charged.length : 0))).toEqual([
      MOST_CELLS,
    ]);
    expect(JSON.stringify(ledger.state).length).toBeLessThan(50_000);
  });

  test("goes with its policy after two idle windows, and all of it then", () => {
    const { ledger, get } = opened();
    get(0, [window(10, 60, "old")]);
    get(0, [window(10, 3_600, "new")]);
    expect(ledger.idleAt()).toBe(T0 + 7_200_000);
    get(119_999, [window(10, 3_600, "new")]);
    expect(Object.keys(ledger.state.tallies)).toEqual(["old", "new"]);
    get(120_000, [window(10, 3_600, "new")]);
    expect(Object.keys(ledger.state.tallies)).toEqual(["new"]);
    expect(ledger.state.leases.some(({ rooms }) => "old" in rooms)).toBe(false);
  });

  test("of a lease goes when its report would change nothing", () => {
    const { ledger, get } = opened();
    get(0, [BURST], { min: 50 });
    get(999, [BURST], { isolate: "b", min: 1 });
    expect(ledger.state.leases).toHaveLength(2);
    get(1_000, [BURST], { isolate: "c", min: 1 });
    expect(ledger.state.leases.map(({ isolate }) => isolate)).toEqual(["b", "c"]);
  });

  test("is nothing for a caller without limits, who gets plenty", () => {
    const { ledger, ask } = opened();
    const { taken, granted } = ask(0, [], { want: 7 });
    expect(taken).toMatchObject({ lease: 0, ttlMs: 25_000, retryMs: 0, standings: [] });
    expect(taken.n).toBeGreaterThanOrEqual(7);
    expect(granted).toBe(false);
    expect(ledger.state).toEqual({ last: 0, tallies: {}, leases: [], known: [] });
  });
});

describe("what is told", () => {
  test("of a window: its limit, what is left, when the next tokens come free", () => {
    const { get } = opened();
    expect(get(0, [window(100, 60)]).standings).toEqual([
      { name: "w", quota: 100, windowSeconds: 60, remaining: 99, resetMs: 60_000 },
    ]);
    expect(get(20_000, [window(100, 60)]).standings[0]).toMatchObject({ remaining: 98, resetMs: 40_600 });
    expect(get(90_000, [window(100, 60)], { min: 0, want: 0 }).standings[0]).toMatchObject({ resetMs: 60_000 });
  });

  test("of a bucket: its burst, what is left, when it is full again, at least a second", () => {
    const { get } = opened();
    expect(get(0, [BURST], { min: 100 }).standings).toEqual([
      { name: "b", quota: 200, windowSeconds: 2, remaining: 0, resetMs: 1_000 },
    ]);
    expect(get(900, [BURST]).standings[0]).toMatchObject({ remaining: 89, resetMs: 1_000 });
  });

  test("never of less than nothing", () => {
    const { get } = opened();
    expect(get(0, [window(5, 2)], { min: 5, debt: 9 }).standings[0]?.remaining).toBe(0);
  });

  test("of a return: nothing is asked, nothing refused, nothing need be written", () => {
    const { ask, get } = opened();
    const { lease } = get(0, [window(10, 60)], { min: 10 });
    const reports = [{ lease, used: 4, closed: true }];
    const { taken, granted } = ask(1, [window(10, 60)], { min: 0, want: 0, reports });
    expect(taken).toMatchObject({ n: 0, retryMs: 0, violated: [], shadowed: [] });
    expect(taken.standings[0]?.remaining).toBe(6);
    expect(granted).toBe(false);
  });
});

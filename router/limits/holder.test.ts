/** What an isolate does with what it was granted, and what it tells the object of it. */
import { describe, expect, test } from "vitest";
import { Holder } from "./holder.ts";
import type { Taken } from "./ledger.ts";
import type { Policy } from "./policy.ts";

const OF_ALL = { mode: "enforce", atRisk: 0.1, onFailure: null } as const;
const HOURLY: Policy = { ...OF_ALL, kind: "window", name: "hourly", limit: 1_000, windowMs: 3_600_000 };
const SPENT = { kind: "spent" };
const ASK = { kind: "ask" };

function answer(changes: Partial<Taken>): Taken {
  return { lease: 0, n: 0, ttlMs: 0, retryMs: 0, violated: [], shadowed: [], standings: [], ...changes };
}
const refusal = (retryMs: number) => answer({ retryMs, violated: ["hourly"] });

/** A holder that asked at 1,000 and got so much at 1,100, for one who waited. */
function holding(n: number, ttlMs = 25_000) {
  const holder = new Holder("a", [HOURLY]);
  const take = holder.begin(1_000, 1, 1);
  const settled = holder.settle(answer({ lease: take.seq, n, ttlMs }), 1_100);
  return { holder, take, settled };
}

describe("a lease", () => {
  test("first serves who waited, then everybody, to its last token", () => {
    const { holder, settled } = holding(3);
    expect(settled).toEqual({ admitted: 1, denied: null });
    expect([holder.spend(1_101, 1), holder.spend(1_102, 1), holder.spend(1_103, 1)]).toEqual([SPENT, SPENT, ASK]);
  });

  test("is over a guard before its ttl, counted from when its take was sent", () => {
    const { holder } = holding(9, 1_000);
    expect(holder.until).toBe(1_950);
    expect(holder.spend(1_949, 1)).toEqual(SPENT);
    expect(holder.spend(1_950, 1)).toEqual(ASK);
  });

  test("counts from when its take was sent again, if it was", () => {
    const holder = new Holder("a", [HOURLY]);
    const take = holder.begin(1_000, 1, 1);
    expect(holder.again(1_300)).toBe(take);
    holder.settle(answer({ lease: 1, n: 9, ttlMs: 700 }), 1_400);
    expect(holder.until).toBe(1_950);
  });

  test("that arrives after its end is for nobody, and given back", () => {
    const holder = new Holder("a", [HOURLY]);
    holder.begin(1_000, 1, 1);
    expect(holder.settle(answer({ lease: 1, n: 5, ttlMs: 500 }), 1_450)).toEqual({ admitted: 0, denied: null });
    expect(holder.spend(1_450, 1)).toEqual(ASK);
    expect(holder.begin(1_451, 1, 1).reports).toEqual([{ lease: 1, used: 0, closed: true }]);
  });

  test("without time is only for those who wait for this answer", () => {
    const holder = new Holder("a", [HOURLY]);
    holder.begin(1_000, 2, 1);
    expect(holder.settle(answer({ n: 5 }), 1_900).admitted).toBe(2);
    expect(holder.spend(1_900, 1)).toEqual(ASK);
  });

  test("is spent before one that was fetched ahead, and none of both is left over", () => {
    const { holder } = holding(3);
    holder.begin(1_200, 0, 1);
    holder.settle(answer({ lease: 2, n: 2, ttlMs: 25_000 }), 1_300);
    const spent = [1, 2, 3, 4, 5].map((ms) => holder.spend(1_300 + ms, 1).kind);
    expect(spent).toEqual(["spent", "spent", "spent", "spent", "ask"]);
  });

  test("with less than a request costs is closed where another one has enough", () => {
    const { holder } = holding(3);
    holder.begin(1_200, 0, 5);
    holder.settle(answer({ lease: 2, n: 5, ttlMs: 25_000 }), 1_300);
    expect(holder.spend(1_301, 5)).toEqual(SPENT);
    expect(holder.begin(1_400, 1, 1).reports).toContainEqual({ lease: 1, used: 1, closed: true });
  });
});

describe("a report", () => {
  test("of an open lease says what is used, of one that is over that it is", () => {
    const { holder } = holding(5);
    holder.spend(1_200, 1);
    expect(holder.begin(1_300, 0, 1).reports).toEqual([{ lease: 1, used: 2, closed: false }]);
    holder.settle(refusal(5), 1_400);
    holder.spend(1_500, 1);
    expect(holder.begin(26_000, 1, 1).reports).toEqual([{ lease: 1, used: 3, closed: true }]);
  });

  test("is made again until a grant has stored it", () => {
    const { holder } = holding(1);
    const closed = [{ lease: 1, used: 1, closed: true }];
    expect(holder.begin(2_000, 1, 1).reports).toEqual(closed);
    holder.settle(refusal(1), 2_001);
    expect(holder.begin(3_000, 1, 1).reports).toEqual(closed);
    holder.settle(answer({ lease: 3, n: 1, ttlMs: 25_000 }), 3_001);
    expect(holder.begin(4_000, 1, 1).reports).toEqual([{ lease: 3, used: 1, closed: true }]);
  });

  test("gives back what a take without an answer may have got", () => {
    const holder = new Holder("a", [HOURLY]);
    holder.begin(1_000, 1, 1);
    holder.fail(2_000);
    expect(holder.begin(4_000, 1, 1)).toMatchObject({ seq: 2, reports: [{ lease: 1, used: 0, closed: true }] });
  });

  test("is sent by itself when ten tokens or more are left at the end", () => {
    const { holder } = holding(11);
    expect(holder.closing(25_949)).toBeNull();
    const reports = [{ lease: 1, used: 1, closed: true }];
    expect(holder.closing(25_950)).toMatchObject({ seq: 2, want: 0, min: 0, debt: 0, reports });
    expect(holder.closing(25_951)).toBeNull();
    expect(holder.asking).toBe(false);
    expect(holding(10).holder.closing(25_950)).toBeNull();
  });
});

describe("a refusal", () => {
  const refused = () => {
    const holder = new Holder("a", [HOURLY]);
    holder.begin(1_000, 1, 1);
    return { holder, settled: holder.settle(refusal(10_000), 1_300) };
  };

  test("is told with a time after which a request passes", () => {
    const { holder, settled } = refused();
    expect(settled).toEqual({ admitted: 0, denied: { kind: "denied", retryMs: 10_000, violated: ["hourly"] } });
    expect(holder.spend(2_300, 1)).toEqual({ kind: "denied", retryMs: 9_000, violated: ["hourly"] });
  });

  test("is repeated here until another answer is possible", () => {
    const { holder } = refused();
    expect(holder.spend(10_999, 1)).toMatchObject({ kind: "denied", retryMs: 301 });
    expect(holder.refuses(10_999, 1)).toMatchObject({ retryMs: 301 });
    expect(holder.spend(11_000, 1)).toEqual(ASK);
    expect(holder.refuses(11_000, 1)).toBeNull();
  });

  test("is repeated here for a minute at most", () => {
    const holder = new Holder("a", [HOURLY]);
    holder.begin(1_000, 1, 1);
    holder.settle(refusal(3_000_000), 1_300);
    expect(holder.spend(61_299, 1)).toMatchObject({ kind: "denied", retryMs: 2_940_001 });
    expect(holder.spend(61_300, 1)).toEqual(ASK);
  });

  test("is not for cheaper requests", () => {
    const holder = new Holder("a", [HOURLY]);
    holder.begin(1_000, 5, 5);
    holder.settle(refusal(10_000), 1_300);
    expect(holder.spend(1_400, 5).kind).toBe("denied");
    expect(holder.spend(1_400, 1)).toEqual(ASK);
  });

  test("of a take that was fetched ahead waits until what is held is gone", () => {
    const { holder } = holding(2);
    holder.begin(1_200, 0, 1);
    holder.settle(refusal(5_000), 1_300);
    expect(holder.refuses(1_400, 1)).toBeNull();
    expect([holder.spend(1_400, 1).kind, holder.spend(1_401, 1).kind]).toEqual(["spent", "denied"]);
  });

  test("is over when something is granted after all", () => {
    const holder = new Holder("a", [HOURLY]);
    holder.begin(1_000, 5, 5);
    holder.settle(refusal(10_000), 1_100);
    holder.begin(1_200, 1, 1);
    holder.settle(answer({ lease: 2, n: 1, ttlMs: 25_000 }), 1_300);
    expect(holder.spend(1_400, 5)).toEqual(ASK);
  });

  test("of some of those who wait admits the others", () => {
    const holder = new Holder("a", [HOURLY]);
    holder.begin(1_000, 5, 1);
    const taken = answer({ lease: 1, n: 3, ttlMs: 25_000, retryMs: 50, violated: ["hourly"] });
    expect(holder.settle(taken, 1_100)).toMatchObject({ admitted: 3, denied: { retryMs: 50 } });
  });
});

describe("a clock that is seen going back", () => {
  test("ends every lease, and reports it", () => {
    const { holder } = holding(9);
    expect(holder.spend(1_099, 1)).toEqual(ASK);
    expect(holder.spend(1_200, 1)).toEqual(ASK);
    expect(holder.begin(1_200, 1, 1).reports).toEqual([{ lease: 1, used: 1, closed: true }]);
  });

  test("makes the lease under way nobody's", () => {
    const holder = new Holder("a", [HOURLY]);
    holder.begin(9_000, 1, 1);
    holder.spend(1_000, 1);
    expect(holder.settle(answer({ lease: 1, n: 5, ttlMs: 25_000 }), 9_001).admitted).toBe(0);
  });

  test("ends refusals, which would last too long", () => {
    const holder = new Holder("a", [HOURLY]);
    holder.begin(9_000, 1, 1);
    holder.settle(refusal(10_000), 9_100);
    expect(holder.spend(1_000, 1)).toEqual(ASK);
  });
});

describe("more is fetched ahead", () => {
  /** Ten tokens a second for two seconds, the last take answered within 100 ms. */
  const busy = (n: number) => {
    const { holder } = holding(20);
    for (let ms = 1_200; ms < 3_000; ms += 100) holder.spend(ms, 1);
    const take = holder.begin(3_000, 0, 1);
    holder.settle(answer({ lease: take.seq, n, ttlMs: 25_000 }), 3_100);
    return { holder, take };
  };

  test("as much as the rate needs until the lease is over", () => {
    expect(busy(100).take).toMatchObject({ min: 0, want: 225 });
  });

  test("when less than two round trips' worth is left, once", () => {
    const { holder } = busy(100);
    while (!holder.wantsMore(3_200)) expect(holder.spend(3_200, 1)).toEqual(SPENT);
    const left = [...Array(100).keys()].filter(() => holder.spend(3_200, 1).kind === "spent");
    expect(left.length).toBeGreaterThanOrEqual(1);
    expect(left.length).toBeLessThan(10);
    holder.begin(3_200, 0, 1);
    expect(holder.wantsMore(3_200)).toBe(false);
  });

  test("when the lease is about to end", () => {
    const { holder } = busy(100);
    holder.spend(27_749, 1);
    expect(holder.wantsMore(27_749)).toBe(false);
    expect(holder.wantsMore(27_751)).toBe(true);
  });

  test("not while the rate is unknown, nor at one that would not use it", () => {
    expect(holding(1).holder.wantsMore(1_200)).toBe(false);
    const { holder } = holding(1);
    holder.begin(60_000, 1, 1);
    holder.settle(answer({ lease: 2, n: 1, ttlMs: 25_000 }), 60_100);
    expect(holder.wantsMore(60_200)).toBe(false);
  });

  test("not after nothing came of it", () => expect(busy(0).holder.wantsMore(3_200)).toBe(false));
});

describe("an object that does not answer", () => {
  const failing = (failures: number) => {
    const holder = new Holder("a", [HOURLY]);
    for (let at = 0; at < failures; at++) {
      holder.begin(at * 10_000, 1, 1);
      holder.fail(at * 10_000);
    }
    return { holder, since: (failures - 1) * 10_000 };
  };

  test.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [4, 8_000],
    [5, 8_000],
  ])("is left alone: after failure %i for %i ms", (failures, pause) => {
    const { holder, since } = failing(failures);
    expect(holder.mayAsk(since + pause - 1)).toBe(false);
    expect(holder.mayAsk(since + pause)).toBe(true);
  });

  test("is asked as before once it has answered", () => {
    const { holder } = failing(3);
    holder.begin(30_000, 1, 1);
    expect(holder.asking).toBe(true);
    holder.settle(refusal(5), 30_001);
    expect(holder.mayAsk(30_002)).toBe(true);
    holder.begin(30_003, 1, 1);
    holder.fail(30_003);
    expect(holder.mayAsk(31_003)).toBe(true);
  });

  test("is owed what passes meanwhile, up to the allowance, and told with the next take", () => {
    const { holder } = failing(1);
    const passed = [...Array(5).keys()].filter(() => holder.overdraw(100, 2, 7));
    expect(passed).toHaveLength(3);
    expect(holder.begin(2_000, 1, 1).debt).toBe(6);
    holder.fail(3_000);
    expect(holder.begin(9_000, 1, 1).debt).toBe(6);
    holder.overdraw(9_001, 1, 7);
    holder.settle(refusal(5), 9_100);
    expect(holder.begin(9_200, 1, 1).debt).toBe(1);
  });
});

describe("what is told to clients", () => {
  test("counts what is held here, and counts down", () => {
    const holder = new Holder("a", [HOURLY]);
    expect(holder.standings(0)).toEqual([]);
    const standing = { name: "hourly", quota: 1_000, windowSeconds: 3_600, remaining: 990, resetMs: 60_000 };
    holder.begin(1_000, 1, 1);
    holder.settle(answer({ lease: 1, n: 10, ttlMs: 25_000, standings: [standing] }), 1_100);
    expect(holder.standings(1_100)).toEqual([{ ...standing, remaining: 999 }]);
    holder.spend(1_200, 4);
    expect(holder.standings(11_100)).toEqual([{ ...standing, remaining: 995, resetMs: 50_000 }]);
    expect(holder.standings(90_000)).toEqual([{ ...standing, remaining: 990, resetMs: 0 }]);
  });
});

/**
 * The guard, to the millisecond: a case so narrow that random runs seldom meet it. The object's clock steps
 * forward by as much as the guard covers, between the last token of a lease and the first one after it.
 */
import { expect, test } from "vitest";
import { Holder } from "../../router/limits/holder.ts";
import { Ledger, type Take } from "../../router/limits/ledger.ts";
import { GUARD } from "../../router/limits/numbers.ts";
import { excess, type Admission } from "./oracle.ts";
import { windowPolicy } from "./scenarios.ts";

/** All of it may be leased at once. */
const POLICY = { ...windowPolicy("w", 100, 60), atRisk: 2 };
const CLOCK = 1_000_000;

test.each([
  { name: "spent in its last millisecond", reported: false },
  { name: "spent in its last millisecond and reported at once", reported: true },
])("a lease $name is not granted again too early", ({ reported }) => {
  const ledger = new Ledger(null);
  const holder = new Holder("a", [POLICY]);
  const admissions: Admission[] = [];
  /** Everything the object would give to one who asks now, without a way to go. */
  const all = (time: number, step: number, take: Partial<Take>) =>
    ledger.take({ ...holder.begin(time, 0, 1), want: 100, ...take }, CLOCK + time + step).taken;

  holder.settle(all(0, 0, {}), 0);
  const last = (holder.until ?? NaN) - 1;
  while (holder.spend(last, 1).kind === "spent") admissions.push({ time: last, cost: 1 });
  expect(admissions).toHaveLength(100);
  if (reported) holder.settle(all(last, 0, { want: 0 }), last);

  for (let time = last + 59_000; admissions.length < 200; time++) {
    const { n } = all(time, GUARD, { isolate: `at ${time}`, reports: [], min: 1 });
    for (let token = 0; token < n; token++) admissions.push({ time, cost: 1 });
    expect(time).toBeLessThan(last + 61_000);
  }
  expect(excess(POLICY, admissions)).toBe(0);
});

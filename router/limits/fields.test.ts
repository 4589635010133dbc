import { parseList } from "structured-headers";
import { expect, test } from "vitest";
import { limitField, policyField, retryAfter } from "./fields.ts";
import { Holder } from "./holder.ts";
import { Ledger } from "./ledger.ts";
import type { Policy } from "./policy.ts";

const STANDINGS = [
  { name: "v2", quota: 2_500, windowSeconds: 3_600, remaining: 1_180.4, resetMs: 21_001 },
  { name: "v2.contacts", quota: 5, windowSeconds: 2, remaining: -3, resetMs: 0 },
];

test("the fields are Lists of Strings with Integer parameters", () => {
  expect(policyField(STANDINGS)).toBe('"v2";q=2500;w=3600, "v2.contacts";q=5;w=2');
  expect(limitField(STANDINGS)).toBe('"v2";r=1180;t=22, "v2.contacts";r=0;t=1');
  for (const field of [policyField(STANDINGS), limitField(STANDINGS)]) {
    expect(parseList(field).map(([name]) => name)).toEqual(["v2", "v2.contacts"]);
  }
});

test.each([
  [0, 1],
  [1, 1],
  [1_000, 1],
  [1_001, 2],
  [59_999.5, 60],
])("a wait of %s ms is told as %s s", (milliseconds, seconds) => {
  expect(retryAfter(milliseconds)).toBe(seconds);
});

test("a shadow policy that is long used up says that nothing is left, whatever a lease still holds", () => {
  const policies: Policy[] = [
    { kind: "window", name: "p", mode: "shadow", atRisk: 0.1, onFailure: null, limit: 2, windowMs: 60_000 },
  ];
  const ledger = new Ledger(null);
  const holder = new Holder("one", policies);
  for (let round = 0; round < 40; round++) {
    const now = 1_000 + round * 10;
    if (holder.spend(now, 1).kind === "spent") continue;
    holder.settle(ledger.take(holder.begin(now, 1, 1), now).taken, now);
  }
  expect(limitField(holder.standings(1_500))).toMatch(/^"p";r=0;/);
});

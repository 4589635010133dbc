import { describe, expect, test } from "vitest";
import { capacityOf, leaseTtl, leaseTtlOf, spanOf, type Policy } from "./policy.ts";

const OF_ALL = { name: "p", mode: "enforce", atRisk: 0.1, onFailure: null } as const;
const window = (seconds: number): Policy => ({ ...OF_ALL, kind: "window", limit: 100, windowMs: seconds * 1_000 });
const burst = (rate: number, burst: number): Policy => ({ ...OF_ALL, kind: "burst", rate, burst });

test.each([
  { name: "an hour: 25 s", policy: window(3_600), ttl: 25_000 },
  { name: "ten minutes: a hundredth", policy: window(600), ttl: 6_000 },
  { name: "a minute: a hundredth", policy: window(60), ttl: 600 },
  { name: "less than a minute: no leases", policy: window(59.999), ttl: 0 },
  { name: "100/s with burst 1,000: a second", policy: burst(100, 1_000), ttl: 1_000 },
  { name: "100/s with burst 120: what halves the burst", policy: burst(100, 120), ttl: 600 },
  { name: "100/s with burst 99: shorter than a round trip, no leases", policy: burst(100, 99), ttl: 0 },
  { name: "1/s with burst 1: nothing would be left of the burst, no leases", policy: burst(1, 1), ttl: 0 },
])("the ttl of a lease on $name", ({ policy, ttl }) => expect(leaseTtl(policy)).toBe(ttl));

describe("a set", () => {
  test("has the ttl of its shortest member", () => expect(leaseTtlOf([window(3_600), window(60)])).toBe(600));
  test("takes no lease if one member takes none", () => expect(leaseTtlOf([window(3_600), window(2)])).toBe(0));
  test("without policies has the longest", () => expect(leaseTtlOf([])).toBe(25_000));
});

test("leases take rate × ttl off a burst, and nothing where there are none", () => {
  expect(capacityOf(burst(100, 200))).toBe(100);
  expect(capacityOf(burst(100, 99))).toBe(99);
  expect(capacityOf(window(3_600))).toBe(100);
});

test("a policy counts for its window, or for as long as an empty burst takes to fill", () => {
  expect(spanOf(window(60))).toBe(60_000);
  expect(spanOf(burst(100, 200))).toBe(2_000);
});

import { expect, test } from "vitest";
import { servesAll, type Traffic } from "../platform/traffic.ts";
import { differingNames, routerBuild } from "./seen.ts";

const traffic = (shares: Record<string, number>, message: string | null = null): Traffic => ({
  shares: Object.entries(shares).map(([buildId, percentage]) => ({ buildId, percentage })),
  since: "2027-04-06T11:00:00Z",
  author: null,
  message,
});
const COPY = { same: false, tagged: true, names: ["VERSION_V3"] };

test.each([
  ["nothing deployed", { traffic: null, seen: "a" }, "absent"],
  ["the build seen last", { traffic: traffic({ a: 100 }), seen: "a" }, "ours"],
  ["a build without traffic beside it", { traffic: traffic({ b: 0, a: 100 }), seen: "a" }, "ours"],
  ["two builds with traffic", { traffic: traffic({ a: 90, b: 10 }), seen: "a" }, "gradual"],
  ["another build", { traffic: traffic({ b: 100 }), seen: "a" }, "others"],
  [
    "another build by this retirement",
    { traffic: traffic({ b: 100 }, "milepost: retire v3, run 77"), seen: "a", run: "77" },
    "ours",
  ],
  [
    "another build by another one",
    { traffic: traffic({ b: 100 }, "milepost: retire v3, run 78"), seen: "a", run: "77" },
    "others",
  ],
  [
    "another build of the same content",
    { traffic: traffic({ b: 100 }), seen: "a", copy: { ...COPY, same: true } },
    "ours",
  ],
  ["never seen, other content", { traffic: traffic({ b: 100 }), seen: null, copy: COPY }, "different"],
  [
    "never seen, other code alone",
    { traffic: traffic({ b: 100 }), seen: null, copy: { ...COPY, names: [] } },
    "different",
  ],
  [
    "never seen, no tag, the same table",
    { traffic: traffic({ b: 100 }), seen: null, copy: { ...COPY, tagged: false, names: [] } },
    "ours",
  ],
  [
    "never seen, no tag, another table",
    { traffic: traffic({ b: 100 }), seen: null, copy: { ...COPY, tagged: false } },
    "different",
  ],
] as const)("%s", (_, facts, kind) => {
  expect(routerBuild({ run: null, copy: null, ...facts }).kind).toBe(kind);
});

test("all traffic is on a build when nothing else has any", () => {
  expect(servesAll(traffic({ a: 100 }), "a")).toBe(true);
  expect(servesAll(traffic({ a: 100, b: 0 }), "a")).toBe(true);
  expect(servesAll(traffic({ a: 99, b: 1 }), "a")).toBe(false);
  expect(servesAll(traffic({}), "a")).toBe(false);
  expect(servesAll(null, "a")).toBe(false);
});

test("names that stand for different things on both sides, or on one alone", () => {
  const here = [
    { name: "A", value: "1" },
    { name: "B", value: "1" },
    { name: "C", value: "1" },
  ];
  const there = [
    { name: "B", value: "1" },
    { name: "C", value: "2" },
    { name: "D", value: "1" },
  ];
  expect(differingNames(here, there)).toEqual(["A", "C", "D"]);
});

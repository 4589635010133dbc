import { expect, test } from "vitest";
import { type Live, planDeploy } from "./deploy.ts";

const worker = (name: string) => ({ worker: { name, config: `${name}.toml`, boundTo: [] }, after: [] });
const ORDER = { kind: "order", steps: [worker("store"), worker("v4"), worker("router")], elsewhere: [] } as const;
const build = (tag: string | null): Live => ({ kind: "build", tag });
const all = { all: false, faults: [] };

function states(...lives: Live[]) {
  return new Map(
    ORDER.steps.map(({ worker: { name } }, index) => [name, { live: lives[index] ?? build(null), digest: "mp-1" }]),
  );
}

test.each([
  [build("mp-1"), null],
  [build("mp-0"), "it changed"],
  [build(null), "what is live was not deployed by milepost"],
  [build("v2.3.1"), "what is live was not deployed by milepost"],
  [{ kind: "absent" }, "it is not there yet"],
  [{ kind: "split" }, "several builds share its traffic"],
  [{ kind: "begun" }, "its last deploy broke off"],
] as const)("%j: %s", (live, why) => {
  const { plan, unchanged } = planDeploy(ORDER, states(build("mp-1"), live, build("mp-1")), all);
  const steps = why === null ? [] : [{ kind: "deploy", worker: "v4", config: "v4.toml", why }];
  expect(plan).toEqual({ kind: "steps", steps, warnings: [] });
  expect(unchanged).toEqual(why === null ? ["store", "v4", "router"] : ["store", "router"]);
});

test("all of them, when that was asked for", () => {
  const { plan } = planDeploy(ORDER, states(build("mp-1"), build("mp-1"), build("mp-1")), { all: true, faults: [] });
  expect(plan.kind === "steps" && plan.steps.map((it) => it.worker)).toEqual(["store", "v4", "router"]);
});

test("what has no folder here is warned of", () => {
  const { plan } = planDeploy({ ...ORDER, elsewhere: ["other"] }, states(), all);
  expect(plan.kind === "steps" && plan.warnings.join()).toContain("'other'");
});

test.each([
  [{ kind: "cycle", ring: ["a", "b", "a"] }, [], "a → b → a"],
  [{ kind: "unknown", name: "v9", known: ["v3", "v4"] }, [], "There are: v3, v4."],
  [ORDER, ["one", "two"], "one,two"],
] as const)("refused: %j", (order, faults, told) => {
  const { plan } = planDeploy(order, states(), { all: false, faults });
  expect(plan.kind === "refused" && plan.refusals.join()).toContain(told);
});

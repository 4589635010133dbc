import { expect, test } from "vitest";
import type { RetirementRecord } from "../retire/record.ts";
import { readTable, type Table } from "../table/read.ts";
import { planRestore, type RestoreFacts } from "./restore.ts";

const NOW = Date.parse("2027-04-06T12:00:00Z");
const RETIRED = `[[services]]
binding = "V4"
service = "two"
[vars.VERSION_V3]
deprecated = "2026-11-01"
sunset = "2027-03-01"
`;

function table(text: string): Table {
  const read = readTable(text, NOW);
  if (!read.ok) throw new Error(read.fault);
  return read.table;
}

const RECORD: RetirementRecord = {
  version: "V3",
  retired: "2027-04-06T10:00:00Z",
  by: "somebody",
  because: null,
  environments: [{ environment: null, worker: "one", run: "abcd", callers: { days: 30, list: [] }, deleted: null }],
};
const FACTS: RestoreFacts = {
  name: { application: "", number: 3 },
  table: table(RETIRED),
  environment: null,
  record: RECORD,
  router: "router",
  routerBuild: { kind: "ours", buildId: "b" },
  workerThere: false,
  source: "folder",
  takeOver: false,
  now: NOW,
};
const OTHERS = {
  kind: "others",
  buildId: "0123456789",
  since: "2027-04-06T11:00:00Z",
  author: null,
  message: null,
} as const;

const kinds = (facts: Partial<RestoreFacts>): readonly string[] => {
  const plan = planRestore({ ...FACTS, ...facts });
  return plan.kind === "steps" ? plan.steps.map(({ kind }) => kind) : [];
};
const reasons = (facts: Partial<RestoreFacts>): string => {
  const plan = planRestore({ ...FACTS, ...facts });
  return plan.kind === "refused" ? plan.refusals.join("\n") : "";
};

test("the worker first, because a binding to none is refused; the record last", () => {
  expect(kinds({})).toEqual(["deploy-worker", "edit", "deploy", "traffic", "answers", "forget"]);
  expect(planRestore({ ...FACTS, source: "kept build" })).toMatchObject({
    steps: [{ worker: "one", from: "kept build" }, {}, {}, {}, {}, {}],
  });
});

test("a worker that is there is left as it is", () => {
  expect(kinds({ workerThere: true, source: null })).toEqual(["edit", "deploy", "traffic", "answers", "forget"]);
});

test.each<readonly [string, Partial<RestoreFacts>, RegExp]>([
  ["without a record", { record: null }, /No retirement of v3 is recorded in tombstones\/V3\.json/],
  [
    "live",
    { record: null, table: table(`${RETIRED}[[services]]\nbinding = "V3"\nservice = "one"\n`) },
    /v3 is not retired/,
  ],
  [
    "retired elsewhere only",
    { environment: "staging", table: table(`${RETIRED}[env.staging]\nname = "r"\n`) },
    /No retirement of v3/,
  ],
  ["its worker is nowhere", { source: null }, /'one' has no folder here/],
  [
    "a sunset that is enforced",
    { table: table(`${RETIRED}enforce_sunset = true\n`) },
    /would stay retired.*2027-03-01/,
  ],
  ["somebody else's router", { routerBuild: OTHERS }, /--take-over/],
  ["no router", { routerBuild: { kind: "absent" }, takeOver: true }, /not deployed/],
])("refused: %s", (_, facts, sentence) => {
  expect(kinds(facts)).toEqual([]);
  expect(reasons(facts)).toMatch(sentence);
});

test("taking over is told", () => {
  const plan = planRestore({ ...FACTS, routerBuild: OTHERS, takeOver: true });
  expect(plan.kind === "steps" && plan.warnings.join()).toContain("replaced");
});

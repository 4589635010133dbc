import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RetirementRecord } from "../retire/record.ts";
import { readTable, type Table } from "../table/read.ts";
import { planRetire } from "./retire.ts";
import type { PlatformFacts, RetireFacts } from "./retire-facts.ts";
import { retireRefusals } from "./retire-reasons.ts";
import type { RetireRefusal } from "./retire-refusals.ts";

const NOW = Date.parse("2027-04-06T12:00:00Z");

/** Two versions, v3 past its sunset; `vars` and `more` are put in. */
function table(vars = "", more = ""): Table {
  const read = readTable(
    `${TOP}\n[vars.APPLICATION_DEFAULT]\ndefault = 4\n${vars}\n[vars.VERSION_V3]\n${V3}\n${more}`,
    NOW,
  );
  if (!read.ok) throw new Error(read.fault);
  for (const { config } of read.table.views) if (!config.ok) throw new Error(config.faults.join(" "));
  return read.table;
}

const TOP = `name = "router"
[[services]]
binding = "V4"
service = "two"

[[services]]
binding = "V3"
service = "one"`;
const V3 = `deprecated = "2026-11-01"\nsunset = "2027-03-01"\nsuccessor = 4`;

const STAGING = `
[env.staging]
name = "router-staging"
[[env.staging.services]]
binding = "V4"
service = "two-staging"
[[env.staging.services]]
binding = "V3"
service = "one-staging"
[env.staging.vars.APPLICATION_DEFAULT]
default = 3
[env.staging.vars.VERSION_V3]
deprecated = "2026-11-01"
`;

const PLATFORM: PlatformFacts = {
  router: "router",
  routerBuild: { kind: "ours", buildId: "b" },
  workerThere: true,
  referrers: [{ from: "router", as: "service", binding: "V3" }],
  ownClasses: [],
  folder: true,
};
const OPTIONS = { keep: [], despiteCallers: false, eraseData: false, takeOver: false };
const CALLER = { account: "acme", key: "k1", calls: 7, last_seen: "2027-04-05T10:00:00.000Z" };

const FACTS: RetireFacts = {
  name: { application: "", number: 3 },
  table: table(),
  environment: null,
  record: null,
  callers: [],
  days: 30,
  pinned: [],
  platform: PLATFORM,
  options: OPTIONS,
  now: NOW,
};

const kinds = (facts: Partial<RetireFacts>): readonly RetireRefusal["kind"][] =>
  retireRefusals({ ...FACTS, ...facts }).map(({ kind }) => kind);

const reasons = (facts: Partial<RetireFacts>): string => {
  const plan = planRetire({ ...FACTS, ...facts });
  return plan.kind === "refused" ? plan.refusals.join("\n") : "";
};

const record = (entry: Partial<RetirementRecord["environments"][number]> = {}): RetirementRecord => ({
  version: "V3",
  retired: "2027-04-06T10:00:00Z",
  by: "somebody",
  because: null,
  environments: [
    { environment: null, worker: "one", run: "abcd", callers: { days: 30, list: [] }, deleted: null, ...entry },
  ],
});

const UNBOUND = (() => {
  const read = readTable(
    `name = "router"\n[[services]]\nbinding = "V4"\nservice = "two"\n[vars.VERSION_V3]\n${V3}\nretired = "2027-04-06"`,
    NOW,
  );
  if (!read.ok) throw new Error(read.fault);
  return read.table;
})();

test("nothing against it: the steps in order, the build kept first and the worker deleted last", () => {
  const plan = planRetire(FACTS);
  expect(plan.kind === "steps" && plan.steps.map(({ kind }) => kind)).toEqual(
    "keep-build record edit deploy traffic answers references delete".split(" "),
  );
  expect(plan.kind === "steps" && plan.warnings).toEqual([]);
});

describe("each reason against it", () => {
  const gone = table("", "").text.replace("2027-03-01", "2027-05-01");
  const dated = (text: string): Table => {
    const read = readTable(text, NOW);
    if (!read.ok) throw new Error(read.fault);
    return read.table;
  };
  const text = FACTS.table.text;
  const cases: readonly (readonly [string, Partial<RetireFacts>, RetireRefusal["kind"], RegExp])[] = [
    ["a version that is not there", { name: { application: "", number: 7 } }, "no-such-version", /no v7.*v4, v3/],
    ["before its sunset", { table: dated(gone) }, "before-sunset", /until 2027-05-01/],
    ["no sunset", { table: dated(text.replace('sunset = "2027-03-01"\n', "")) }, "no-sunset", /promise its clients/],
    [
      "not deprecated",
      { table: dated(text.replace(/deprecated = .*\nsunset = .*\n/, "")) },
      "not-deprecated",
      /milepost version deprecate v3/,
    ],
    [
      "deprecated later",
      { table: dated(text.replace("2026-11-01", "2027-06-01").replace("2027-03-01", "2027-07-01")) },
      "not-deprecated",
      /before 2027-06-01/,
    ],
    ["the default by number", { table: dated(text.replace("default = 4", "default = 3")) }, "default", /default = 3/],
    [
      "the default as the oldest",
      { table: dated(text.replace("default = 4", 'default = "oldest"')) },
      "default",
      /"oldest"/,
    ],
    ["pinned accounts", { pinned: ["acme", "zeta"] }, "pinned", /acme, zeta are pinned.*pins\/default/],
    ["callers", { callers: [CALLER] }, "called", /7 times.*acme with key k1 \(7, last 2027-04-05\)/],
    [
      "another worker's binding",
      { platform: { ...PLATFORM, referrers: [{ from: "report", as: "service", binding: "OLD" }] } },
      "referred",
      /report \(service OLD\) refers to the worker 'one'/,
    ],
    [
      "another worker's tail",
      { platform: { ...PLATFORM, referrers: [{ from: "t", as: "tail", binding: null }] } },
      "referred",
      /t \(tail\)/,
    ],
    ["data of its own", { platform: { ...PLATFORM, ownClasses: ["Ledger"] } }, "own-data", /Ledger.*--erase-data/],
    ["no router", { platform: { ...PLATFORM, routerBuild: { kind: "absent" } } }, "router", /not deployed here/],
    [
      "a split router",
      { platform: { ...PLATFORM, routerBuild: { kind: "gradual", shares: "10 % a, 90 % b" } } },
      "router",
      /split \(10 % a, 90 % b\)/,
    ],
    [
      "a router of somebody else",
      {
        platform: {
          ...PLATFORM,
          routerBuild: {
            kind: "others",
            buildId: "0123456789",
            since: "2027-04-06T11:00:00Z",
            author: "a@b",
            message: "mine",
          },
        },
      },
      "router",
      /01234567 was deployed 2027-04-06T11:00:00Z by a@b \("mine"\).*--take-over/,
    ],
    ["unbound without a record", { table: UNBOUND }, "unrecorded", /in no record/],
    [
      "operations kept of what is unbound",
      { table: UNBOUND, record: record(), options: { ...OPTIONS, keep: [{ method: "GET", path: "/org" }] } },
      "unbound",
      /milepost version restore v3/,
    ],
    [
      "another version's only way forward",
      {
        table: dated(
          `${text}\n[[services]]\nbinding = "V2"\nservice = "nought"\n[vars.VERSION_V2]\nsuccessor = 3`.replace(
            /successor = 4/,
            "",
          ),
        ),
      },
      "only-successor",
      /v2 names v3 as successor/,
    ],
  ];

  test.each(cases)("%s", (_, facts, kind, sentence) => {
    expect(kinds(facts)).toEqual([kind]);
    expect(reasons(facts)).toMatch(sentence);
  });

  test("the default of another environment counts, and is named", () => {
    expect(reasons({ table: table("", STAGING) })).toMatch(/in \[env\.staging\] \(default = 3\)/);
  });

  test("the last bound version of all cannot go", () => {
    const alone = dated(
      `name = "r"\n[[services]]\nbinding = "V3"\nservice = "one"\n[vars.VERSION_V3]\n${V3.replace("successor = 4", "")}`,
    );
    expect(reasons({ table: alone })).toMatch(/the table would be faulty: No version is bound/);
  });

  test("several at once are all told", () => {
    const facts = { table: dated(gone), pinned: ["acme"], callers: [CALLER] };
    expect(kinds(facts)).toEqual(["before-sunset", "pinned", "called"]);
  });
});

test("a worker that is gone is told beside other reasons, and alone does not stop a retirement", () => {
  const platform = { ...PLATFORM, workerThere: false, referrers: [] };
  expect(kinds({ platform, callers: [CALLER] })).toEqual(["called", "worker-gone"]);
  const plan = planRetire({ ...FACTS, platform });
  expect(plan.kind === "steps" && plan.warnings.join()).toContain("clients of v3 get 503");
  expect(plan.kind === "steps" && plan.steps.map(({ kind }) => kind)).not.toContain("references");
});

test("despite its callers each of them is named first", () => {
  const plan = planRetire({ ...FACTS, callers: [CALLER], options: { ...OPTIONS, despiteCallers: true } });
  expect(plan.kind === "steps" && plan.warnings).toEqual([
    expect.stringContaining("acme with key k1 called v3 7 times in the last 30 days"),
  ]);
});

test("what is kept keeps binding and worker: whoever refers to it, and its data, are no reasons then", () => {
  const platform = {
    ...PLATFORM,
    ownClasses: ["Ledger"],
    referrers: [{ from: "x", as: "service", binding: null }],
  } as const;
  const plan = planRetire({ ...FACTS, platform, options: { ...OPTIONS, keep: [{ method: "GET", path: "/org" }] } });
  expect(plan.kind === "steps" && plan.steps.map(({ kind }) => kind)).toEqual(
    "record edit deploy traffic answers".split(" "),
  );
});

test("one that broke after the table was changed goes on: what was decided is not asked again", () => {
  const plan = planRetire({ ...FACTS, table: UNBOUND, record: record(), callers: [CALLER], pinned: ["acme"] });
  expect(plan.kind === "steps" && plan.steps.at(-1)).toEqual({ kind: "delete", worker: "one" });
});

test("an environment whose table was changed for another one is asked about before its router is deployed", () => {
  expect(kinds({ table: UNBOUND, record: record({ callers: null }), callers: [CALLER] })).toEqual(["called"]);
});

test("once its worker is deleted nothing is left", () => {
  const plan = planRetire({ ...FACTS, table: UNBOUND, record: record({ deleted: "2027-04-06T10:01:00Z" }) });
  expect(plan).toMatchObject({ kind: "steps", steps: [], warnings: [expect.stringContaining("retired already")] });
});

test("a plan with a refusal has no steps, and one with steps deletes nothing before it has looked who refers to it", () => {
  const build = fc.constantFrom<PlatformFacts["routerBuild"]>(
    { kind: "ours", buildId: "b" },
    { kind: "absent" },
    { kind: "gradual", shares: "50 % a, 50 % b" },
    { kind: "different", buildId: "c", names: [] },
  );
  const facts = fc.record({
    callers: fc.constantFrom([], [CALLER]),
    pinned: fc.constantFrom([], ["acme"]),
    there: fc.boolean(),
    referrers: fc.constantFrom([], [{ from: "x", as: "service" as const, binding: "B" }]),
    ownClasses: fc.constantFrom([], ["Ledger"]),
    folder: fc.boolean(),
    build,
    table: fc.constantFrom(FACTS.table, UNBOUND),
    record: fc.constantFrom(null, record(), record({ callers: null }), record({ deleted: "2027-04-06T10:01:00Z" })),
    despiteCallers: fc.boolean(),
    eraseData: fc.boolean(),
    takeOver: fc.boolean(),
    keep: fc.constantFrom([], [{ method: "GET", path: "/org" }]),
  });
  fc.assert(
    fc.property(facts, ({ there, referrers, ownClasses, folder, build: routerBuild, ...it }) => {
      const platform = { ...PLATFORM, workerThere: there, referrers, ownClasses, folder, routerBuild };
      const asked = { ...FACTS, ...it, platform, options: it };
      const plan = planRetire(asked);
      expect(plan.kind === "refused").toBe(retireRefusals(asked).length > 0);
      expect(Object.hasOwn(plan, "steps")).toBe(plan.kind === "steps");
      if (plan.kind === "refused") return;
      const order = plan.steps.map(({ kind }) => kind);
      if (!order.includes("delete")) return;
      expect(order.at(-1)).toBe("delete");
      expect(referrers.length === 0 || !there || it.keep.length > 0 || order.includes("references")).toBe(true);
      for (const before of ["edit", "deploy", "traffic", "answers"] as const) expect(order).toContain(before);
      expect(order.indexOf("edit")).toBeLessThan(order.indexOf("deploy"));
    }),
  );
});

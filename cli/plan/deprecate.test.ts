import { expect, test } from "vitest";
import { readTable, type Table } from "../table/read.ts";
import { planBrownout } from "./brownout.ts";
import { type Deprecation, planDeprecate } from "./deprecate.ts";

const NOW = Date.parse("2026-11-21T10:00:00Z");
const ROUTER = { worker: "milepost", config: "wrangler.toml" };
const V3 = { application: "", number: 3 };
const BOUND = `
[[services]]
binding = "V3"
service = "a"
[[services]]
binding = "V4"
service = "b"
`;

function table(text: string): Table {
  const read = readTable(text, NOW);
  if (!read.ok) throw new Error(read.fault);
  return read.table;
}

function deprecate(text: string, asked: Partial<Deprecation> = {}) {
  const full = { name: V3, sunset: "2027-03-01", deprecated: null, guide: "/g", successor: null, ...asked };
  return planDeprecate(table(text), full, ROUTER, NOW);
}

const refusal = (plan: ReturnType<typeof planDeprecate>) => (plan.kind === "refused" ? plan.refusals.join("\n") : "");

/** The keys of the first edit, and what was warned of. */
function values(plan: ReturnType<typeof planDeprecate>) {
  if (plan.kind === "refused") throw new Error(plan.refusals.join("\n"));
  const [edit, deploy] = plan.steps;
  expect(deploy).toEqual({ kind: "deploy", why: null, ...ROUTER });
  const first = edit?.kind === "edit" ? edit.edits[0] : undefined;
  return { values: first?.kind === "set" ? first.values : {}, warnings: plan.warnings };
}

test("today, the newest version as successor, and the dates as typed", () => {
  expect(values(deprecate(BOUND))).toEqual({
    values: { deprecated: "2026-11-21", sunset: "2027-03-01", successor: 4, guide: "/g" },
    warnings: [],
  });
});

test("what was set before stays", () => {
  const before = `${BOUND}[vars.VERSION_V3]\ndeprecated = "2026-10-01"\nsuccessor = 4\nguide = "/old"\n`;
  expect(values(deprecate(before, { guide: null })).values).toEqual({
    deprecated: "2026-10-01",
    sunset: "2027-03-01",
    successor: 4,
  });
});

test("every environment in which it is bound, with what holds there", () => {
  const more = `${BOUND}[[env.x.services]]\nbinding = "V3"\nservice = "c"\n[env.x.vars.VERSION_V3]\ndeprecated = "2026-09-01"\n[[env.y.services]]\nbinding = "V4"\nservice = "d"\n[env.y.vars.VERSION_V3]\nsuccessor = 4\n`;
  const plan = deprecate(more);
  const edits = plan.kind === "steps" && plan.steps[0]?.kind === "edit" ? plan.steps[0].edits : [];
  expect(edits.map((edit) => [edit.environment, edit.kind === "set" && edit.values["deprecated"]])).toEqual([
    [null, "2026-11-21"],
    ["x", "2026-09-01"],
  ]);
});

test("what holds in one environment only is told with its name", () => {
  const more = `${BOUND}[[env.x.services]]\nbinding = "V3"\nservice = "c"\n[env.x.vars.APPLICATION_DEFAULT]\nminimum_notice_days = 400\n`;
  expect(refusal(deprecate(more))).toMatch(/^\[env\.x\]: 99 days of notice are fewer than the 400 /);
  expect(values(deprecate(more, { sunset: "2099-01-01", guide: null })).warnings).toEqual([
    expect.stringMatching(/^v3 has no guide/) as unknown,
    expect.stringMatching(/^\[env\.x\]: v3 has no successor/) as unknown,
    expect.stringMatching(/^The tables of all environments are changed, and one router is deployed/) as unknown,
  ]);
});

test.each([
  ["2027-02-18", "88 days of notice are fewer than the 90", ""],
  ["2027-02-19", "2027-02-20 is the earliest sunset", ""],
  ["2027-01-01", "", "[vars.APPLICATION_DEFAULT]\nminimum_notice_days = 30\n"],
  ["2027-02-20", "", ""],
])("notice until %s", (sunset, told, more) => {
  expect(refusal(deprecate(`${BOUND}${more}`, { sunset }))).toContain(told);
  if (told === "") expect(refusal(deprecate(`${BOUND}${more}`, { sunset }))).toBe("");
});

test("notice counts from the deprecation, when that is still to come", () => {
  expect(refusal(deprecate(BOUND, { deprecated: "2027-02-01" }))).toContain("2027-05-02 is the earliest");
  expect(refusal(deprecate(BOUND, { deprecated: "2027-02-01", sunset: "2027-05-02" }))).toBe("");
});

test("a date that was announced may stay or be put off near its end, and not be brought forward", () => {
  const near = `${BOUND}[vars.VERSION_V3]\ndeprecated = "2026-08-01"\nsunset = "2026-12-01"\n`;
  expect(refusal(deprecate(near, { sunset: "2026-12-01" }))).toBe("");
  expect(refusal(deprecate(near, { sunset: "2026-12-10" }))).toBe("");
  expect(refusal(deprecate(near, { sunset: "2026-11-30" }))).toContain("days of notice");
  const far = `${BOUND}[vars.VERSION_V3]\ndeprecated = "2026-08-01"\nsunset = "2027-12-01"\n`;
  expect(values(deprecate(far)).warnings.join()).toContain("promised to be served until 2027-12-01");
});

test.each([
  ["a sunset before the deprecation", BOUND, { deprecated: "2027-04-01" }, "earlier than the deprecation"],
  ["a date that is none", BOUND, { sunset: "2027-02-30" }, "--sunset '2027-02-30' is no date"],
  ["a preview", `${BOUND}[vars.VERSION_V3]\npreview = true\n`, {}, "is a preview"],
  ["a retired one", BOUND.replace('"V3"', '"V5"').concat("[vars.VERSION_V3]\n"), {}, "is retired already"],
  [
    "one that is not there",
    BOUND,
    { name: { application: "", number: 7 } },
    "There is no v7 in the table. There are: v4, v3.",
  ],
  ["a successor that is not there", BOUND, { successor: 9 }, "successor is 9, which is not in the table"],
  ["a guide that is none", BOUND, { guide: "not a link" }, "VERSION_V3.guide"],
  ["a table with faults", `${BOUND}[vars.API]\nbse = 1\n`, {}, "API.bse"],
])("refused: %s", (_name, text, asked, told) => {
  expect(refusal(deprecate(text, asked))).toContain(told);
});

test("warned of: the default, no successor, no guide", () => {
  const alone = `[[services]]\nbinding = "V3"\nservice = "a"\n[vars.APPLICATION_DEFAULT]\ndefault = 3\n`;
  expect(values(deprecate(alone, { guide: null })).warnings).toEqual([
    expect.stringContaining("is the default") as unknown,
    expect.stringContaining("no successor") as unknown,
    expect.stringContaining("no guide") as unknown,
  ]);
});

const DEPRECATED = `${BOUND}[vars.VERSION_V3]\ndeprecated = "2026-11-01"\nsunset = "2027-03-01"\nbrownouts = ["2027-02-01T12:00:00Z/2027-02-01T13:00:00Z"]\n`;
const brownout = (at: string, length: string, text = DEPRECATED) =>
  planBrownout(table(text), { name: V3, at, length }, ROUTER, NOW);

test("a window is added in its place, and all are written alike", () => {
  expect(values(brownout("2027-01-15", "90m")).values).toEqual({
    brownouts: ["2027-01-15T00:00:00Z/PT1H30M", "2027-02-01T12:00:00Z/PT1H"],
  });
  expect(values(brownout("2027-02-10T12:00:00+02:00", "P1D")).values).toEqual({
    brownouts: ["2027-02-01T12:00:00Z/PT1H", "2027-02-10T10:00:00Z/PT24H"],
  });
});

test("one that is there already is no change, and touching is no overlap", () => {
  const plan = brownout("2027-02-01T12:00:00Z", "1h");
  expect(plan.kind === "steps" && plan.steps[0]).toEqual({ kind: "edit", edits: [] });
  expect(refusal(brownout("2027-02-01T13:00:00Z", "1h"))).toBe("");
  expect(values(brownout("2027-02-28T23:30:00Z", "1h")).warnings.join()).toContain("after the sunset");
});

test.each([
  ["2027-02-01T12:30:00Z", "1h", DEPRECATED, "has a brownout from 2027-02-01T12:00:00Z"],
  ["2027-02-01T11:30:00Z", "31m", DEPRECATED, "choose another time"],
  ["2026-11-21T09:00:00Z", "2h", DEPRECATED, "announced ahead"],
  ["2027-02-01T12:00:00Z", "1h", BOUND, "is not deprecated"],
  ["2027-02-01T12:00:00Z", "1h", DEPRECATED.replace("2026-11-01", "2027-02-15"), "begin after that"],
  ["tomorrow", "1h", DEPRECATED, "--at 'tomorrow' is no instant"],
  ["2027-02-01", "an hour", DEPRECATED, "--for 'an hour'"],
  ["2027-02-01", "0h", DEPRECATED, "--for '0h'"],
])("a window at %s for %s is refused", (at, length, text, told) => {
  const plan =
    text.includes("2027-02-15") && text !== DEPRECATED
      ? brownout(at, length, text.replace(/brownouts = .*\n/, ""))
      : brownout(at, length, text);
  expect(refusal(plan)).toContain(told);
});

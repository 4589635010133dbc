import { expect, test } from "vitest";
import { editTable } from "../table/edit.ts";
import { readTable, type Table } from "../table/read.ts";
import { nextRecord, restoreEdits, retireEdits, type Retirement } from "./change.ts";
import { readRecord, recordText, retiredIn, type RetirementRecord } from "./record.ts";
import { tableOfBuild, tableOfText } from "./router-table.ts";

const NOW = Date.parse("2027-04-06T12:00:00.500Z");
const TEXT = `name = "router"

[[services]]
binding = "V4"
service = "two"

# The old one
[[services]]
binding = "V3"
service = "one"

[vars.VERSION_V3]
deprecated = "2026-11-01" # announced by mail
sunset = "2027-03-01"

[env.staging]
name = "router-staging"

[[env.staging.services]]
binding = "V4"
service = "two-staging"

[[env.staging.services]]
binding = "V3"
service = "one-staging"
`;

function table(text: string): Table {
  const read = readTable(text, NOW);
  if (!read.ok) throw new Error(read.fault);
  return read.table;
}

const CALLER = { account: "acme", key: "k", calls: 1, last_seen: "2027-04-06T11:00:00Z" };
const ASKED: Retirement = {
  name: { application: "", number: 3 },
  table: table(TEXT),
  environment: null,
  record: null,
  callers: [CALLER],
  days: 30,
  by: "night-shift",
  because: "nobody is left",
  run: "aaaa",
  at: NOW,
};

function edited(text: string, record: RetirementRecord, kept: Parameters<typeof retireEdits>[1] = null): string {
  const made = editTable(text, retireEdits(record, kept));
  if (!made.ok) throw new Error(made.fault);
  return made.text;
}

test("a record names every environment that binds the version, and callers only where they were asked for", () => {
  expect(nextRecord(ASKED)).toEqual({
    version: "V3",
    retired: "2027-04-06T12:00:00Z",
    by: "night-shift",
    because: "nobody is left",
    environments: [
      { environment: null, worker: "one", run: "aaaa", callers: { days: 30, list: [CALLER] }, deleted: null },
      { environment: "staging", worker: "one-staging", run: "aaaa", callers: null, deleted: null },
    ],
  });
});

test("what was decided stays; another environment's turn has its own callers and run, and the same day", () => {
  const first = nextRecord(ASKED);
  const after = table(edited(TEXT, first));
  const later = { ...ASKED, table: after, record: first, run: "bbbb", by: "day-shift", at: NOW + 1e9 };
  expect(nextRecord({ ...later, callers: [] })).toBe(first);
  const staging = nextRecord({ ...later, environment: "staging", callers: [] });
  expect(staging.retired).toBe(first.retired);
  expect(retiredIn(staging, null)).toEqual(retiredIn(first, null));
  expect(retiredIn(staging, "staging")).toMatchObject({ run: "bbbb", callers: { days: 30, list: [] } });
});

test("the table of every environment is changed, comments stay, and the router reads it as retired", () => {
  const record = nextRecord(ASKED);
  const text = edited(TEXT, record);
  expect(text).toContain('deprecated = "2026-11-01" # announced by mail');
  for (const { config, services } of table(text).views) {
    expect(services.has("V3")).toBe(false);
    const version = config.ok
      ? config.registry.applications.get("")?.versions.find(({ number }) => number === 3)
      : null;
    expect(version).toMatchObject({ bound: false, retired: Date.parse(record.retired), retiredBy: "night-shift" });
  }
  expect(edited(text, record)).toBe(text);
});

test("operations that are kept keep the binding, and go with the rest later", () => {
  const record = nextRecord(ASKED);
  const kept = edited(TEXT, record, { operations: ["GET /org.json"], role: "S" });
  expect(table(kept).views.map(({ config }) => config.ok)).toEqual([true, true]);
  expect(kept).toContain('retained = ["GET /org.json"]');
  expect(kept).toContain('retained_role = "S"');
  expect(edited(kept, record)).not.toContain("retained");
});

test("restoring brings the table back as it was, but for the comment of what was taken out", () => {
  const record = nextRecord(ASKED);
  const made = editTable(edited(TEXT, record), restoreEdits(record));
  const [was, is] = [TEXT.replace("# The old one\n", ""), made.ok ? made.text : made.fault];
  // The environment had no description of its own before, and has an empty one now.
  expect(is.replace("\n[env.staging.vars.VERSION_V3]\n", "")).toBe(was);
});

test("a record is read as it was written, and nothing else is taken for one", () => {
  const record = nextRecord(ASKED);
  expect(readRecord(recordText(record), "x")).toEqual(record);
  expect(readRecord(null, "x")).toBe(null);
  expect(() => readRecord('{"version": 1}', "tombstones/V3.json")).toThrow(
    /tombstones\/V3\.json is not what milepost wrote/,
  );
});

test("a build's table and the text it came from are the same", () => {
  const text = `${TEXT}\n[vars]\nPLAIN = "x"\n`.replace(
    "[vars]\n",
    '[vars.API]\nbase = "/api"\ncors_origins = ["*"]\n[vars.MORE]\n',
  );
  const bindings = [
    { type: "service", name: "V4", service: "two" },
    { type: "service", name: "V3", service: "one" },
    { type: "json", name: "VERSION_V3", json: { sunset: "2027-03-01", deprecated: "2026-11-01" } },
    { type: "json", name: "API", json: { cors_origins: ["*"], base: "/api" } },
    { type: "json", name: "MORE", json: { PLAIN: "x" } },
    { type: "secret_text", name: "ADMIN_TOKEN" },
    { type: "durable_object_namespace", name: "KEYS", class_name: "Keys" },
  ];
  const order = (list: ReturnType<typeof tableOfBuild>) => list.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  expect(order(tableOfBuild(bindings))).toEqual(order(tableOfText(text, null)));
});

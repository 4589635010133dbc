import { parse } from "@decimalturn/toml-patch";
import { describe, expect, test } from "vitest";
import { readTable } from "../table/read.ts";
import type { WorkerFolder } from "../worker-folders.ts";
import { openFolders } from "./contracts.ts";
import { type Looked, tableFindings } from "./table.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");

const bound = (binding: string, worker: string) => `\n[[services]]\nbinding = "${binding}"\nservice = "${worker}"\n`;

const GOOD = `name = "api"
[vars.APPLICATION_DEFAULT]
default = 2
[vars.VERSION_V1]
deprecated = "2026-11-01"
sunset = "2027-03-01"
successor = 2
${bound("V2", "api-v2")}${bound("V1", "api-v1")}`;

const CLOSED = "workers_dev = false\npreview_urls = false\n";

function folder(name: string, toml = `name = "api-${name}"\n${CLOSED}`): WorkerFolder {
  const path = `workers/${name}`;
  return { folder: path, file: `${path}/wrangler.toml`, document: parse(toml) as Record<string, unknown> };
}

const FOLDERS = [folder("v1"), folder("v2")];

function findings(text: string, more: Partial<Looked> = {}) {
  const read = readTable(text, NOW);
  if (!read.ok) throw new Error(read.fault);
  return tableFindings({ table: read.table, folders: FOLDERS, deployed: null, environment: null, now: NOW, ...more });
}

test("a good table has no fault, and nothing to warn of", () => {
  expect(findings(GOOD)).toEqual({ faults: [], warnings: [] });
});

describe("a fault", () => {
  test.each([
    ["is what the router would refuse", ["default = 2", "default = 3"], "APPLICATION_DEFAULT.default is 3"],
    [
      "is a TOML date, said once",
      ['sunset = "2027-03-01"', "sunset = 2027-03-01"],
      "VERSION_V1.sunset is a TOML date, which wrangler cannot hand to a worker: put it in quotes.",
    ],
    [
      "is a date in a variable of nobody's",
      ["[vars.VERSION_V1]", "[vars.OWN]\nday = 2027-03-01\n[vars.VERSION_V1]"],
      "OWN.day",
    ],
    [
      "is a date in a list",
      ["successor = 2", "successor = 2\nbrownouts = [2027-02-01T12:00:00Z]"],
      "VERSION_V1.brownouts[0] is a TOML date",
    ],
    [
      "is a variable over 5 KB",
      ["default = 2", `default = 2\npublic = ["GET /${"x".repeat(5_200)}"]`],
      "bytes, and Cloudflare takes 5120",
    ],
    [
      "is less notice than was promised",
      ['"2027-03-01"', '"2026-12-01"'],
      "gives 30 days of notice, and minimum_notice_days is 90: write 2027-01-30 or later.",
    ],
    [
      "is a sunset before the deprecation",
      ['"2027-03-01"', '"2026-10-01"'],
      "VERSION_V1.sunset is earlier than deprecated",
    ],
    [
      "is a binding that is there twice",
      [bound("V1", "api-v1"), `${bound("V1", "api-v1")}${bound("V1", "api-v0")}`],
      "V1 is bound twice",
    ],
  ])("%s", (_name, [from = "", to = ""], sentence) => {
    const text = GOOD.replace(from, to);
    expect(text).not.toBe(GOOD);
    const { faults } = findings(text);
    expect(faults.filter((fault) => fault.includes(sentence))).toHaveLength(1);
    expect(faults, "nothing else is blamed").toHaveLength(1);
  });

  test("of each environment is named, all at once", () => {
    const broken = `${GOOD}\n[env.staging.vars.VERSION_V1]\nsunset = 2027-03-01\n[env.production]\nname = "api"\n`;
    const { faults } = findings(broken);
    expect(faults.filter((fault) => fault.startsWith("[env.staging]: "))).toHaveLength(2);
    expect(faults).toContain(
      '[env.production]: No version is bound: add a service binding such as [[services]] binding = "V2".',
    );
  });

  test.each([
    ["is on workers.dev", `name = "api-v1"\npreview_urls = false\n`, "write workers_dev = false"],
    ["has previews that anybody may call", `name = "api-v1"\nworkers_dev = false\n`, "write preview_urls = false"],
    ["has a route", `name = "api-v1"\nroute = "x.example/*"\n${CLOSED}`, "take route out"],
    [
      "is opened by an environment",
      `name = "api-v1"\n${CLOSED}\n[env.staging]\nworkers_dev = true\n`,
      "[env.staging]: write workers_dev",
    ],
    ["has a date in its own variables", `name = "api-v1"\n${CLOSED}\n[vars]\nday = 2027-03-01\n`, "day is a TOML date"],
  ])("is a worker behind the router that %s", (_name, toml, sentence) => {
    const { faults } = findings(GOOD, { folders: [folder("v1", toml), folder("v2")] });
    expect(faults).toEqual([expect.stringContaining(sentence)]);
    expect(faults[0]).toContain("workers/v1/wrangler.toml");
  });
});

describe("a warning", () => {
  const warned = (text: string, more: Partial<Looked> = {}) => {
    const { faults, warnings } = findings(text, more);
    expect(faults).toEqual([]);
    return warnings;
  };

  test("is for four live majors, and not for three", () => {
    const with3 = `${GOOD}${bound("V3", "api-v2")}`;
    expect(warned(with3)).toEqual([]);
    expect(warned(`${with3}${bound("V4", "api-v2")}`)).toEqual([expect.stringContaining("has 4 live versions")]);
  });

  test("is for a sunset that is past on a version that is served, and not once it is retired", () => {
    const past = GOOD.replace("2026-11-01", "2026-01-01").replace("2027-03-01", "2026-11-20");
    expect(warned(past)).toEqual([expect.stringContaining("v1 is overdue: its sunset was 2026-11-20")]);
    expect(warned(past.replace(bound("V1", "api-v1"), ""))).toEqual([]);
  });

  test("is for rules of limits of a version that is gone", () => {
    const rule = `\n[vars.LIMIT_POLICIES]\nold = { limit = 1, window = 1 }\n[[vars.LIMIT_RULES]]\nversion = "V0"\nuse = ["old"]\n`;
    expect(warned(GOOD + rule)).toEqual([expect.stringContaining("LIMIT_RULES[0] is for V0")]);
  });

  test("is for a version without a binding whose clients were never told", () => {
    const lost = GOOD.replace(/deprecated.*\nsunset.*\n/, "").replace(bound("V1", "api-v1"), "");
    expect(warned(lost)).toEqual([expect.stringContaining("v1 is retired, and was never deprecated")]);
  });

  test("is for an environment that is bound differently", () => {
    const staging = `\n[[env.staging.services]]\nbinding = "V2"\nservice = "api-v2"\n[[env.staging.services]]\nbinding = "V3"\nservice = "api-v2"\n`;
    expect(warned(GOOD + staging)).toEqual([
      "V1 is bound at the top level and not in [env.staging]: it is not inherited.",
      "V3 is bound in [env.staging] and not at the top level.",
    ]);
  });

  test("is for a bound worker without a folder here, and none for one under its environment's name", () => {
    expect(warned(GOOD, { folders: [folder("v2")] })).toEqual([expect.stringContaining("V1 is bound to 'api-v1'")]);
    const staging = `\n[[env.staging.services]]\nbinding = "V2"\nservice = "api-v2-staging"\n[[env.staging.services]]\nbinding = "V1"\nservice = "api-v1-staging"\n`;
    expect(warned(GOOD + staging)).toEqual([]);
  });
});

describe("what the platform has", () => {
  test("is a fault where a bound worker is missing, with what clients meet and what to do", () => {
    const deployed = { there: new Set(["api", "api-v2"]), router: true };
    const here = findings(GOOD, { deployed }).faults;
    expect(here).toEqual([
      "V1 is bound to 'api-v1', which the platform does not have; v1 is answered with 503. Deploy it: milepost deploy.",
    ]);
    const elsewhere = findings(GOOD, { deployed, folders: [folder("v2")] }).faults;
    expect(elsewhere).toEqual([expect.stringContaining("or take the binding out.")]);
  });

  test("is no fault while nothing is deployed, nor for environments that were not asked for", () => {
    expect(findings(GOOD, { deployed: { there: new Set(), router: false } }).faults).toEqual([]);
    const deployed = { there: new Set<string>(), router: true };
    expect(findings(GOOD, { deployed, environment: "staging" }).faults).toEqual([]);
  });
});

test.each([
  ["a version that is current has promised", "workers/v2", GOOD, false],
  ["v0 has promised nothing", "workers/v0", `${GOOD}${bound("V0", "api-v0")}`, true],
  [
    "a preview has promised nothing",
    "workers/v2",
    GOOD.replace("default = 2", "default = 1").replace(
      "[vars.VERSION_V1]",
      "[vars.VERSION_V2]\npreview = true\n[vars.VERSION_V1]",
    ),
    true,
  ],
  [
    "what is a preview in one environment and current in another has promised",
    "workers/v1",
    `${GOOD}${bound("V0", "api-v1")}`,
    false,
  ],
  ["what is bound nowhere is told by its folder's name", "workers/shop-v0", GOOD, true],
  ["and is kept to its promise otherwise", "workers/shop-v1", GOOD, false],
  ["the operator's API has promised", "router/admin", GOOD, false],
])("%s", (_name, path, text, open) => {
  const read = readTable(text, NOW);
  if (!read.ok) throw new Error(read.fault);
  const folders = [...FOLDERS, folder("v0"), folder("shop-v0"), folder("shop-v1")];
  expect(openFolders(read.table.views, folders, NOW)(path)).toBe(open);
});

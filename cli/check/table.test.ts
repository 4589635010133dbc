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
default = 4
[vars.VERSION_V3]
deprecated = "2026-11-01"
sunset = "2027-03-01"
successor = 4
${bound("V4", "api-v4")}${bound("V3", "api-v3")}`;

const CLOSED = "workers_dev = false\npreview_urls = false\n";

function folder(name: string, toml = `name = "api-${name}"\n${CLOSED}`): WorkerFolder {
  const path = `workers/${name}`;
  return { folder: path, file: `${path}/wrangler.toml`, document: parse(toml) as Record<string, unknown> };
}

const FOLDERS = [folder("v3"), folder("v4")];

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
    ["is what the router would refuse", ["default = 4", "default = 5"], "APPLICATION_DEFAULT.default is 5"],
    [
      "is a TOML date, said once",
      ['sunset = "2027-03-01"', "sunset = 2027-03-01"],
      "VERSION_V3.sunset is a TOML date, which wrangler cannot hand to a worker: put it in quotes.",
    ],
    [
      "is a date in a variable of nobody's",
      ["[vars.VERSION_V3]", "[vars.OWN]\nday = 2027-03-01\n[vars.VERSION_V3]"],
      "OWN.day",
    ],
    [
      "is a date in a list",
      ["successor = 4", "successor = 4\nbrownouts = [2027-02-01T12:00:00Z]"],
      "VERSION_V3.brownouts[0] is a TOML date",
    ],
    [
      "is a variable over 5 KB",
      ["default = 4", `default = 4\npublic = ["GET /${"x".repeat(5_200)}"]`],
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
      "VERSION_V3.sunset is earlier than deprecated",
    ],
    [
      "is a binding that is there twice",
      [bound("V3", "api-v3"), `${bound("V3", "api-v3")}${bound("V3", "api-v0")}`],
      "V3 is bound twice",
    ],
  ])("%s", (_name, [from = "", to = ""], sentence) => {
    const text = GOOD.replace(from, to);
    expect(text).not.toBe(GOOD);
    const { faults } = findings(text);
    expect(faults.filter((fault) => fault.includes(sentence))).toHaveLength(1);
    expect(faults, "nothing else is blamed").toHaveLength(1);
  });

  test("of each environment is named, all at once", () => {
    const broken = `${GOOD}\n[env.staging.vars.VERSION_V3]\nsunset = 2027-03-01\n[env.production]\nname = "api"\n`;
    const { faults } = findings(broken);
    expect(faults.filter((fault) => fault.startsWith("[env.staging]: "))).toHaveLength(2);
    expect(faults).toContain(
      '[env.production]: No version is bound: add a service binding such as [[services]] binding = "V2".',
    );
  });

  test.each([
    ["is on workers.dev", `name = "api-v3"\npreview_urls = false\n`, "write workers_dev = false"],
    ["has previews that anybody may call", `name = "api-v3"\nworkers_dev = false\n`, "write preview_urls = false"],
    ["has a route", `name = "api-v3"\nroute = "x.example/*"\n${CLOSED}`, "take route out"],
    [
      "is opened by an environment",
      `name = "api-v3"\n${CLOSED}\n[env.staging]\nworkers_dev = true\n`,
      "[env.staging]: write workers_dev",
    ],
    ["has a date in its own variables", `name = "api-v3"\n${CLOSED}\n[vars]\nday = 2027-03-01\n`, "day is a TOML date"],
  ])("is a worker behind the router that %s", (_name, toml, sentence) => {
    const { faults } = findings(GOOD, { folders: [folder("v3", toml), folder("v4")] });
    expect(faults).toEqual([expect.stringContaining(sentence)]);
    expect(faults[0]).toContain("workers/v3/wrangler.toml");
  });
});

describe("a warning", () => {
  const warned = (text: string, more: Partial<Looked> = {}) => {
    const { faults, warnings } = findings(text, more);
    expect(faults).toEqual([]);
    return warnings;
  };

  test("is for four live majors, and not for three", () => {
    const with3 = `${GOOD}${bound("V5", "api-v4")}`;
    expect(warned(with3)).toEqual([]);
    expect(warned(`${with3}${bound("V6", "api-v4")}`)).toEqual([expect.stringContaining("has 4 live versions")]);
  });

  test("is for a sunset that is past on a version that is served, and not once it is retired", () => {
    const past = GOOD.replace("2026-11-01", "2026-01-01").replace("2027-03-01", "2026-11-20");
    expect(warned(past)).toEqual([expect.stringContaining("v3 is overdue: its sunset was 2026-11-20")]);
    expect(warned(past.replace(bound("V3", "api-v3"), ""))).toEqual([]);
  });

  test("is for rules of limits of a version that is gone", () => {
    const rule = `\n[vars.LIMIT_POLICIES]\nold = { limit = 1, window = 1 }\n[[vars.LIMIT_RULES]]\nversion = "V0"\nuse = ["old"]\n`;
    expect(warned(GOOD + rule)).toEqual([expect.stringContaining("LIMIT_RULES[0] is for V0")]);
  });

  test("is for a version without a binding whose clients were never told", () => {
    const lost = GOOD.replace(/deprecated.*\nsunset.*\n/, "").replace(bound("V3", "api-v3"), "");
    expect(warned(lost)).toEqual([expect.stringContaining("v3 is retired, and was never deprecated")]);
  });

  test("is for an environment that is bound differently", () => {
    const staging = `\n[[env.staging.services]]\nbinding = "V4"\nservice = "api-v4"\n[[env.staging.services]]\nbinding = "V5"\nservice = "api-v4"\n`;
    expect(warned(GOOD + staging)).toEqual([
      "V3 is bound at the top level and not in [env.staging]: it is not inherited.",
      "V5 is bound in [env.staging] and not at the top level.",
    ]);
  });

  test("is for a bound worker without a folder here, and none for one under its environment's name", () => {
    expect(warned(GOOD, { folders: [folder("v4")] })).toEqual([expect.stringContaining("V3 is bound to 'api-v3'")]);
    const staging = `\n[[env.staging.services]]\nbinding = "V4"\nservice = "api-v4-staging"\n[[env.staging.services]]\nbinding = "V3"\nservice = "api-v3-staging"\n`;
    expect(warned(GOOD + staging)).toEqual([]);
  });
});

describe("what the platform has", () => {
  test("is a fault where a bound worker is missing, with what clients meet and what to do", () => {
    const deployed = { there: new Set(["api", "api-v4"]), router: true };
    const here = findings(GOOD, { deployed }).faults;
    expect(here).toEqual([
      "V3 is bound to 'api-v3', which the platform does not have; v3 is answered with 503. Deploy it: milepost deploy.",
    ]);
    const elsewhere = findings(GOOD, { deployed, folders: [folder("v4")] }).faults;
    expect(elsewhere).toEqual([expect.stringContaining("or take the binding out.")]);
  });

  test("is no fault while nothing is deployed, nor for environments that were not asked for", () => {
    expect(findings(GOOD, { deployed: { there: new Set(), router: false } }).faults).toEqual([]);
    const deployed = { there: new Set<string>(), router: true };
    expect(findings(GOOD, { deployed, environment: "staging" }).faults).toEqual([]);
  });
});

test.each([
  ["a version that is current has promised", "workers/v4", GOOD, false],
  ["v0 has promised nothing", "workers/v0", `${GOOD}${bound("V0", "api-v0")}`, true],
  [
    "a preview has promised nothing",
    "workers/v4",
    GOOD.replace("default = 4", "default = 3").replace(
      "[vars.VERSION_V3]",
      "[vars.VERSION_V4]\npreview = true\n[vars.VERSION_V3]",
    ),
    true,
  ],
  [
    "what is a preview in one environment and current in another has promised",
    "workers/v3",
    `${GOOD}${bound("V0", "api-v3")}`,
    false,
  ],
  ["what is bound nowhere is told by its folder's name", "workers/shop-v0", GOOD, true],
  ["and is kept to its promise otherwise", "workers/shop-v3", GOOD, false],
  ["the operator's API has promised", "router/admin", GOOD, false],
])("%s", (_name, path, text, open) => {
  const read = readTable(text, NOW);
  if (!read.ok) throw new Error(read.fault);
  const folders = [...FOLDERS, folder("v0"), folder("shop-v0"), folder("shop-v3")];
  expect(openFolders(read.table.views, folders, NOW)(path)).toBe(open);
});

/** Usage as tables for a person. Pure; a dash is what is not known or not so. */
import type { Totals, Version } from "../admin/wire.ts";
import { shortly } from "../admin/keys.ts";
import { columns } from "../plan/list.ts";
import { versionLabel } from "../table/named.ts";
import type { Day } from "./asking.ts";
import type { By, Group } from "./groups.ts";

/** Operations and ways that a cell has room for; the others are counted. */
const SHOWN = 3;

export function groupLines(by: By, groups: readonly Group[]): string[] {
  return columns([HEADS[by], ...groups.map((group) => cellsOf(by, group))]);
}

const HEADS = {
  caller: ["ACCOUNT", "KEY", "CALLS", "ERRORS", "CHOSEN BY", "OPERATIONS", "LAST SEEN"],
  account: ["ACCOUNT", "CALLS", "ERRORS", "CHOSEN BY", "OPERATIONS", "LAST SEEN"],
  way: ["CHOSEN BY", "CALLS", "SHARE", "ACCOUNTS"],
  operation: ["OPERATION", "CALLS", "ERRORS", "ACCOUNTS", "LAST SEEN"],
} as const;

function cellsOf(by: By, { account, key, way, operation, calls, share, errors, accounts, ...of }: Group): string[] {
  const who = account ?? "(no key)";
  const seen = of.lastSeen === null ? "-" : shortly(of.lastSeen);
  const counts = [String(calls), String(errors ?? "-")];
  switch (by) {
    case "caller":
      return [who, key ?? "-", ...counts, few(of.ways), few(of.operations), seen];
    case "account":
      return [who, ...counts, few(of.ways), few(of.operations), seen];
    case "way":
      return [way ?? "-", String(calls), percent(share), String(accounts)];
    case "operation":
      return [operation ?? "-", ...counts, String(accounts), seen];
  }
}

export function dayLines(days: readonly Day[]): string[] {
  const rows = days.map(({ day, calls, errors, accounts, defaulted }) => [
    day,
    ...[calls, errors, accounts ?? "-", defaulted ?? "-"].map(String),
  ]);
  return columns([["DAY", "CALLS", "ERRORS", "ACCOUNTS", "BY DEFAULT"], ...rows]);
}

export function totalLines(all: readonly { readonly version: Version; readonly totals: Totals }[]): string[] {
  const rows = all.map(({ version, totals: { calls, errors, defaulted, ways } }) => [
    labelOf(version),
    version.stage,
    ...[calls, errors, defaulted].map(String),
    ways.map(({ way, share }) => `${way} ${percent(share)}`).join(", ") || "-",
  ]);
  return columns([["VERSION", "STAGE", "CALLS", "ERRORS", "BY DEFAULT", "CHOSEN BY"], ...rows]);
}

/** As operators write it; the administration calls the nameless application `default`. */
export function labelOf({ application, number }: Pick<Version, "application" | "number">): string {
  return versionLabel({ application: application === "default" ? "" : application, number });
}

function few(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return `${names.slice(0, SHOWN).join(", ") || "-"}${more > 0 ? ` and ${more} more` : ""}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

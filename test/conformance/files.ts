/** All files of cases of ours, those with the same table together: one router serves them all. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readCases, type Case, type CaseRegistry } from "./cases.ts";

const FOLDER = fileURLToPath(new URL("cases", import.meta.url));

export const caseFiles: readonly string[] = readdirSync(FOLDER)
  .toSorted()
  .map((name) => join(FOLDER, name));

export interface Group {
  readonly registry: CaseRegistry;
  readonly cases: readonly Case[];
}

export function groupedByTable(files: readonly string[]): readonly Group[] {
  const groups = new Map<string, { registry: CaseRegistry; cases: Case[] }>();
  for (const { registry, cases } of files.map(readCases)) {
    const key = JSON.stringify(registry);
    const group = groups.get(key) ?? { registry, cases: [] };
    group.cases.push(...cases);
    groups.set(key, group);
  }
  return [...groups.values()];
}

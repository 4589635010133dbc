/**
 * `npm run conformance -- FILE …`: runs files of cases at both levels. Without a file, all of ours. Prints
 * a line for each case that fails, ends with `N passed, N failed`; exit code 1 when any failed.
 */
import { resolve } from "node:path";
import type { Expected } from "./cases.ts";
import { caseFiles, groupedByTable, type Group } from "./files.ts";
import { startHttpLevel } from "./http.ts";
import { difference, type Actual } from "./outcome.ts";
import { pureLevel } from "./pure.ts";
import { tableOf } from "./table.ts";

const count = { passed: 0, failed: 0 };

function report(level: string, id: string, expected: Expected, actual: Actual): void {
  const fault = difference(expected, actual);
  count[fault === null ? "passed" : "failed"] += 1;
  if (fault !== null) console.log(`failed ${id} (${level}): ${fault}`);
}

async function runGroup({ registry, cases }: Group): Promise<void> {
  const now = Date.parse(registry.now);
  const pure = pureLevel(tableOf(registry, now), now);
  for (const one of cases) report("pure", one.id, one.expect, pure(one));
  const http = await startHttpLevel(tableOf(registry, Date.now()));
  try {
    for (const one of cases) report("http", one.id, one.expect, await http.run(one));
  } finally {
    await http.close();
  }
}

const given = process.argv.slice(2).map((path) => resolve(path));
try {
  for (const group of groupedByTable(given.length > 0 ? given : caseFiles)) await runGroup(group);
} catch (error) {
  count.failed += 1;
  console.log(`failed: ${error instanceof Error ? error.message : String(error)}`);
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed > 0 ? 1 : 0;

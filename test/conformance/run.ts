/**
 * `npm run conformance -- FILE …`: runs files of cases at both levels. Without a file, all of ours. Prints
 * a line for each case that fails or is skipped, ends with `N passed, N failed`; exit code 1 when any failed.
 */
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readCases } from "./cases.ts";
import { startHttpLevel } from "./http.ts";
import { difference, type Outcome } from "./outcome.ts";
import { pureLevel } from "./pure.ts";

const OURS = fileURLToPath(new URL("cases", import.meta.url));

const count = { passed: 0, failed: 0, skipped: 0 };

function report(level: string, id: string, expected: Parameters<typeof difference>[0], outcome: Outcome): void {
  if (outcome.kind === "skipped") {
    count.skipped += 1;
    console.log(`skipped ${id} (${level}): ${outcome.reason}`);
    return;
  }
  const fault = difference(expected, outcome.actual);
  if (fault === null) count.passed += 1;
  else {
    count.failed += 1;
    console.log(`failed ${id} (${level}): ${fault}`);
  }
}

async function runFile(path: string): Promise<void> {
  const { registry, cases } = readCases(path);
  const pure = pureLevel(registry);
  for (const one of cases) report("pure", one.id, one.expect, { kind: "ran", actual: pure(one) });
  const http = await startHttpLevel(registry);
  try {
    for (const one of cases) report("http", one.id, one.expect, await http.run(one));
  } finally {
    await http.close();
  }
}

const given = process.argv.slice(2).map((path) => resolve(path));
const files =
  given.length > 0
    ? given
    : readdirSync(OURS)
        .toSorted()
        .map((name) => join(OURS, name));
for (const file of files) {
  try {
    await runFile(file);
  } catch (error) {
    count.failed += 1;
    console.log(`failed ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(`${count.passed} passed, ${count.failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ""}`);
process.exitCode = count.failed > 0 ? 1 : 0;

/**
 * Fails where redocly finds an error in an API document. It is run as the program it is, because it has no other way in,
 * and told to say nothing to its makers. Warnings are matters of taste, and are left out.
 */
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as z from "zod";

const SILENT = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };

const report = z.object({
  problems: z.array(
    z.object({
      ruleId: z.string(),
      severity: z.string(),
      message: z.string(),
      location: z.array(z.object({ pointer: z.string().optional() })),
    }),
  ),
});

/** Its errors, a line each. */
export function lint(file: string): string[] {
  const program = join(dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")), "bin/cli.js");
  const { problems } = report.parse(JSON.parse(run([program, "lint", file, "--extends=recommended", "--format=json"])));
  return problems
    .filter(({ severity }) => severity === "error")
    .map(({ ruleId, message, location }) => `${location[0]?.pointer ?? "#"}: ${message} (${ruleId})`);
}

/** What it prints. It exits with 1 where it found something, which is no failure of it. */
function run(program: readonly string[]): string {
  try {
    return execFileSync(process.execPath, program, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...SILENT },
      maxBuffer: 64_000_000,
    });
  } catch (error) {
    const { stdout } = error as { stdout?: unknown };
    if (typeof stdout === "string" && stdout.startsWith("{")) return stdout;
    throw error;
  }
}

/**
 * `npm run without -- vN`: proof that a version can be thrown away. Takes it out of a copy of the repository, looks for
 * what still names it, and runs everything there: `npm run check`, `npm test`, `npm run stories`.
 *
 *   --light   types, lint, dead code, generated files and the quick tests, instead of everything
 *   --keep    leaves the copy where it is, and says where
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Copied, copyWithout, textsOf } from "./without/copy.ts";
import { leftovers } from "./without/leftovers.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const LIGHT = [
  ...["check:types", "check:lint", "check:dead", "check:generated"].map((name) => ["run", name]),
  ["test", "--", "--project", "pure", "router", "workers", "http"],
];
const FULL = [["run", "check"], ["test"], ["run", "stories"]];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { light: { type: "boolean" }, keep: { type: "boolean" } },
});
const [version = ""] = positionals;
try {
  if (!/^v\d+$/.test(version)) throw new Error("Say which version to do without: npm run without -- vN");
  const copied = copyWithout(ROOT, version, new Date().toISOString().slice(0, 10));
  console.log(`${copied.folder}: without ${copied.removed.length} files, ${copied.edited.join(", ")} edited`);
  try {
    process.exitCode = isWhole(copied) ? 0 : 1;
  } finally {
    if (values.keep !== true) rmSync(copied.folder, { recursive: true, force: true });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function isWhole(copied: Copied): boolean {
  const left = leftovers(textsOf(copied), version);
  for (const { path, line, text } of left) console.error(`${path}:${line} still says ${version}: ${text}`);
  const steps = values.light === true ? LIGHT : FULL;
  const failed = steps.filter((step) => !passes(copied.folder, step));
  for (const step of failed) console.error(`Without ${version}, this fails: npm ${step.join(" ")}`);
  const whole = left.length + failed.length === 0;
  if (whole) console.log(`Nothing is missing without ${version}, and nothing is left of it.`);
  return whole;
}

function passes(folder: string, step: readonly string[]): boolean {
  console.log(`npm ${step.join(" ")}`);
  return spawnSync("npm", step, { cwd: folder, stdio: "inherit" }).status === 0;
}

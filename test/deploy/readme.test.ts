/**
 * The README's shell blocks, executed as they are printed, in a copy of the repository. Three things differ
 * from a reader's machine: `npm ci` is skipped (the copy shares this installation), `npm test` would run
 * itself, and another port is used. What a `console` block shows must be what its commands print, but for keys, dates
 * and times; with README=write in the environment it is written there from the run.
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../bench/workerd.ts";
import { findWorkers } from "../../cli/deploy-configs.ts";
import { blocksOf, END_OF_BLOCK, scriptOf, shown, undated } from "./blocks.ts";
import { copyProject } from "./milepost.ts";
import { below, ready } from "./processes.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const WRITE = process.env["README"] === "write";

let folder: string;
let project: string;
let start: ChildProcess;
let outputs: string[];

const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const blocks = blocksOf(readme);
const [first, , ...session] = blocks;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "milepost-readme-"));
  project = await copyProject(folder, ["cli", "local"]);
  if (!WRITE) announced(join(project, "wrangler.toml"));
  const port = String(await freePort());
  const shims = join(folder, "shims");
  mkdirSync(shims);
  const npm = spawnSync("sh", ["-c", "command -v npm"], { encoding: "utf8" }).stdout.trim();
  writeFileSync(
    join(shims, "npm"),
    `#!/bin/sh\ncase "$1" in\n  ci) exit 0 ;;\n  start) exec ${npm} start -- --port ${port} ;;\n  *) exec ${npm} "$@" ;;\nesac\n`,
  );
  chmodSync(join(shims, "npm"), 0o755);
  const env = { ...process.env, PATH: `${shims}:${process.env["PATH"] ?? ""}` };

  start = spawn("bash", ["-c", first?.text ?? ""], { cwd: project, env, stdio: ["ignore", "pipe", "pipe"] });
  await ready(start);
  const script = session.map((block) => scriptOf(block).replaceAll("8787", port)).join("");
  const run = spawnSync("bash", ["-ec", script], { cwd: project, env, encoding: "utf8", timeout: 100_000 });
  if (run.status !== 0) throw new Error(`The session ended with ${run.status}:\n${run.stdout}\n${run.stderr}`);
  outputs = run.stdout.split(`${END_OF_BLOCK}\n`);
});

afterAll(async () => {
  const family = below(start.pid ?? 0);
  const ended = new Promise((resolve) => start.once("close", resolve));
  for (const { pid } of family.filter(({ command }) => command.includes("local/start.ts")))
    process.kill(pid, "SIGTERM");
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

const statuses = (output: string) => [...output.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));

/** What is told, by a text of its block, and what the block must print. A session without the block tells it not. */
const TOLD: readonly (readonly [string, string, (output: string) => void | Promise<void>])[] = [
  [
    "version 2 is read and written, and says which version it is and why",
    "v2/contacts.json?group=Customers",
    (output) => {
      expect(statuses(output)).toEqual([200, 201]);
      expect(output).toMatch(/^API-Version: 2\r$/m);
      expect(output).toMatch(/^API-Version-Source: url\r$/m);
      expect(output).toMatch(/^X-Request-Id: [0-9a-f-]{36}\r$/m);
      expect(output).toContain('"name":"Ada"');
    },
  ],
  [
    "version 1 reads the same data and announces its end",
    "phone=%2B250788555555",
    (output) => {
      expect(statuses(output)).toEqual([200]);
      expect(output).toMatch(/^Deprecation: @\d+\r$/m);
      expect(output).toMatch(/^Sunset: \w{3}, \d{2} \w{3} \d{4} 00:00:00 GMT\r$/m);
      expect(output).toContain('rel="successor-version"');
      expect(output).toMatch(/"count":1,.*"name":"Ada"/);
    },
  ],
  [
    "unbound, version 1 is 410 with the way forward, and version 2 goes on",
    "sed -i.bak",
    (output) => {
      expect(statuses(output)).toEqual([410, 200]);
      expect(output).toMatch(/"successor":\{"version":2,"url":"http:\/\/127\.0\.0\.1:\d+\/api\/v2\/"\}/);
    },
  ],
  ["bound again, version 1 is back", "mv wrangler.toml.bak", (output) => expect(statuses(output)).toEqual([200])],
  [
    "a version that never was is a 404 that lists those that are",
    "v7/contacts.json",
    (output) => {
      expect(statuses(output)).toEqual([404]);
      expect(output).toContain('"supported":[{"version":2');
    },
  ],
  [
    "a dry run names every worker",
    "--dry-run",
    async (output) => {
      const { workers } = await findWorkers(ROOT);
      expect(workers.length).toBeGreaterThan(3);
      for (const { name } of workers) expect(output).toMatch(new RegExp(`${name}\\b(?!-)`));
    },
  ],
];

test("the two commands on a fresh machine are the README's first blocks", () => {
  expect(blocks.slice(0, 2).map(({ text }) => text)).toEqual(["npm ci && npm start\n", "npm ci && npm test\n"]);
  expect(readme.split("\n").length).toBeLessThanOrEqual(150);
});

test("every block of the session that asks for something is looked at", () => {
  const asking = session.filter(({ text }) => /^(curl|npm) /m.test(text));
  expect(asking.filter((block) => !TOLD.some(([, text]) => block.text.includes(text)))).toEqual([]);
});

for (const [title, text, holds] of TOLD) {
  const index = session.findIndex((block) => block.text.includes(text));
  if (index >= 0) test(title, () => holds(outputs[index] ?? ""));
}

for (const [index, { kind, text }] of session.entries()) {
  if (kind !== "console") continue;
  test("what the terminal shows is what the commands print", () => {
    const printed = shown(outputs[index] ?? "");
    if (WRITE)
      writeFileSync(
        join(ROOT, "README.md"),
        readme.replace(text, () => printed),
      );
    else expect(undated(text)).toBe(undated(printed));
  });
}

/** The sunset that the README's table promises will be past one day: in the copy it is always as far off as it was. */
function announced(table: string): void {
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const text = readFileSync(table, "utf8");
  const moved = text
    .replace(/^(deprecated = )"[^"]*"$/gm, `$1"${day(-20)}"`)
    .replace(/^(sunset = )"[^"]*"$/gm, `$1"${day(100)}"`);
  writeFileSync(table, moved);
}

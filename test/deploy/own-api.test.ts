/**
 * docs/your-own-api.md, executed as it is printed, in a copy of the repository: the messaging API goes, an API of one's
 * own comes, and router, limits, usage and the command go on. Two things differ from a reader's machine: `npm start` gets
 * another port, and the copy shares this installation.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../bench/workerd.ts";
import { copyProject } from "./milepost.ts";
import { below, ready } from "./processes.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const END_OF_BLOCK = "== end of block ==";

const guide = readFileSync(join(ROOT, "docs/your-own-api.md"), "utf8");
const blocks = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
const START = blocks.findIndex((block) => block === "npm start\n");

let folder: string;
let start: ChildProcess | undefined;
const printed = new Map<string, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "milepost-own-"));
  const parts = ["cli", "local", "bench", "test", "docs", "lint", "examples", "vitest.config.ts"];
  const configs = [
    "tsconfig.json",
    "tsconfig.pure.json",
    "tsconfig.workers.json",
    "tsconfig.node.json",
    ".oxlintrc.json",
  ];
  const project = await copyProject(folder, [...parts, ...configs]);
  const port = String(await freePort());
  const shims = join(folder, "shims");
  mkdirSync(shims);
  const npm = spawnSync("sh", ["-c", "command -v npm"], { encoding: "utf8" }).stdout.trim();
  writeFileSync(
    join(shims, "npm"),
    `#!/bin/sh\ncase "$1" in\n  start) exec ${npm} start -- --port ${port} ;;\n  *) exec ${npm} "$@" ;;\nesac\n`,
  );
  chmodSync(join(shims, "npm"), 0o755);
  const env = { ...process.env, PATH: `${shims}:${process.env["PATH"] ?? ""}` };
  session(project, env, blocks.slice(0, START));
  start = spawn("npm", ["start"], { cwd: project, env, stdio: ["ignore", "pipe", "pipe"] });
  await ready(start);
  session(
    project,
    env,
    blocks.slice(START + 1).map((block) => block.replaceAll("8787", port)),
  );
}, 400_000);

afterAll(async () => {
  if (start !== undefined) {
    const ended = new Promise((resolve) => start?.once("close", resolve));
    for (const { pid, command } of below(start.pid ?? 0)) {
      if (command.includes("local/start.ts")) process.kill(pid, "SIGTERM");
    }
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** One shell for all blocks, as a reader has it; what each printed, by its text. */
function session(cwd: string, env: NodeJS.ProcessEnv, texts: readonly string[]): void {
  const script = texts.map((text) => `${text}\necho '${END_OF_BLOCK}'\n`).join("");
  const run = spawnSync("bash", ["-ec", script], { cwd, env, encoding: "utf8", timeout: 240_000 });
  if (run.status !== 0) throw new Error(`The session ended with ${run.status}:\n${run.stdout}\n${run.stderr}`);
  const outputs = run.stdout.split(`${END_OF_BLOCK}\n`);
  for (const [index, text] of texts.entries()) printed.set(text, outputs[index] ?? "");
}

/** What the block that has this text printed. */
function of(text: string): string {
  const found = [...printed].find(([block]) => block.includes(text));
  if (found === undefined) throw new Error(`No block has ${text}`);
  return found[1];
}

const statuses = (output: string) => [...output.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));

test("the messaging API is taken out, and what is left passes compiler and linter", () => {
  expect(of("application replace")).toContain("Your API is workers/v3/index.ts");
  expect(of("check:lint")).toMatch(/0 warnings and 0 errors/);
});

test("a version of one's own answers, and the router lists it and nothing else", () => {
  const output = of('curl -s "$API"\n');
  expect(statuses(output)).toEqual([200]);
  expect(output).toContain('{"application":"My API","account":"main"}');
  expect(output).toMatch(/"default":3,"versions":\[\{"version":3,"stage":"current"[^{}]*\}\]/);
});

test("any worker with fetch is a version", () => {
  const output = of("cat > workers/v3/index.ts");
  expect(output).toContain('{"greeting":"Hello, ada."}');
  expect(output).toMatch(/^API-Version: 3\r$/m);
  expect(output).toMatch(/^RateLimit-Policy: "v3";q=2500;w=3600\r$/m);
});

test("it is limited by what the table says", () => {
  expect(of("few").match(/^\d{3}$/gm)).toEqual(["200", "200", "200", "200", "200", "429"]);
});

test("usage knows its operations, by the name that the version gave them", () => {
  expect(of("usage v3")).toMatch(/^GET \/\* .*\d/m);
});

test("its next version is released, and itself a shell over it", () => {
  const output = of("version release v4");
  expect(statuses(output)).toEqual([200, 200]);
  expect(output.match(/"greeting":"Hello, ada\."/g)).toHaveLength(2);
  expect([...output.matchAll(/^API-Release: (.*)\r$/gm)].map(([, release]) => release)).toEqual(["3.0.0", "4.0.0"]);
  expect(output).toMatch(/^v4 +preview +yes/m);
});

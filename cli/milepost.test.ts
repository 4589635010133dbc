/** The command as it is started: by npx, by a Node that is too old, into a pipe that closes. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ENTRY = "cli/milepost.mjs";

function ended(command: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: "utf8" });
  return { status, stdout, stderr };
}

test("npx finds it, with the project's own Node", () => {
  const { status, stdout } = ended("npx", ["--no-install", "milepost", "--help"]);
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^milepost: .*Exit status:/s)]);
});

test("a Node that is too old is told so in a sentence", () => {
  const old = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });`;
  const started = ended(process.execPath, ["--import", `data:text/javascript,${encodeURIComponent(old)}`, ENTRY]);
  expect(started).toEqual({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/^milepost needs Node 24, and this is 20\.20\.2\. [^\n]+\n$/) as unknown,
  });
});

test("with --json a misuse is a document, too, and the sentence is on stderr", () => {
  const { status, stdout, stderr } = ended(process.execPath, [ENTRY, "version", "lst", "--json"]);
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toEqual({ outcome: "failed", error: stderr.trim() });
});

test("a reader that has seen enough does not break it", () => {
  const { status, stderr } = ended("bash", [
    "-c",
    `${JSON.stringify(process.execPath)} ${ENTRY} --help | head -1; exit \${PIPESTATUS[0]}`,
  ]);
  expect([status, stderr]).toEqual([0, ""]);
});

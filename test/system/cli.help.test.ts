/** Help that teaches is help that is true: every command's is printed by the real program and held to what it takes. */
import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { GLOBAL, readArguments } from "../../cli/arguments.ts";
import { nameOf } from "../../cli/command.ts";
import { COMMANDS } from "../../cli/commands.ts";
import { milepost, type Ran } from "./command.ts";

const helps = new Map<string, Ran>();

beforeAll(async () => {
  const rest = COMMANDS.map(nameOf);
  const take = async (): Promise<void> => {
    for (let name = rest.pop(); name !== undefined; name = rest.pop()) {
      helps.set(name, await milepost([...name.split(" "), "--help"]));
    }
  };
  await Promise.all(Array.from({ length: 4 }, take));
}, 120_000);

/** The words of an example line as a shell would take it. */
function wordsOf(line: string): string[] {
  const words = line.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  return words.map((word) => word.replaceAll(/^["']|["']$/g, ""));
}

/** Lines that stand by themselves: `  milepost version list --json`. */
function examplesIn(help: string): string[] {
  return help.split("\n").flatMap((line) => /^ +(milepost .*)$/.exec(line)?.[1] ?? []);
}

describe.each(COMMANDS.map((command) => [nameOf(command), command] as const))("milepost %s --help", (name, command) => {
  test("says how it is written, what it takes, and with which status it ends", () => {
    const { status, stdout, stderr } = helps.get(name) ?? { status: null, stdout: "", stderr: "" };
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n")[0]).toBe(`milepost ${name} ${command.synopsis}`.trimEnd());
    for (const option of Object.keys(command.options)) expect(command.help, option).toContain(`--${option}`);
    for (const option of Object.keys(GLOBAL)) expect(stdout).toContain(`--${option}`);
    expect(stdout).toContain("Exit status:");
    expect(command.summary, "one line, no full stop").toMatch(/^[^\n]{10,100}[^.\n]$/);
  });

  test("has examples, and each of them is taken as it stands", () => {
    const shown = examplesIn(command.help).map((example) => {
      const [, ...words] = wordsOf(example);
      const asked = readArguments(words, COMMANDS);
      expect(asked.kind, example).toBe("run");
      return asked.kind === "run" ? nameOf(asked.command) : "";
    });
    // Others may follow: what one does next.
    expect(shown).toContain(name);
  });
});

const DOCS = new URL("../../docs/", import.meta.url);

test("every command line of the documentation is taken as it stands", () => {
  const pages = readdirSync(DOCS).filter((name) => name.endsWith(".md"));
  const lines = pages.flatMap((page) => {
    const blocks = readFileSync(new URL(page, DOCS), "utf8").matchAll(/^```sh\n(.*?)^```$/gms);
    return [...blocks]
      .flatMap(([, block = ""]) => block.split("\n"))
      .filter((line) => line.startsWith("npx milepost "));
  });
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) {
    const [, , ...words] = wordsOf(line.replace(/\s+#.*$/, ""));
    expect(readArguments(words, COMMANDS).kind, line).toBe("run");
  }
});

test("milepost alone, and with --help, lists every command", async () => {
  for (const args of [[], ["--help"]]) {
    const { status, stdout } = await milepost(args);
    expect(status).toBe(0);
    for (const command of COMMANDS) expect(stdout).toContain(`  ${nameOf(command)}`);
  }
});

test("what is typed nearly right is told what was probably meant", async () => {
  const nearly = async (...args: readonly string[]) => {
    const { status, stderr } = await milepost(args);
    expect(status, args.join(" ")).toBe(2);
    return stderr;
  };
  expect(await nearly("usag")).toContain("Did you mean 'usage'?");
  expect(await nearly("key", "crate", "acme")).toContain("key create");
  expect(await nearly("usage", "v3", "--dais", "3")).toContain("Did you mean '--days'?");
});

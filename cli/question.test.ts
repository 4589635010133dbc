import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { Interrupted, Misuse } from "./command.ts";
import { confirmed } from "./question.ts";
import { statusOfError } from "./status.ts";

const FLAGS = { yes: false, json: false };

function terminal(typed: string, { isTTY = true, ci = false } = {}) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = Object.assign(new PassThrough(), { isTTY });
  input.end(typed);
  return { input, output, ci };
}

test.each([
  ["y\n", true],
  ["yes\n", true],
  [" Y \n", true],
  ["n\n", false],
  ["\n", false],
  ["yesterday\n", false],
  ["\u0004", false],
  ["", false],
])("%j is %s", async (typed, answer) => {
  const it = terminal(typed);
  expect(await confirmed("Sure?", FLAGS, it)).toBe(answer);
  expect(String(it.output.read())).toContain("Sure? [y/N] ");
});

test("Ctrl+C is an interruption", async () => {
  const error = await confirmed("Sure?", FLAGS, terminal("\u0003")).catch((it: unknown) => it);
  expect(error).toBeInstanceOf(Interrupted);
  expect(statusOfError(error)).toBe(130);
});

test.each([
  ["no terminal", FLAGS, { isTTY: false }],
  ["CI", FLAGS, { ci: true }],
  ["a script that reads JSON", { ...FLAGS, json: true }, {}],
])("%s: refused with the way to go on, whatever could be read", async (_name, flags, of) => {
  const error = await confirmed("Sure?", flags, terminal("y\n", of)).catch((it: unknown) => it);
  expect(error).toBeInstanceOf(Misuse);
  expect((error as Error).message).toBe("Sure? Nobody is here to answer: add --yes to go on without asking.");
  expect(await confirmed("Sure?", { ...flags, yes: true }, terminal("", of))).toBe(true);
});

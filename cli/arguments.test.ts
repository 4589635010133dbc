import { expect, test } from "vitest";
import { readArguments } from "./arguments.ts";
import { type Command, command, Misuse } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { helpText } from "./help.ts";
import { STATUSES } from "./status.ts";

const given = (noun: string, verb: string | null, most = 0): Command =>
  command({
    noun,
    verb,
    synopsis: most > 0 ? "v3" : "",
    summary: `${noun} ${verb ?? ""}`,
    help: "What it does.",
    words: { least: most, most },
    options: { sunset: { type: "string" } },
    run: () => Promise.resolve({ kind: "done", wire: null }),
  });

const SOME = [given("deploy", null), given("version", "list"), given("version", "retire", 1), given("usage", null, 1)];

function asked(line: string) {
  return readArguments(line === "" ? [] : line.split(" "), SOME);
}

function misuse(line: string): string {
  try {
    asked(line);
  } catch (error) {
    expect(error).toBeInstanceOf(Misuse);
    return (error as Misuse).message;
  }
  throw new Error(`'${line}' was taken.`);
}

test("noun, verb, words and options, in whatever order", () => {
  for (const line of ["version retire v3 --sunset 2027-03-01 --yes", "--yes version --sunset=2027-03-01 retire v3"]) {
    const it = asked(line);
    expect(it.kind === "run" && [it.command, it.given.words, it.given.values["sunset"], it.flags.yes]).toEqual([
      SOME[2],
      ["v3"],
      "2027-03-01",
      true,
    ]);
  }
});

test("a command without a verb takes its words", () => {
  const it = asked("usage v3 --env staging --local --data place --dry-run --json");
  expect(it.kind === "run" && [it.command, it.given.words, it.flags]).toEqual([
    SOME[3],
    ["v3"],
    { yes: false, dryRun: true, json: true, env: "staging", local: true, data: "place" },
  ]);
});

test.each([
  ["", SOME],
  ["--help", SOME],
  ["version --help", [SOME[1], SOME[2]]],
  ["version retire --help", SOME[2]],
  ["version retire v3 extra --help", SOME[2]],
])("help for '%s'", (line, about) => {
  expect(asked(line)).toEqual({ kind: "help", about });
});

test.each([
  ["verison list", "Did you mean 'version'?"],
  ["version lst", "Did you mean 'version list'?"],
  ["version abolish", "There are: 'version list', 'version retire'."],
  ["version", "needs a verb: 'version list', 'version retire'"],
  ["version retire v3 --sunste 2027-03-01", "Did you mean '--sunset'?"],
  ["version retire v3 --sunset", "milepost version retire --help"],
  ["version retire", "Something is missing. Write: milepost version retire v3"],
  ["version retire v3 v4", "'v4' is one word too many"],
  ["deploy --data here", "add --local"],
  ["deploy --env=", "--env needs"],
])("'%s' is told what was probably meant", (line, told) => {
  expect(misuse(line)).toContain(told);
  expect(misuse(line)).not.toContain("\n");
});

test("the list has every command, and every command's help its name, an example and the exit statuses", () => {
  const list = helpText(COMMANDS);
  for (const it of COMMANDS) {
    const name = `milepost ${it.noun}${it.verb === null ? "" : ` ${it.verb}`}`;
    expect(list).toContain(it.summary);
    expect(helpText(it)).toMatch(new RegExp(`^${name}`));
    expect(it.help.match(new RegExp(`^  ${name}\\b`, "gm")) ?? [], name).not.toEqual([]);
    for (const [status, meaning] of STATUSES) expect(helpText(it)).toContain(`${status}  ${meaning}`);
  }
});

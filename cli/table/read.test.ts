import { expect, test } from "vitest";
import { faultsOf, readTable, registryOf, type Table, warningsOf } from "./read.ts";

const NOW = Date.parse("2026-11-21T00:00:00Z");
const bound = (at: string, ...bindings: string[]): string =>
  bindings.map((binding) => `[[${at}services]]\nbinding = "${binding}"\nservice = "w-${binding}"\n`).join("");

function table(text: string): Table {
  const read = readTable(text, NOW);
  if (!read.ok) throw new Error(read.fault);
  return read.table;
}

test("every environment is a table of its own: nothing is inherited", () => {
  const it = table(`${bound("", "V3", "V4")}[vars.VERSION_V3]\nsuccessor = 4\n${bound("env.staging.", "V4")}`);
  expect(it.views.map(({ environment, services }) => [environment, [...services]])).toEqual([
    [
      null,
      [
        ["V3", "w-V3"],
        ["V4", "w-V4"],
      ],
    ],
    ["staging", [["V4", "w-V4"]]],
  ]);
  const numbers = (environment: string | null) =>
    registryOf(it, environment)
      ?.applications.get("")
      ?.versions.map(({ number, successor }) => [number, successor]);
  expect([numbers(null), numbers("staging")]).toEqual([
    [
      [4, null],
      [3, 4],
    ],
    [[4, null]],
  ]);
  expect([faultsOf(it), registryOf(it, "production")]).toEqual([[], null]);
});

test("the router's own faults and warnings, with the environment they are of", () => {
  const it = table(
    `${bound("", "V3")}[vars.VERSION_V3]\nsunset = 2027-03-01\n[env.staging.vars.API]\nmax_live_versions = 1\n${bound("env.staging.", "V3", "V4")}`,
  );
  expect(faultsOf(it).join("\n")).toMatch(/^VERSION_V3\.sunset is .*write a date in quotes/);
  expect(registryOf(it, null)).toBeNull();
  expect(warningsOf(it)).toEqual([expect.stringMatching(/^\[env\.staging\]: .*2 live versions/) as unknown]);
});

test("what is no TOML is told with its line", () => {
  expect(readTable('name = "a"\n[vars\nb = 1\n', NOW)).toEqual({
    ok: false,
    fault: expect.stringMatching(/^wrangler\.toml is not TOML \(line \d+\)/) as unknown,
  });
});

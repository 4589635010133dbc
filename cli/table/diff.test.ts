import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines } from "./diff.ts";

test("a hunk with three lines around it, as patch takes it", () => {
  const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
  expect(diffLines("t.toml", before, before.replace("5\n", "five\nand more\n"))).toEqual([
    "--- a/t.toml",
    "+++ b/t.toml",
    "@@ -2,7 +2,8 @@",
    " 2",
    " 3",
    " 4",
    "-5",
    "+five",
    "+and more",
    " 6",
    " 7",
    " 8",
  ]);
});

test("equal texts have no difference; a line end alone is one", () => {
  expect(diffLines("t", "a\n", "a\n")).toEqual([]);
  expect(diffLines("t", "a\r\n", "a\n").slice(3)).toEqual(["-a␍", "+a"]);
  expect(diffLines("t", "a", "a\n").slice(3)).toEqual(["-a\n\\ No newline at end of file", "+a"]);
});

const text = fc
  .array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 })
  .map((lines) => lines.map((it) => `${it}\n`).join(""));

/** Applies a diff by its numbers, as `patch` would. */
function patched(before: string, diff: readonly string[]): string {
  const old = before.split("\n").slice(0, -1);
  const made: string[] = [];
  let at = 0;
  for (const line of diff.slice(2)) {
    const hunk = /^@@ -(\d+),(\d+) \+(\d+),\d+ @@$/.exec(line);
    if (hunk !== null) {
      const start = Number(hunk[1]) - (hunk[2] === "0" ? 0 : 1);
      made.push(...old.slice(at, start));
      at = start;
      expect(made.length).toBe(Number(hunk[3]) - (hunk[0].includes(",0 @@") ? 0 : 1));
    } else {
      if (!line.startsWith("+")) expect(old[at++]).toBe(line.slice(1));
      if (!line.startsWith("-")) made.push(line.slice(1));
    }
  }
  return [...made, ...old.slice(at)].map((it) => `${it}\n`).join("");
}

test("a diff of any two texts leads from one to the other", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(patched(before, before === after ? ["", ""] : diffLines("t", before, after))).toBe(after);
    }),
  );
});

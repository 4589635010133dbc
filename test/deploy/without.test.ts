/**
 * Every shell can be thrown away: its folder, its binding, and what is named after it. In a copy, without the tests that
 * take their time; `npm run without -- vN` has them too.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Who has a migration guide stands on another version, and will go. */
const shells = readdirSync(`${ROOT}/workers`).filter((name) => existsSync(`${ROOT}/workers/${name}/guide.md`));

function without(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/without.ts", ...args], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return { status, said: `${stdout}${stderr}` };
}

for (const shell of shells) {
  test(`without ${shell} nothing is missing, and nothing says its name`, { timeout: 400_000 }, () => {
    const { status, said } = without(shell, "--light");
    expect(said).not.toMatch(/ still says | fails: /);
    expect([status, said]).toEqual([0, expect.stringContaining(`nothing is left of it`)]);
  });
}

test("a version that is not there cannot be taken out", () => {
  const { status, said } = without("v99", "--light");
  expect([status, said]).toEqual([1, expect.stringContaining("is it gone already?")]);
});

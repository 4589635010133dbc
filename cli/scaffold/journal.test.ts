import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { applyChanges, begunIn, isApplied } from "./journal.ts";
import { uncommitted } from "./uncommitted.ts";

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), "milepost-journal-"))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const BEGUN = {
  command: "version release v3",
  changes: { write: new Map([["workers/v3/deep/a.ts", "new"]]), remove: ["workers/v2/deep/a.ts"] },
};

function old(): void {
  mkdirSync(join(root, "workers/v2/deep"), { recursive: true });
  writeFileSync(join(root, "workers/v2/deep/a.ts"), "old");
}

test("files are written and removed, empty folders go, and no journal stays", async () => {
  old();
  expect(await isApplied(root, BEGUN.changes)).toBe(false);
  await applyChanges(root, BEGUN);
  expect(readFileSync(join(root, "workers/v3/deep/a.ts"), "utf8")).toBe("new");
  expect(existsSync(join(root, "workers/v2"))).toBe(false);
  expect(await isApplied(root, BEGUN.changes)).toBe(true);
  expect(await begunIn(root)).toBeNull();
});

test("a run that broke is found, and comes to the same end", async () => {
  old();
  // Where the file should be is a folder: it breaks in the middle.
  mkdirSync(join(root, "workers/v3/deep/a.ts"), { recursive: true });
  await expect(applyChanges(root, BEGUN)).rejects.toThrow();
  expect(existsSync(join(root, "workers/v2/deep/a.ts"))).toBe(true);
  const begun = await begunIn(root);
  expect(begun).toEqual(BEGUN);
  rmSync(join(root, "workers/v3/deep/a.ts"), { recursive: true });
  if (begun !== null) await applyChanges(root, begun);
  expect(await isApplied(root, BEGUN.changes)).toBe(true);
  expect(await begunIn(root)).toBeNull();
});

test("what git has not got is named, changed and new; outside of a repository there is nothing to compare with", async () => {
  old();
  expect(await uncommitted(root, ["."])).toEqual([]);
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root, stdio: "ignore" });
  git("init", "-q");
  git("add", ".");
  git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "t");
  expect(await uncommitted(root, ["."])).toEqual([]);
  writeFileSync(join(root, "workers/v2/deep/a.ts"), "changed");
  writeFileSync(join(root, "workers/v2/b.ts"), "new");
  expect([...(await uncommitted(root, ["workers"]))].toSorted()).toEqual(["workers/v2/b.ts", "workers/v2/deep/a.ts"]);
  expect([...(await uncommitted(join(root, "workers/v2"), ["deep"]))]).toEqual(["deep/a.ts"]);
});

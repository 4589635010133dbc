/** A copy of the repository without a version. The repository itself is only read. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { editsFor, goesWith } from "./removal.ts";

export interface Copied {
  readonly folder: string;
  /** Relative to it. */
  readonly files: readonly string[];
  readonly removed: readonly string[];
  readonly edited: readonly string[];
}

/**
 * Everything that git knows or would take, so that what is not committed yet is proven too.
 * @param root the repository
 * @param retired the day of the tombstone
 */
export function copyWithout(root: string, version: string, retired: string): Copied {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const all = [...new Set(listed.toString().split("\0"))].filter((path) => path !== "" && existsSync(join(root, path)));
  const files = all.filter((path) => !goesWith(path, version));
  const folder = mkdtempSync(join(tmpdir(), `milepost-without-${version}-`));
  for (const path of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const edits = [...editsFor(version, retired)];
  for (const [path, edit] of edits) {
    const at = join(folder, path);
    const before = readFileSync(at, "utf8");
    const after = edit(before);
    if (after === before) throw new Error(`${path} has nothing of ${version} to take out: is it gone already?`);
    writeFileSync(at, after);
  }
  return { folder, files, removed: all.filter((path) => goesWith(path, version)), edited: edits.map(([path]) => path) };
}

/** Texts only: what is no UTF-8 has no words. */
export function textsOf({ folder, files }: Copied): ReadonlyMap<string, string> {
  return new Map(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

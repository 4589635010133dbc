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
 * The files that git knows, as they are now. Throws before anything is
 * copied where there is nothing to take out.
 * @param root the repository
 * @param retired the day of the tombstone
 */
export function copyWithout(root: string, version: string, retired: string): Copied {
  if (!existsSync(join(root, "workers", version))) {
    throw new Error(`There is no workers/${version} here: is it gone already?`);
  }
  const listed = execFileSync("git", ["ls-files", "-z"], { cwd: root });
  const all = [...new Set(listed.toString().split("\0"))].filter((path) => path !== "" && existsSync(join(root, path)));
  const removed = all.filter((path) => goesWith(path, version));
  if (!removed.some((path) => path.startsWith(`workers/${version}/`))) {
    throw new Error(`Git does not know workers/${version}: commit it first, or remove the folder.`);
  }
  const edited = [...editsFor(version, retired)].map(([path, edit]) => {
    const before = readFileSync(join(root, path), "utf8");
    const after = edit(before);
    if (after === before) throw new Error(`${path} has nothing of ${version} to take out: are its marks gone?`);
    return { path, after };
  });
  const files = all.filter((path) => !removed.includes(path));
  const folder = mkdtempSync(join(tmpdir(), `milepost-without-${version}-`));
  for (const path of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const { path, after } of edited) writeFileSync(join(folder, path), after);
  return { folder, files, removed, edited: edited.map(({ path }) => path) };
}

/** Texts only: what is no UTF-8 has no words. */
export function textsOf({ folder, files }: Copied): ReadonlyMap<string, string> {
  return new Map(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** What git has not got yet: files that a scaffold would write over for good. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Paths relative to `root`, below the given ones. Without git, or outside a repository, there is nothing to compare with: none. */
export async function uncommitted(root: string, paths: readonly string[]): Promise<readonly string[]> {
  try {
    // Git tells paths from the top of the repository, which the project may be a folder of.
    const prefix = (await run("git", ["rev-parse", "--show-prefix"], { cwd: root })).stdout.trim();
    const args = ["status", "--porcelain", "--no-renames", "--untracked-files=all", "-z", "--", ...paths];
    const { stdout } = await run("git", args, { cwd: root, maxBuffer: 16_000_000 });
    return stdout
      .split("\0")
      .filter((line) => line !== "")
      .map((line) => line.slice(3 + prefix.length));
  } catch {
    return [];
  }
}

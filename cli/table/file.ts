/** The table's file: read whole, and replaced whole or not at all. */
import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Misuse } from "../command.ts";
import { readTable, type Table } from "./read.ts";

export const TABLE_FILE = "wrangler.toml";

/** Throws a `Misuse` with a sentence when it is not there or no TOML. `root`: the router's folder. */
export async function readTableFile(root: string, now: number): Promise<Table> {
  const text = await readFile(join(root, TABLE_FILE), "utf8").catch(() => null);
  if (text === null) throw new Misuse("There is no wrangler.toml here. Run this in the project's folder.");
  const read = readTable(text, now);
  if (!read.ok) throw new Misuse(read.fault);
  return read.table;
}

/**
 * Beside the file, on disk, then in its place: whoever reads meanwhile reads the old or the new one, and a crash leaves
 * one of them. Throws an `Error` when somebody changed the file since `before` was read.
 */
export async function replaceTableFile(root: string, before: string, after: string): Promise<void> {
  const path = join(root, TABLE_FILE);
  if ((await readFile(path, "utf8")) !== before) {
    throw new Error("wrangler.toml was changed by somebody else meanwhile; it was left as it is. Start this again.");
  }
  const beside = `${path}.${process.pid}.new`;
  try {
    const file = await open(beside, "wx", (await stat(path)).mode);
    try {
      await file.writeFile(after);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw new Error("wrangler.toml cannot be written here; it was left as it is.", { cause: error });
  }
}

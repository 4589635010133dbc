/**
 * Applies a changeset so that a crash leaves nothing half done for long: it is written down first, whole, and applied from
 * there. Whoever starts the same command again finds it and applies it again.
 */
import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod";
import type { Changeset, Files } from "./changeset.ts";

const FILE = ".milepost/scaffold.json";

const Journal = z.object({
  command: z.string(),
  write: z.array(z.tuple([z.string(), z.string()])),
  remove: z.array(z.string()),
});

export interface Begun {
  /** As it was typed: `version release v3`. */
  readonly command: string;
  readonly changes: Changeset;
}

/** What an earlier run began and did not finish; null: nothing. */
export async function begunIn(root: string): Promise<Begun | null> {
  const text = await readFile(join(root, FILE), "utf8").catch(() => null);
  if (text === null) return null;
  const { command, write, remove } = Journal.parse(JSON.parse(text));
  return { command, changes: { write: new Map(write), remove } };
}

export async function applyChanges(root: string, { command, changes }: Begun): Promise<void> {
  const { write, remove } = changes;
  await writeDown(root, JSON.stringify({ command, write: [...write], remove }));
  for (const [path, text] of write) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  for (const path of remove) await rm(join(root, path), { force: true });
  await removeEmpty(root, remove);
  await rm(join(root, FILE));
}

/** Whole or not at all. */
async function writeDown(root: string, text: string): Promise<void> {
  const path = join(root, FILE);
  await mkdir(dirname(path), { recursive: true });
  const file = await open(`${path}.new`, "w");
  await file.writeFile(text);
  await file.sync();
  await file.close();
  await rename(`${path}.new`, path);
}

/** Folders that hold nothing any more, deepest first. */
async function removeEmpty(root: string, removed: readonly string[]): Promise<void> {
  const folders = new Set(removed.flatMap(parents));
  for (const folder of [...folders].toSorted((a, b) => b.length - a.length)) {
    await rmdir(join(root, folder)).catch(() => undefined);
  }
}

function parents(path: string): string[] {
  const parent = dirname(path);
  return parent === "." ? [] : [parent, ...parents(parent)];
}

/** Whether every file is as the changeset wants it. */
export async function isApplied(root: string, { write, remove }: Changeset): Promise<boolean> {
  if (remove.some((path) => existsSync(join(root, path)))) return false;
  return (await Promise.all([...write].map(async ([path, text]) => (await textAt(root, path)) === text))).every(
    Boolean,
  );
}

async function textAt(root: string, path: string): Promise<string | null> {
  return readFile(join(root, path), "utf8").catch(() => null);
}

/** `+` new, `~` changed, `-` removed. */
export function listing({ write, remove }: Changeset, now: Files): string[] {
  const lines = [...write.keys()].map((path) => `${now.has(path) ? "~" : "+"} ${path}`);
  return [...lines, ...remove.map((path) => `- ${path}`)];
}

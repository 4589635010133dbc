/** `tombstones/<binding>.json`: read and replaced whole. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { readRecord, recordText, type RetirementRecord } from "./record.ts";

const FOLDER = "tombstones";
const EXTENSION = ".json";

export function recordPlace(binding: string): string {
  return join(FOLDER, `${binding}${EXTENSION}`);
}

export async function loadRecord(root: string, binding: string): Promise<RetirementRecord | null> {
  const place = recordPlace(binding);
  return readRecord(await readFile(join(root, place), "utf8").catch(() => null), place);
}

export async function loadRecords(root: string): Promise<readonly RetirementRecord[]> {
  const names = await readdir(join(root, FOLDER)).catch(() => []);
  const bindings = names.filter((name) => name.endsWith(EXTENSION)).map((name) => basename(name, EXTENSION));
  return (await Promise.all(bindings.toSorted().map((it) => loadRecord(root, it)))).filter((it) => it !== null);
}

export async function saveRecord(root: string, record: RetirementRecord): Promise<void> {
  const path = join(root, recordPlace(record.version));
  await mkdir(join(root, FOLDER), { recursive: true });
  const beside = `${path}.${process.pid}.new`;
  await writeFile(beside, recordText(record));
  await rename(beside, path);
}

export async function dropRecord(root: string, binding: string): Promise<void> {
  await rm(join(root, recordPlace(binding)), { force: true });
}

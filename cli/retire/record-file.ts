/** `tombstones/<binding>.json`: read and replaced whole. */
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readRecord, recordText, type RetirementRecord } from "./record.ts";

export function recordPlace(binding: string): string {
  return join("tombstones", `${binding}.json`);
}

export async function loadRecord(root: string, binding: string): Promise<RetirementRecord | null> {
  const place = recordPlace(binding);
  return readRecord(await readFile(join(root, place), "utf8").catch(() => null), place);
}

export async function saveRecord(root: string, record: RetirementRecord): Promise<void> {
  const path = join(root, recordPlace(record.version));
  await mkdir(join(root, "tombstones"), { recursive: true });
  const beside = `${path}.${process.pid}.new`;
  await writeFile(beside, recordText(record));
  await rename(beside, path);
}

export async function dropRecord(root: string, binding: string): Promise<void> {
  await rm(join(root, recordPlace(binding)), { force: true });
}

/**
 * Builds an account: through the store's own `/import`, a chunk at a time, so that nothing but the next chunk is held;
 * then what imports cannot say, and the deleted contacts, which are deleted through v2.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHUNK_LIMITS } from "../contracts/import.ts";
import { DELETED, type Line, type Sizes } from "./store-sizes.ts";
import { uuidOf } from "./store-made.ts";
import { partsOf } from "./store-account.ts";
import { type Origins, askV2, bytesOf } from "./store-client.ts";
import { putRows } from "./store-rows.ts";

export interface Chunk {
  readonly lines: number;
  readonly text: string;
}

export function* chunksOf(lines: Iterable<Line>): Generator<Chunk> {
  let texts: string[] = [];
  for (const line of lines) {
    texts.push(JSON.stringify(line));
    if (texts.length < CHUNK_LIMITS.lines) continue;
    yield { lines: texts.length, text: texts.join("\n") };
    texts = [];
  }
  if (texts.length > 0) yield { lines: texts.length, text: texts.join("\n") };
}

export async function sendChunk({ store }: Origins, account: string, number: number, { text }: Chunk): Promise<void> {
  const query = new URLSearchParams({ account, import: "bench", chunk: String(number) });
  const response = await fetch(`${store}/import?${query}`, { method: "POST", body: text });
  const answer = await response.text();
  if (response.status !== 200) throw new Error(`Chunk ${number} of ${account}: ${response.status} ${answer}`);
}

export interface LoadedPart {
  readonly name: string;
  readonly lines: number;
  readonly seconds: number;
  /** Of the database, by which it grew. */
  readonly bytes: number;
}

/** `keep`: where a note says what was loaded there before. A load that was cut short is not noted: remove the folder. */
export async function loadOnce(
  keep: string | null,
  origins: Origins,
  { key, sizes }: { readonly key: string; readonly sizes: Sizes },
): Promise<LoadedPart[]> {
  const note = keep === null ? null : join(keep, `${key}-${sizes.contacts}.json`);
  if (note !== null && existsSync(note)) return JSON.parse(readFileSync(note, "utf8")) as LoadedPart[];
  const loaded = await load(origins, key, sizes);
  if (note !== null) writeFileSync(note, JSON.stringify(loaded));
  return loaded;
}

/** The next chunk is made while the last one is applied: the store is never kept waiting for this process. */
async function load(origins: Origins, account: string, sizes: Sizes): Promise<LoadedPart[]> {
  const loaded: LoadedPart[] = [];
  let number = 0;
  for (const { name, lines } of partsOf(account, sizes)) {
    const began = performance.now();
    const before = await bytesOf(origins, account);
    let sent = 0;
    let underWay: Promise<void> = Promise.resolve();
    for (const chunk of chunksOf(lines())) {
      await underWay;
      underWay = sendChunk(origins, account, number++, chunk);
      // A failure is met at the next turn; until then it is not an unhandled one.
      underWay.catch(() => {});
      sent += chunk.lines;
      // Lets the request out before the next chunk takes this thread.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await underWay;
    const seconds = (performance.now() - began) / 1000;
    loaded.push({ name, lines: sent, seconds, bytes: (await bytesOf(origins, account)) - before });
    if (sent > 100_000) console.error(`${account}: ${sent} ${name} in ${Math.round(seconds)} s`);
  }
  await putRows(origins, account, sizes);
  for (let index = sizes.contacts; index < sizes.contacts + DELETED; index++) {
    const path = `/contacts.json?uuid=${uuidOf("contact", index)}`;
    const { status, text } = await askV2(origins, account, path, { method: "DELETE" });
    if (status !== 204) throw new Error(`DELETE ${path}: ${status} ${text}`);
  }
  return loaded;
}

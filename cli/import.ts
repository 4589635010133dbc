/**
 * Loads a file into a running system through the router's admin API. Resumable: a chunk that was applied is
 * not sent again, however often the import is started, because the file's own digest names the import.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import * as z from "zod";
import { type AccountLine, type Chunk, chunks, documentLines, ndjsonLines } from "./import-lines.ts";

export interface ImportOptions {
  /** `.json`: a document, read whole. `.ndjson`: streamed, so that it may be larger than memory. */
  readonly file: string;
  /** The router's address. */
  readonly url: string;
  readonly adminToken: string;
  readonly signal?: AbortSignal | undefined;
}

export interface ImportResult {
  readonly accounts: number;
  /** Applied by this run; chunks of an earlier run are not counted. */
  readonly applied: number;
}

const Next = z.object({ next: z.number().int().nonnegative() });
const Applied = Next.extend({ applied: z.boolean() });
const Problem = z.object({ detail: z.string(), line: z.number().optional(), field: z.string().optional() });

/** Hex digits of SHA-256 that name an import: no two files of one operator share them. */
const ID_LENGTH = 32;

/** Throws an `Error` with a sentence: which file, which account, which line. */
export async function importFile(options: ImportOptions): Promise<ImportResult> {
  const { file } = options;
  const importId = await digest(file);
  const next = new Map<string, number>();
  let applied = 0;
  for await (const chunk of chunks(linesOf(file))) {
    const { account } = chunk;
    const wanted = next.get(account) ?? (await ask(options, importId, account));
    next.set(account, wanted);
    // The last applied one goes again: a crash may have come between its data and its keys, and repeating it is harmless.
    if (chunk.chunk < wanted - 1) continue;
    const answer = await send(options, importId, chunk);
    next.set(account, Math.max(wanted, answer.next));
    if (answer.applied) applied += 1;
  }
  if (next.size === 0) throw new Error(`${file} holds no account.`);
  return { accounts: next.size, applied };
}

/**
 * Throws as `importFile` would for a file that is not there or not of its form; before anything is started or sent. Of an
 * `.ndjson` file only the first chunk is looked at: it may be larger than memory and patience.
 */
export async function checkFile(file: string): Promise<void> {
  await digest(file);
  for await (const _chunk of chunks(linesOf(file))) {
    if (file.endsWith(".ndjson")) return;
  }
}

async function* linesOf(file: string): AsyncGenerator<AccountLine> {
  if (file.endsWith(".ndjson")) {
    yield* ndjsonLines(createInterface({ input: createReadStream(file), crlfDelay: Infinity }));
    return;
  }
  if (!file.endsWith(".json")) throw new Error(`${file} cannot be imported: give a .json document or an .ndjson file.`);
  let document: unknown;
  try {
    document = JSON.parse(await readFile(file, "utf8"));
  } catch {
    throw new Error(`${file} is not JSON.`);
  }
  try {
    yield* documentLines(document);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

async function digest(file: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const part of createReadStream(file)) hash.update(part as Buffer);
  } catch {
    throw new Error(`${file} cannot be read.`);
  }
  return hash.digest("hex").slice(0, ID_LENGTH);
}

/** The chunk that the account expects of this import. */
async function ask(options: ImportOptions, importId: string, account: string): Promise<number> {
  const response = await call(options, { account, import: importId });
  if (response.status !== 200) throw await refused(response, options.file, account, 0);
  return Next.parse(await response.json()).next;
}

async function send(
  options: ImportOptions,
  importId: string,
  { account, chunk, lines }: Chunk,
): Promise<z.infer<typeof Applied>> {
  const response = await call(options, { account, import: importId, chunk: String(chunk) }, lines);
  if (response.status === 200) return Applied.parse(await response.json());
  if (response.status === 409) {
    const { next } = Next.parse(await response.json());
    // Somebody else runs the same import and is ahead: what is behind them is done, go on from there.
    if (next > chunk) return { applied: false, next };
    throw new Error(
      `${options.file}: account '${account}' lost its place in the import (it expects part ${next}). Start the import again.`,
    );
  }
  throw await refused(response, options.file, account, chunk);
}

async function call(options: ImportOptions, query: Record<string, string>, lines?: string): Promise<Response> {
  const { url, adminToken, signal } = options;
  const headers = {
    Authorization: `Bearer ${adminToken}`,
    ...(lines === undefined ? {} : { "Content-Type": "application/x-ndjson" }),
  };
  return fetch(new URL(`/admin/import?${new URLSearchParams(query)}`, url), {
    method: lines === undefined ? "GET" : "POST",
    headers,
    ...(lines === undefined ? {} : { body: lines }),
    ...(signal === undefined ? {} : { signal }),
  });
}

async function refused(response: Response, file: string, account: string, chunk: number): Promise<Error> {
  const problem = Problem.safeParse(await response.json().catch(() => null));
  const where = [`account '${account}'`, `part ${chunk}`];
  if (!problem.success) return new Error(`${file}: ${where.join(", ")} was answered with status ${response.status}.`);
  const { detail, line, field } = problem.data;
  if (line !== undefined) where.push(`line ${line}`);
  if (field !== undefined && field !== "") where.push(field);
  return new Error(`${file}: ${where.join(", ")}: ${detail}`);
}

/**
 * The two file formats of an import as chunks to send: a JSON document (`{"version": 1, "orgs": […]}`), or NDJSON
 * in the form of `contracts/import.ts`. Pure. Lines of one account go together; a chunk holds whole lines of
 * one account.
 */
import { ACCOUNT_KEY, CHUNK_LIMITS, IMPORT_LISTS } from "../contracts/import.ts";
import { isObject } from "../http/object.ts";

/** One line of NDJSON, and the account it belongs to. */
export interface AccountLine {
  readonly account: string;
  readonly line: string;
}

export interface Chunk {
  readonly account: string;
  /** From 0 in each account, without gaps. */
  readonly chunk: number;
  /** NDJSON, every line ended. */
  readonly lines: string;
}

export interface ChunkLimits {
  readonly lines: number;
  /** Of UTF-8. */
  readonly bytes: number;
}

/** Throws an `Error` with a sentence when the document is not of this form. */
export function* documentLines(document: unknown): Generator<AccountLine> {
  if (!isObject(document) || document["version"] !== 1 || !Array.isArray(document["orgs"])) {
    throw new Error('The document is not {"version": 1, "orgs": […]}.');
  }
  for (const [index, org] of document["orgs"].entries()) {
    if (!isObject(org)) throw new Error(`orgs[${index}] is not an object.`);
    yield* orgLines(org, `orgs[${index}]`);
  }
}

function* orgLines(org: Record<string, unknown>, where: string): Generator<AccountLine> {
  const account = accountKey(org, where);
  const lists = new Set<string>(IMPORT_LISTS);
  const settings = Object.fromEntries(Object.entries(org).filter(([key]) => !lists.has(key)));
  yield { account, line: JSON.stringify({ org: settings }) };
  for (const list of IMPORT_LISTS) {
    const items = org[list] ?? [];
    if (!Array.isArray(items)) throw new Error(`${where}.${list} is not a list.`);
    for (const item of items) yield { account, line: JSON.stringify({ [list]: item }) };
  }
}

/** An `org` line begins an account; what follows belongs to it. Empty lines are skipped. */
export async function* ndjsonLines(lines: AsyncIterable<string>): AsyncGenerator<AccountLine> {
  let account: string | null = null;
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === "") continue;
    // Only an `org` line has to be understood here: the others are for the server to judge.
    if (/^\s*\{\s*"org"\s*:/.test(line)) account = accountOf(line, number);
    if (account === null) throw new Error(`Line ${number} comes before any {"org": {…}}: it belongs to no account.`);
    yield { account, line };
  }
}

function accountOf(line: string, number: number): string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`Line ${number} is not JSON.`);
  }
  const org = isObject(value) ? value["org"] : undefined;
  if (!isObject(org)) throw new Error(`Line ${number} is not {"org": {…}}.`);
  return accountKey(org, `Line ${number}`);
}

function accountKey(org: Record<string, unknown>, where: string): string {
  const key = org["key"];
  if (typeof key === "string" && ACCOUNT_KEY.test(key)) return key;
  throw new Error(`${where} has no usable "key": lower-case letters, digits and "-", at most 63.`);
}

/** Lines of an account that comes twice, with another between, are numbered on. */
export async function* chunks(
  lines: Iterable<AccountLine> | AsyncIterable<AccountLine>,
  limits: ChunkLimits = CHUNK_LIMITS,
): AsyncGenerator<Chunk> {
  const sent = new Map<string, number>();
  let account = "";
  let held: string[] = [];
  let bytes = 0;
  function take(): Chunk {
    const chunk = sent.get(account) ?? 0;
    sent.set(account, chunk + 1);
    const taken = { account, chunk, lines: held.map((line) => `${line}\n`).join("") };
    held = [];
    bytes = 0;
    return taken;
  }
  for await (const next of lines) {
    const size = Buffer.byteLength(next.line) + 1;
    if (size > limits.bytes) {
      throw new Error(
        `A line of account '${next.account}' has ${size} bytes, more than the ${limits.bytes} that one request may hold.`,
      );
    }
    const full = held.length >= limits.lines || bytes + size > limits.bytes;
    if (held.length > 0 && (full || next.account !== account)) yield take();
    account = next.account;
    held.push(next.line);
    bytes += size;
  }
  if (held.length > 0) yield take();
}

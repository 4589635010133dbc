/**
 * One chunk of an import, taken apart: `{"tokens": …}` lines are keys and stay with the router, the rest
 * goes to the store. A key's line is left behind empty, so that the store counts lines as the sender does.
 * Of the account's own line, which is the store's to judge, the router needs the name and the limit.
 */
import { CHUNK_LIMITS } from "../../contracts/import.ts";
import type { Role } from "../../contracts/headers.ts";
import { isObject } from "../../http/object.ts";
import { canBeKey } from "../identity/own-key.ts";

export interface ImportedKey {
  readonly key: string;
  readonly role: Role;
}

/** `rateLimit` null: the policies' own figures; `window` in seconds. */
export interface ImportedAccount {
  readonly name: string | null;
  readonly rateLimit: { readonly limit: number; readonly window: number } | null;
}

export type Chunk =
  | {
      readonly ok: true;
      readonly keys: readonly ImportedKey[];
      /** Null: the chunk has no account's line. */
      readonly account: ImportedAccount | null;
      readonly lines: string;
    }
  | { readonly ok: false; readonly line?: number; readonly field?: string; readonly detail: string };

const LINE = /^\s*\{\s*"(tokens|org)"\s*:/;

export function readChunk(text: string): Chunk {
  const lines = text.split("\n");
  if (lines.length > CHUNK_LIMITS.lines + 1) {
    return { ok: false, detail: `A chunk has at most ${CHUNK_LIMITS.lines} lines. Send fewer at a time.` };
  }
  const keys: ImportedKey[] = [];
  let account: ImportedAccount | null = null;
  for (const [index, line] of lines.entries()) {
    const kind = LINE.exec(line)?.[1];
    if (kind === undefined) continue;
    const value = parse(line);
    if (kind === "org") {
      account = readAccount(value) ?? account;
      continue;
    }
    const key = readKey(value);
    if (key === null) {
      const detail =
        'Write {"tokens": {"token": "…", "role": "A", "E" or "S"}}; a token is 1 to 256 visible ASCII characters, ' +
        "and begins with mp_ only if it was made here.";
      return { ok: false, line: index + 1, field: "tokens", detail };
    }
    keys.push(key);
    lines[index] = "";
  }
  return { ok: true, keys, account, lines: lines.join("\n") };
}

function readKey(value: unknown): ImportedKey | null {
  if (!isObject(value) || Object.keys(value).length !== 1 || !isObject(value["tokens"])) return null;
  const { token, role, ...others } = value["tokens"];
  if (Object.keys(others).length > 0 || typeof token !== "string" || !canBeKey(token)) return null;
  return role === "A" || role === "E" || role === "S" ? { key: token, role } : null;
}

/** Null for a line that the store will refuse. */
function readAccount(value: unknown): ImportedAccount | null {
  if (!isObject(value) || !isObject(value["org"])) return null;
  const { name, rate_limit: given } = value["org"];
  const rateLimit = isObject(given) ? { limit: Number(given["limit"]), window: Number(given["window"]) } : null;
  return { name: typeof name === "string" ? name : null, rateLimit };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}

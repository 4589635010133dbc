/**
 * One chunk of an import, taken apart: `{"tokens": …}` lines are keys and stay with the router, the rest
 * goes to the store. A key's line is left behind empty, so that the store counts lines as the sender does.
 */
import { CHUNK_LIMITS } from "../../contracts/import.ts";
import type { Role } from "../../contracts/headers.ts";
import { isObject } from "../../http/object.ts";

export interface ImportedKey {
  readonly key: string;
  readonly role: Role;
}

export type Chunk =
  | { readonly ok: true; readonly keys: readonly ImportedKey[]; readonly lines: string }
  | { readonly ok: false; readonly line?: number; readonly field?: string; readonly detail: string };

const TOKENS_LINE = /^\s*\{\s*"tokens"\s*:/;

export function readChunk(text: string): Chunk {
  const lines = text.split("\n");
  if (lines.length > CHUNK_LIMITS.lines + 1) {
    return { ok: false, detail: `A chunk has at most ${CHUNK_LIMITS.lines} lines. Send fewer at a time.` };
  }
  const keys: ImportedKey[] = [];
  for (const [index, line] of lines.entries()) {
    if (!TOKENS_LINE.test(line)) continue;
    const key = readKey(line);
    if (key === null) {
      const detail =
        'Write {"tokens": {"token": "…", "role": "A", "E" or "S"}}; a token is 1 to 256 visible ASCII characters.';
      return { ok: false, line: index + 1, field: "tokens", detail };
    }
    keys.push(key);
    lines[index] = "";
  }
  return { ok: true, keys, lines: lines.join("\n") };
}

function readKey(line: string): ImportedKey | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (!isObject(value) || Object.keys(value).length !== 1 || !isObject(value["tokens"])) return null;
  const { token, role, ...others } = value["tokens"];
  if (Object.keys(others).length > 0 || typeof token !== "string" || !/^[\x21-\x7e]{1,256}$/.test(token)) return null;
  return role === "A" || role === "E" || role === "S" ? { key: token, role } : null;
}

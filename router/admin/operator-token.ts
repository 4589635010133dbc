/**
 * Operators' tokens: `mpo_` and then what follows the prefix of a key of our own, checksum included. So a mistyped or
 * guessed one is refused without a lookup, and a scanner for leaked secrets tells it from a key.
 */
import { newKey, readOwnKey } from "../identity/own-key.ts";

const PREFIX = "mpo_";
const KEY_PREFIX = "mp_";

export function newToken(): string {
  return PREFIX + newKey().slice(KEY_PREFIX.length);
}

/** Could it be one of ours? Says nothing about whether it is. */
export function isToken(text: string): boolean {
  return text.startsWith(PREFIX) && readOwnKey(KEY_PREFIX + text.slice(PREFIX.length)) === "own";
}

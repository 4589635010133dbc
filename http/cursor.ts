/**
 * Cursors: a place in a list, opaque to clients. The form is ours alone and may change; a client
 * that sends anything else gets a 404, as the contract has it.
 */
import type { Position } from "../contracts/account.ts";

const FORM = /^([nb])\.(-?\d{1,16})\.(\d{1,16})$/;

/** Base64url, so that it needs no escaping in a query. */
export function encodeCursor(position: Position): string {
  return btoa(`${position.back ? "b" : "n"}.${position.at}.${position.id}`)
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Null for anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: string): Position | null {
  if (cursor.length > 64 || !/^[\w-]+$/.test(cursor)) return null;
  let text: string;
  try {
    text = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return null;
  }
  const match = FORM.exec(text);
  if (match === null) return null;
  const [, direction, at, id] = match;
  const position = { at: Number(at), id: Number(id), back: direction === "b" };
  // Numbers that JavaScript cannot hold exactly would silently become a neighbouring place.
  return Number.isSafeInteger(position.at) && Number.isSafeInteger(position.id) ? position : null;
}

/**
 * Where the blocks of a TOML text begin and end: a block is a header, `[a.b]` or `[[a.b]]`, with the keys below it. The
 * parser itself is asked what a header is, so that a bracket inside a string or a list of several lines is none. Pure.
 */
import { parse } from "@decimalturn/toml-patch";
import { isObject } from "../../http/object.ts";

interface Header {
  /** As the header names it: `["env", "staging", "services"]`. */
  readonly path: readonly string[];
  /** `[[…]]`: one of a list. */
  readonly listed: boolean;
}

export interface Block extends Header {
  /** Index of the first line that belongs to it: its header, or the first of the comments right above it. */
  readonly start: number;
  readonly header: number;
  /** Index behind its last key. What follows, blank lines and comments, belongs to nobody or to the next block. */
  readonly end: number;
}

/** `lines`: without their line ends. The keys before the first header are no block. */
export function blocksOf(lines: readonly string[]): Block[] {
  const headers: (Header & { readonly index: number })[] = [];
  for (const [index, line] of lines.entries()) {
    const header = /^\s*\[/.test(line) ? headerOf(line) : null;
    // What stands between two headers is whole by itself; inside a string or a list it is not.
    if (header !== null && isToml(lines.slice(headers.at(-1)?.index ?? 0, index).join("\n"))) {
      headers.push({ ...header, index });
    }
  }
  return headers.map(({ path, listed, index }, place) => ({
    path,
    listed,
    start: afterKeys(lines, index, isComment),
    header: index,
    end: afterKeys(lines, headers[place + 1]?.index ?? lines.length, (line) => isComment(line) || isBlank(line)),
  }));
}

/** Up from `index` past lines that `skip` takes. */
function afterKeys(lines: readonly string[], index: number, skip: (line: string) => boolean): number {
  let at = index;
  while (at > 0 && skip(lines[at - 1] ?? "x")) at -= 1;
  return at;
}

const isComment = (line: string): boolean => /^\s*#/.test(line);
export const isBlank = (line: string): boolean => line.trim() === "";

/** The line alone is a text with one empty table in it, however its names are quoted. */
function headerOf(line: string): Header | null {
  let value: unknown;
  try {
    value = parse(line);
  } catch {
    return null;
  }
  const path: string[] = [];
  for (;;) {
    const [only] = isObject(value) ? Object.entries(value) : [];
    if (only === undefined) return { path, listed: false };
    path.push(only[0]);
    value = only[1];
    if (Array.isArray(value)) return { path, listed: true };
  }
}

function isToml(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

export function samePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}

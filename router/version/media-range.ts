/**
 * The members of an Accept field, by the grammar of RFC 9110 12.5.1 and 5.6 and without any meaning. Each
 * character is looked at once or twice, there is no backtracking and no regular expression: time is in
 * proportion to the length of the input, whatever the input.
 */

export interface MediaRange {
  /** False for an empty or malformed member, which recipients skip (RFC 9110 5.6.1.2); only `next` counts then. */
  readonly wellFormed: boolean;
  /** Of the type's first character. */
  readonly start: number;
  /** Of the slash; -1 when there is none, which only a lone `*` may do. */
  readonly slash: number;
  readonly subtypeEnd: number;
  /** After the last character of the member. */
  readonly end: number;
  /** From 0 to 1; 1 when the member has none. */
  readonly weight: number;
  /** What the parameter asked for says, unquoted, once for each time that it stands there. */
  readonly values: readonly string[];
  /** Where the next member starts: past the end of the text when there is none. */
  readonly next: number;
}

const TAB = 9;
const SPACE = 32;
const QUOTE = 34;
const STAR = 42;
const COMMA = 44;
const DOT = 46;
const SLASH = 47;
const ZERO = 48;
const NINE = 57;
const SEMICOLON = 59;
const EQUALS = 61;
const BACKSLASH = 92;
const NONE: readonly string[] = [];

/** By character code: 1 for the characters of a token (RFC 9110 5.6.2). */
const IN_TOKEN = new Uint8Array(128);
for (const character of "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") {
  IN_TOKEN[character.charCodeAt(0)] = 1;
}

/**
 * @param from where the member starts
 * @param parameter name of the parameter whose values are wanted; `q` is always the weight
 */
export function readRange(text: string, from: number, parameter: string): MediaRange {
  const start = skipSpace(text, from);
  const typeEnd = tokenEnd(text, start);
  const slash = text.charCodeAt(typeEnd) === SLASH ? typeEnd : -1;
  const subtypeEnd = slash === -1 ? typeEnd : tokenEnd(text, slash + 1);
  if (!isRange(text, start, slash, subtypeEnd)) return malformed(text, subtypeEnd);

  let valid = true;
  let weight: number | null = null;
  let values: string[] | null = null;
  let end = subtypeEnd;
  let at = skipSpace(text, end);
  while (at < text.length && text.charCodeAt(at) !== COMMA) {
    if (text.charCodeAt(at) !== SEMICOLON) return malformed(text, at);
    end = at + 1;
    const name = skipSpace(text, end);
    const nameEnd = tokenEnd(text, name);
    at = skipSpace(text, nameEnd);
    // Nothing between two semicolons is allowed (RFC 9110 5.6.6); anything else shows in the next round.
    if (nameEnd === name) continue;
    if (text.charCodeAt(at) !== EQUALS) return malformed(text, at);
    const value = skipSpace(text, at + 1);
    const quoted = text.charCodeAt(value) === QUOTE;
    end = quoted ? quotedEnd(text, value) : tokenEnd(text, value);
    if (end === value) return malformed(text, value);
    if (end > text.length) return malformed(text, end);
    if (same(text, name, nameEnd, "q")) {
      const read = quoted ? null : weightOf(text, value, end);
      valid &&= read !== null && weight === null;
      weight = read;
    } else if (same(text, name, nameEnd, parameter)) {
      // Never copied into a new list: that would be quadratic for a member that repeats it all the way.
      values ??= [];
      values.push(quoted ? unquoted(text, value, end) : text.slice(value, end));
    }
    at = skipSpace(text, end);
  }
  return {
    wellFormed: valid,
    start,
    slash,
    subtypeEnd,
    end,
    weight: weight ?? 1,
    values: values ?? NONE,
    next: at + 1,
  };
}

/** Whether `text` from `start` to `end` is `name`, apart from the case of ASCII letters. */
export function same(text: string, start: number, end: number, name: string): boolean {
  if (end - start !== name.length) return false;
  for (let at = 0; at < name.length; at++) {
    const one = text.charCodeAt(start + at);
    const other = name.charCodeAt(at);
    if (one !== other && lowerCase(one) !== lowerCase(other)) return false;
  }
  return true;
}

function lowerCase(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/** A type and a subtype, the latter alone being `*` or both; or a lone `*`, which Java sends for both. */
function isRange(text: string, start: number, slash: number, subtypeEnd: number): boolean {
  if (slash === -1) return subtypeEnd === start + 1 && text.charCodeAt(start) === STAR;
  if (slash === start || subtypeEnd === slash + 1) return false;
  const anyType = slash === start + 1 && text.charCodeAt(start) === STAR;
  return !anyType || (subtypeEnd === slash + 2 && text.charCodeAt(slash + 1) === STAR);
}

/** The rest of the member is passed over; a comma between quotes does not end it. */
function malformed(text: string, from: number): MediaRange {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== COMMA) {
    at = text.charCodeAt(at) === QUOTE ? quotedEnd(text, at) : at + 1;
  }
  return {
    wellFormed: false,
    start: from,
    slash: -1,
    subtypeEnd: from,
    end: at,
    weight: 0,
    values: NONE,
    next: at + 1,
  };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB)) at++;
  return at;
}

function tokenEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && IN_TOKEN[text.charCodeAt(at)] === 1) at++;
  return at;
}

/** Index after the closing quote; past the text's end without one: what follows an open quote is inside it. */
function quotedEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at++;
  }
  return text.length + 1;
}

/** RFC 9110 5.6.4: a backslash stands for the character after it. */
function unquoted(text: string, open: number, end: number): string {
  const inside = text.slice(open + 1, end - 1);
  return inside.includes("\\") ? inside.replace(/\\(.)/gs, "$1") : inside;
}

/**
 * A decimal number from 0 to 1, or null. Any number of digits and `.2` are more than RFC 9110 12.4.2 allows
 * and less than clients send; an exponent or a sign is a mistake that nobody is known to depend on.
 */
function weightOf(text: string, start: number, end: number): number | null {
  let digits = 0;
  let value = 0;
  let scale = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      digits++;
      value = value * 10 + (code - ZERO);
      scale *= 10;
    } else if (code === DOT && scale === 0) scale = 1;
    else return null;
  }
  if (digits === 0) return null;
  // Exact up to 15 digits, since 10^15 and less are; more are read the slow way.
  const weight = digits > 15 ? Number(text.slice(start, end)) : value / Math.max(scale, 1);
  return weight <= 1 ? weight : null;
}

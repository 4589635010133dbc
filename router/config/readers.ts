/** The kinds of values that vars may hold, each with the words that tell an operator what to write. */
import { parseInstant, parseWindow } from "../lifecycle/instant.ts";
import { operationPath, type Operation } from "../lifecycle/operation.ts";
import type { Instant, Window } from "../version/registry.ts";
import { versionOfBinding } from "./names.ts";
import type { Reader } from "./table.ts";

/** Room for a sentence; what is longer belongs into the record beside the table. */
const SENTENCE = 200;

/** Field names and media type names alike (RFC 9110 5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

export const flag = (fallback: boolean): Reader<boolean> => ({
  fallback,
  want: "true or false",
  read: (value) => (typeof value === "boolean" ? value : undefined),
});

export const integer = (fallback: number, least: number, most: number): Reader<number> => ({
  fallback,
  want: `a whole number from ${least} to ${most}`,
  read: (value) => (isInteger(value) && value >= least && value <= most ? value : undefined),
});

export const optionalInteger = (least: number, most: number): Reader<number | null> => ({
  ...integer(least, least, most),
  fallback: null,
});

export const share = (fallback: number): Reader<number> => ({
  fallback,
  want: "a share from 0 to 1, such as 0.1",
  read: (value) => (typeof value === "number" && value >= 0 && value <= 1 ? value : undefined),
});

export const choice = <T extends string>(...choices: readonly [T, ...T[]]): Reader<T | null> => ({
  ...oneOf(choices[0], ...choices),
  fallback: null,
});

export const versionNumber: Reader<number | null> = {
  fallback: null,
  want: "the number of a version, such as 2",
  read: (value) => (isInteger(value) && value >= 0 && value <= 9999 ? value : undefined),
};

export const oneOf = <T extends string | number>(fallback: T, ...choices: readonly T[]): Reader<T> => ({
  fallback,
  want: choices.map((choice) => JSON.stringify(choice)).join(" or "),
  read: (value) => choices.find((choice) => choice === value),
});

export const someOf = <T extends string>(fallback: readonly T[], ...choices: readonly T[]): Reader<readonly T[]> => ({
  fallback,
  want: `a list of ${choices.map((choice) => JSON.stringify(choice)).join(", ")}`,
  read: (value) => listOf(value, (item) => choices.find((choice) => choice === item)),
});

export const token = (fallback: string): Reader<string> => ({
  fallback,
  want: `a name of letters, digits and hyphens, such as "${fallback}"`,
  read: (value) => (typeof value === "string" && TOKEN.test(value) ? value : undefined),
});

export const optionalToken = (example: string): Reader<string | null> => ({ ...token(example), fallback: null });

/** For operators to read, never for clients. */
export const sentence: Reader<string | null> = {
  fallback: null,
  want: `at most ${SENTENCE} characters in quotes`,
  read: (value) => (typeof value === "string" && value.length <= SENTENCE ? value : undefined),
};

/** Header field names; repeats in any case are one. */
export const fieldNames = (fallback: readonly string[]): Reader<readonly string[]> => ({
  fallback,
  want: 'a list of header names, such as ["API-Version"]',
  read: (value) => listOf(value, (item) => (typeof item === "string" && TOKEN.test(item) ? item : undefined)),
});

export const origins: Reader<readonly string[]> = {
  fallback: ["*"],
  want: '["*"] or a list of origins, such as ["https://app.example.com"]',
  read: (value) => listOf(value, (item) => (typeof item === "string" && isOrigin(item) ? item : undefined)),
};

export const basePath: Reader<string> = {
  fallback: "/api",
  want: 'a path such as "/api", without a slash at the end, or ""',
  read: (value) => (typeof value === "string" && /^(\/[\w.~-]+)*$/.test(value) ? value : undefined),
};

export const link: Reader<string | null> = {
  fallback: null,
  want: 'a path such as "/docs/migrating" or an https URL',
  read: (value) => (typeof value === "string" && /^(\/|https?:\/\/)[^\s<>"]*$/.test(value) ? value : undefined),
};

export const instant: Reader<Instant | null> = {
  fallback: null,
  want: 'a date in quotes, such as "2027-03-01" or "2027-03-01T12:00:00Z"',
  read: (value) => (typeof value === "string" ? (parseInstant(value) ?? undefined) : undefined),
};

export const windows: Reader<readonly Window[]> = {
  fallback: [],
  want: 'a list of windows, such as ["2027-02-01T12:00:00Z/PT1H"]',
  read: (value) => {
    const list = listOf(value, (item) => (typeof item === "string" ? (parseWindow(item) ?? undefined) : undefined));
    return list?.toSorted((a, b) => a.start - b.start);
  },
};

/** `GET /org.json` or `* /org`: stored without suffix and slash at the end, as requests are compared. */
export const operations: Reader<readonly Operation[]> = {
  fallback: [],
  want: 'a list of operations, such as ["GET /org.json"]',
  read: (value) => listOf(value, (item) => (typeof item === "string" ? operation(item) : undefined)),
};

export const oneOperation: Reader<Operation | null> = {
  fallback: null,
  want: 'an operation, such as "* /contacts"',
  read: (value) => (typeof value === "string" ? operation(value) : undefined),
};

/** A rule may outlive its version, so the name need not be one of the table. */
export const bindingName: Reader<string | null> = {
  fallback: null,
  want: 'the binding of a version, such as "V2"',
  read: (value) => (typeof value === "string" && versionOfBinding(value) !== null ? value : undefined),
};

export const policyNames: Reader<readonly string[]> = {
  fallback: [],
  want: 'a list of policies, such as ["v2"]',
  read: (value) => listOf(value, (item) => (typeof item === "string" ? item : undefined)),
};

function operation(text: string): Operation | undefined {
  const match = /^([A-Z]{1,20}|\*) (\/\S*)$/.exec(text);
  if (match === null) return undefined;
  const [, method = "", path = ""] = match;
  return { method, path: operationPath(path) };
}

function listOf<T>(value: unknown, read: (item: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value.map(read);
  return items.every((item) => item !== undefined) ? items : undefined;
}

function isInteger(value: unknown): value is number {
  return Number.isInteger(value);
}

/** `*` or scheme, host and port, nothing after (RFC 6454 6.1). */
function isOrigin(text: string): boolean {
  return text === "*" || /^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/.test(text);
}

/** Query parameters as an endpoint sees them: only those that its route documents, one value each. */

/** A parameter that is absent was not sent; one that is empty was. */
export type Query = Readonly<Partial<Record<string, string>>>;

/** A parameter sent twice counts as its last value. Others than `names` are ignored (contract 1). */
export function readQuery(names: readonly string[], parameters: URLSearchParams): Query {
  const query: Record<string, string> = {};
  for (const name of names) {
    const value = parameters.getAll(name).at(-1);
    if (value !== undefined) query[name] = value;
  }
  return query;
}

const TRUE = new Set(["true", "y", "yes", "1"]);

/** Clients send Python's booleans as 1 and 0. Anything that is not true is false (contract 0.4). */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && TRUE.has(value.toLowerCase());
}

/** The names among `names` that were sent. */
export function sent(query: Query, names: readonly string[]): string[] {
  return names.filter((name) => query[name] !== undefined);
}

/** A number that names an object; null for what no object is named by. */
export function numberOf(text: string): number | null {
  const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}

/** Undefined: not sent. Null: sent, and nothing can be meant by it. */
export function given<T>(text: string | undefined, read: (text: string) => T | null): T | null | undefined {
  return text === undefined ? undefined : read(text);
}

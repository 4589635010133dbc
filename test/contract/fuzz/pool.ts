/**
 * What the fuzzer knows of the account: values that answers had, by where they were (`contacts.uuid`). Requests are made
 * from a seed before anything has been answered, so they hold draws, which are filled in when they are sent.
 */

/** A value to be drawn: from the first of these places that has any. */
export class Draw {
  readonly from: readonly string[];
  readonly index: number;
  constructor(from: readonly string[], index: number) {
    this.from = from;
    this.index = index;
  }
}

/** Values of one place: the latest ones, because older ones may have been deleted. */
const KEPT = 50;

export class Pool {
  readonly #values = new Map<string, unknown[]>();

  /** @param answer a page, or one object */
  learn(endpoint: string, answer: unknown): void {
    if (!isObject(answer)) return;
    const { results, next } = answer;
    if (typeof next === "string") this.#add(`${endpoint}.cursor`, new URL(next).searchParams.get("cursor"));
    for (const object of Array.isArray(results) ? results : [answer]) {
      if (isObject(object)) this.#learnObject(endpoint, object);
    }
  }

  #learnObject(endpoint: string, object: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(object)) {
      if (Array.isArray(value)) {
        for (const item of value) if (typeof item === "string") this.#add(`${endpoint}.${name}`, item);
      } else if (typeof value === "string" || typeof value === "number") {
        this.#add(`${endpoint}.${name}`, value);
      }
    }
  }

  #add(place: string, value: unknown): void {
    const values = this.#values.get(place) ?? [];
    this.#values.set(place, values);
    if (value === null || values.includes(value)) return;
    values.push(value);
    if (values.length > KEPT) values.shift();
  }

  /** Of what has been deleted. */
  forget(value: unknown): void {
    for (const [place, values] of this.#values)
      this.#values.set(
        place,
        values.filter((it) => String(it) !== value),
      );
  }

  /** The same with every draw in it filled in. */
  fill(value: unknown): unknown {
    if (value instanceof Draw) return this.#draw(value);
    if (Array.isArray(value)) return value.map((item) => this.fill(item));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.fill(item)]));
  }

  #draw({ from, index }: Draw): unknown {
    const values = from.map((place) => this.#values.get(place) ?? []).find((it) => it.length > 0) ?? [];
    return values.length === 0 ? "nothing" : values[index % values.length];
  }
}

/** Where values called `name` are likely to be found: of this endpoint, or identifiers of the objects it is named after. */
export function placesOf(endpoint: string, name: string): readonly string[] {
  const objects = name.endsWith("s") ? name : `${name}s`;
  const identifiers = ["uuid", "id", "key", name].map((it) => `${objects}.${it}`);
  return [`${endpoint}.${name}`, ...identifiers, `contacts.${objects}`, "groups.name"];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** v2 as a client of the tests sees it. Every answer is held to the API document, and read as both clients do, on the way. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { reader2017, readerToday } from "../contract/clients/strictness.ts";
import { chokedOn } from "../contract/clients/v2-answers.ts";
import { V2_SHAPES } from "../contract/clients/v2-shapes.ts";
import { documentedBy, type ApiDocument } from "../contract/documented.ts";
import type { Asked, System } from "./harness.ts";

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  /** As it came. */
  readonly text: string;
  /** Parsed where it is JSON. */
  readonly body: Wire;
}

/**
 * An answer's attributes. The named ones are typed the way the tests use them; whether an answer has them is
 * for the API document's check and the test's own expectations to say.
 */
export interface Wire {
  readonly [name: string]: unknown;
  readonly uuid: string;
  readonly detail: string;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly Wire[];
}

export type Api = (path: string, asked?: Asked) => Promise<Told>;

const document = JSON.parse(
  readFileSync(new URL("../../workers/v2/openapi.json", import.meta.url), "utf8"),
) as ApiDocument;
const complaintsAbout = documentedBy(document);

/** @param path below `/api/v2`, or an absolute link that an answer gave */
export function v2(system: System): Api {
  const root = new URL("/api/v2", system.url).href;
  return async (path, asked = {}) => {
    const url = path.startsWith("/") ? `${root}${path}` : path;
    const response = await system.fetch(url, asked);
    const text = await response.text();
    const contentType = response.headers.get("Content-Type");
    const body = contentType?.includes("json") === true && text !== "" ? (JSON.parse(text) as Wire) : undefined;
    const { pathname } = new URL(url);
    const below = pathname.slice("/api/v2".length);
    if (Object.hasOwn(document.paths, below)) {
      const method = asked.method ?? (asked.json === undefined && asked.body === undefined ? "GET" : "POST");
      const answered = { method, path: below, status: response.status, contentType, body };
      expect(complaintsAbout(answered), `${method} ${path} ${response.status} ${text}`).toEqual([]);
      // Without its suffix a list is an empty array, which no client asks for.
      const read = response.ok && body !== undefined ? chokedOn(below.slice(1).replace(/\.json$/, ""), body) : [];
      expect(read, path).toEqual([]);
    }
    expect(response.headers.get("X-Route"), "usage is the router's business").toBeNull();
    return { status: response.status, headers: response.headers, text, body: body ?? NO_BODY };
  };
}

const NO_BODY = {} as Wire;

/** The object as it is. Fails the test where one of both clients cannot read it as one of that kind. */
export function read(kind: keyof typeof V2_SHAPES, object: Wire): Wire {
  expect(reader2017(V2_SHAPES[kind].in2017, object)).toEqual([]);
  expect(readerToday(V2_SHAPES[kind].today, object)).toEqual([]);
  return object;
}

/** Follows `next` to the end. */
export async function pages(api: Api, path: string, asked: Asked = {}): Promise<Told[]> {
  const seen: Told[] = [];
  for (let next: string | null = path; next !== null;) {
    const page = await api(next, asked);
    expect(page.status).toBe(200);
    seen.push(page);
    next = page.body.next;
    expect(seen.length, "an end to the list").toBeLessThan(50);
  }
  return seen;
}

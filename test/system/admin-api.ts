/** The operator's API as a client of the tests sees it. Every answer is held to the API document on the way. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { documentedBy, type ApiDocument } from "../contract/documented.ts";
import { ADMIN_TOKEN } from "./harness.ts";
import { send } from "./sending.ts";

export interface Asked {
  readonly method?: string;
  /** The first operator's unless given; null sends none. */
  readonly token?: string | null;
  /** Sent as a JSON body. */
  readonly json?: unknown;
  /** Sent as it is, instead of `json`. */
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  /** As it came. */
  readonly text: string;
  /** Parsed where it is JSON. */
  readonly body: Wire;
}

/** Typed the way the tests use it; whether an answer has a member is for the document's check and the tests to say. */
export interface Wire {
  readonly [name: string]: unknown;
  readonly id: string;
  readonly key: string;
  readonly token: string;
  readonly detail: string;
  readonly next: string | null;
  readonly results: readonly Wire[];
  readonly errors: readonly { readonly in: string; readonly field: string; readonly detail: string }[];
}

export type Admin = (path: string, asked?: Asked) => Promise<Told>;

export const document = JSON.parse(
  readFileSync(new URL("../../router/admin/openapi.json", import.meta.url), "utf8"),
) as ApiDocument;

const complaintsAbout = documentedBy(document);
const templates = Object.keys(document.paths).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));

/** The path as the document has it; undefined when it has none such. */
export function templateOf(pathname: string): string | undefined {
  // What is written out comes before what a parameter would match too.
  return (templates.find(({ path }) => path === pathname) ?? templates.find(({ pattern }) => pattern.test(pathname)))
    ?.path;
}

/**
 * @param url the router's
 * @param seen is called with every answer to an operation that is documented
 */
export function adminOf(url: URL, seen: (operation: string, status: number) => void = () => {}): Admin {
  return async (path, asked = {}) => {
    const target = new URL(path, url);
    const body = asked.json === undefined ? asked.body : JSON.stringify(asked.json);
    const method = asked.method ?? (body === undefined ? "GET" : "POST");
    const headers = new Headers(asked.headers);
    const token = asked.token === undefined ? ADMIN_TOKEN : asked.token;
    if (token !== null) headers.set("Authorization", `Bearer ${token}`);
    if (body !== undefined && !headers.has("Content-Type")) headers.set("Content-Type", "application/json");
    const response = await send(target, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const contentType = response.headers.get("Content-Type");
    const isJson = contentType?.includes("json") === true && !contentType.includes("ndjson");
    const parsed = isJson && text !== "" ? (JSON.parse(text) as Wire) : undefined;
    const template = templateOf(target.pathname);
    if (template !== undefined) {
      const { status } = response;
      const answered = { method, path: template, status, contentType, body: parsed ?? (isJson ? undefined : text) };
      expect(complaintsAbout(answered), `${method} ${path} ${status} ${text}`).toEqual([]);
      seen(`${method === "HEAD" ? "GET" : method} ${template}`, status);
    }
    expect(response.headers.get("Cache-Control"), `${method} ${path}`).toBe("no-store");
    return { status: response.status, headers: response.headers, text, body: parsed ?? NO_BODY };
  };
}

const NO_BODY = {} as Wire;

/** Follows `next` to the end; all results. */
export async function allOf(admin: Admin, path: string): Promise<Wire[]> {
  const found: Wire[] = [];
  for (let next: string | null = path; next !== null;) {
    const page = await admin(next);
    expect(page.status, page.text).toBe(200);
    found.push(...page.body.results);
    next = page.body.next;
    expect(found.length, "an end to the list").toBeLessThan(10_000);
  }
  return found;
}

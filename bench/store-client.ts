/** The two ways a benchmark speaks to the store: through v2, as the router would, and to the variant that counts. */
import type { Dump, Places, Rows } from "./store-shapes.ts";

export interface Origins {
  readonly store: string;
  readonly v2: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** The fields that the router would have set. */
export function forwarded(account: string): Record<string, string> {
  return {
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Host": "127.0.0.1",
    "X-Forwarded-Prefix": "/api/v2",
    "X-Request-Id": "bench",
    "X-Account-Id": account,
    "X-Key-Id": "bench",
    "X-Key-Role": "A",
    "X-API-Version": "2",
  };
}

/** @param path below v2's root */
export async function askV2(
  { v2 }: Origins,
  account: string,
  path: string,
  init: { readonly method?: string; readonly json?: unknown } = {},
): Promise<Answer> {
  const { json, method = json === undefined ? "GET" : "POST" } = init;
  const headers = { ...forwarded(account), ...(json === undefined ? {} : { "Content-Type": "application/json" }) };
  const body = json === undefined ? {} : { body: JSON.stringify(json) };
  const response = await fetch(`${v2}${path}`, { method, headers, ...body });
  return { status: response.status, text: await response.text() };
}

/** Throws for anything but a 2xx: what is measured must have worked. */
export async function v2Json<T>(origins: Origins, account: string, path: string): Promise<T> {
  const { status, text } = await askV2(origins, account, path);
  if (status !== 200) throw new Error(`${path} of ${account}: ${status} ${text.slice(0, 300)}`);
  return JSON.parse(text) as T;
}

async function bench<T>({ store }: Origins, account: string, what: string, body?: string): Promise<T> {
  const url = `${store}/bench/${what}${what.includes("?") ? "&" : "?"}account=${account}`;
  const response = await fetch(url, body === undefined ? {} : { method: "POST", body });
  if (!response.ok) throw new Error(`${what} of ${account}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

export const rowsRead = (origins: Origins, account: string): Promise<number> => bench(origins, account, "rows-read");
export const bytesOf = (origins: Origins, account: string): Promise<number> => bench(origins, account, "bytes");
export const placesOf = (origins: Origins, account: string, after: number): Promise<Places> =>
  bench(origins, account, `places?after=${after}`);
export const dump = (origins: Origins, account: string, of: Dump): Promise<Rows> =>
  bench(origins, account, "dump", JSON.stringify(of));
/** @param rows as JSON text, so that making it is nobody's measured time */
export const insert = (origins: Origins, account: string, rows: string): Promise<null> =>
  bench(origins, account, "insert", rows);
export const sql = <T>(origins: Origins, account: string, statement: string): Promise<T> =>
  bench(origins, account, "sql", statement);

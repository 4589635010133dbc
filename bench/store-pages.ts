/**
 * First page, a page 1,000 deep and the last page of every list and filter, of a large account and of one with 1,000 rows
 * of each: how long they take, and how many rows SQLite reads for them.
 */
import { encodeCursor } from "../http/cursor.ts";
import type { Position } from "../contracts/account.ts";
import { median, ratio } from "./rounds.ts";
import type { Sizes } from "./store-sizes.ts";
import { type Origins, askV2, placesOf, rowsRead, v2Json } from "./store-client.ts";
import { type Asked, type Query, nameOf, queriesOf } from "./store-lists.ts";

const PAGE = 250;
export const DEPTH = 1_000;

export interface Account {
  readonly key: string;
  readonly sizes: Sizes;
}

export interface PageFigures {
  /** Of the first page of the small account; by page of the large one. */
  readonly times: Readonly<Record<string, number>>;
  /** By page: of the large account, and of the small one. */
  readonly rows: Readonly<Record<string, readonly [number, number]>>;
  /** Of the page called deep, in the large account. */
  readonly depth: number;
  readonly items: number;
}

interface Page {
  readonly name: string;
  readonly account: string;
  readonly url: string;
}

interface Body {
  readonly results?: readonly unknown[];
  readonly next?: string | null;
  readonly previous?: string | null;
}

const WHERE = ["first", "deep", "last"] as const;

function urlOf(path: string, query: Query, position: Position | null): string {
  const cursor = position === null ? {} : { cursor: encodeCursor(position) };
  const text = new URLSearchParams({ ...query, ...cursor }).toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Pages whose rows are averaged: one alone names more labels, contacts or flows than the next by chance. */
const AVERAGED = 4;

/** Rows read for a page that has just been read, as the mean of it and those that follow; not of one that is not full. */
async function rowsOf(origins: Origins, key: string, path: string, page: Body): Promise<number> {
  const read = [await rowsRead(origins, key)];
  for (let next = page.next ?? null; next !== null && read.length < AVERAGED;) {
    const body: Body = await v2Json<Body>(origins, key, `${path}${new URL(next).search}`);
    const rows = await rowsRead(origins, key);
    if (body.results?.length === PAGE) read.push(rows);
    next = body.next ?? null;
  }
  return Math.round(read.reduce((sum, rows) => sum + rows, 0) / read.length);
}

async function pagesOf(origins: Origins, key: string, { path, query }: Asked) {
  const first = urlOf(path, query, null);
  await rowsRead(origins, key);
  const body = await v2Json<Body>(origins, key, first);
  const items = body.results?.length ?? 1;
  const pages: Page[] = [{ name: "first", account: key, url: first }];
  const rows: Record<string, number> = { first: await rowsOf(origins, key, path, body) };
  let depth = 0;
  if (typeof body.next === "string") {
    const { deep, last } = await placesOf(origins, key, DEPTH * PAGE);
    depth = deep === null ? 0 : deep.after / PAGE;
    for (const [name, position] of [
      ["deep", deep?.position ?? null],
      ["last", last],
    ] as const) {
      // Of two pages none is between the first and the last.
      if (position === null && name === "deep") continue;
      if (position === null) throw new Error(`${key} has no last page of ${first}.`);
      const url = urlOf(path, query, position);
      const page = await v2Json<Body>(origins, key, url);
      if (page.results?.length === 0 || page.previous === null) throw new Error(`${url} of ${key} is no page.`);
      if ((name === "last") !== (page.next === null)) throw new Error(`${url} of ${key} is not the ${name} page.`);
      rows[name] = await rowsOf(origins, key, path, page);
      pages.push({ name, account: key, url });
    }
  }
  return { pages, rows, depth, items };
}

async function time(origins: Origins, { account, url }: Page): Promise<number> {
  const began = performance.now();
  const { status } = await askV2(origins, account, url);
  if (status !== 200) throw new Error(`${url} of ${account}: ${status}`);
  return performance.now() - began;
}

async function measureOne(
  origins: Origins,
  asked: { readonly large: Asked; readonly small: Asked },
  large: Account,
  small: Account,
  rounds: number,
): Promise<PageFigures> {
  const many = await pagesOf(origins, large.key, asked.large);
  const few = await pagesOf(origins, small.key, asked.small);
  const [base] = few.pages;
  if (base === undefined) throw new Error("A list has a first page.");
  const targets = [{ ...base, name: "base" }, ...many.pages];
  const times = new Map<string, number[]>(targets.map(({ name }) => [name, []]));
  for (let round = -2; round < rounds; round++) {
    // Every other round backwards; the first ones warm caches and count for nothing.
    for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
      const taken = await time(origins, target);
      if (round >= 0) times.get(target.name)?.push(taken);
    }
  }
  const rows = WHERE.flatMap((name) => {
    const [mine, theirs] = [many.rows[name], few.rows[name]];
    return mine === undefined || theirs === undefined ? [] : [[name, [mine, theirs] as const] as const];
  });
  return {
    times: Object.fromEntries(many.pages.map(({ name }) => [name, round3(ratio(times, name, "base"))])),
    rows: Object.fromEntries(rows),
    depth: many.depth,
    items: many.items,
  };
}

/** By the list's name. */
export async function measurePages(
  origins: Origins,
  large: Account,
  small: Account,
  rounds: number,
): Promise<Map<string, PageFigures>> {
  const [mine, theirs] = [await queriesFor(origins, large), await queriesFor(origins, small)];
  const figures = new Map<string, PageFigures>();
  for (const [path, queries] of Object.entries(mine)) {
    for (const [index, query] of queries.entries()) {
      const other = theirs[path]?.[index] ?? query;
      const asked = { large: { path, query }, small: { path, query: other } };
      figures.set(nameOf(asked.large), await measureOne(origins, asked, large, small, rounds));
    }
  }
  return figures;
}

export async function queriesFor(origins: Origins, { key, sizes }: Account) {
  const page = await v2Json<{ results: { uuid: string }[] }>(origins, key, "/messages.json?id=1");
  return queriesOf(sizes, page.results[0]?.uuid ?? "");
}

export const TARGETS = { time: 1.5, rowsApart: 0.05, rowsPerItem: 8 } as const;

/** Sentences; empty when every target is met. */
export function faultsOf(figures: ReadonlyMap<string, PageFigures>): string[] {
  const faults: string[] = [];
  for (const [name, { times, rows }] of figures) {
    for (const [page, taken] of Object.entries(times)) {
      if (taken > TARGETS.time)
        faults.push(`${name}, ${page} page: ${taken} times the first of 1,000, not ${TARGETS.time}.`);
    }
    for (const [page, [mine, theirs]] of Object.entries(rows)) {
      if (mine > TARGETS.rowsPerItem * PAGE)
        faults.push(`${name}, ${page} page: ${mine} rows read, more than ${TARGETS.rowsPerItem} times ${PAGE}.`);
      // A handful of rows more is no growth, whatever it is in per cent.
      const apart = Math.abs(mine - theirs);
      if (page !== "last" && apart > Math.max(3, theirs * TARGETS.rowsApart))
        faults.push(`${name}, ${page} page: ${mine} rows read, and ${theirs} of 1,000.`);
    }
  }
  return faults;
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Of many figures the middle and the worst. */
export function spread(values: readonly number[]): { readonly median: number; readonly worst: number } {
  return { median: round3(median(values)), worst: Math.max(...values) };
}

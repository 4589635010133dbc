/**
 * What a page of v1 costs beside the page of v2 with the same objects, in an account of the store benchmark's sizes: v1 finds out which objects
 * are on a numbered page and how many there are in all, and has v2 write them. Unfiltered lists up to page 100 are
 * held to a target; deeper pages and filters are printed, because what they cost is the nature of numbered pages, and
 * so is what clients of v2 wait while such a filter looks through all messages.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import { median, ratio } from "./rounds.ts";
import { forwarded } from "./store-client.ts";
import { LARGE, countedStore } from "./store-large.ts";
import { loadOnce } from "./store-load.ts";
import { urnOf, uuidOf } from "./store-made.ts";
import { SIZES, type SizeName } from "./store-sizes.ts";
import { type Served, serve } from "./workerd.ts";

const TARGET = 2.5;
const TARGET_PAGES = [1, 10, 100];
const DEEP = 1_000;
const PAGE = 250;
const ROUNDS = 11;

/** By v1's list: the same list of v2. */
const LISTS = {
  contacts: "contacts",
  messages: "messages",
  runs: "runs",
  calls: "channel_events",
  broadcasts: "broadcasts",
  flows: "flows",
  groups: "groups",
  labels: "labels",
  campaigns: "campaigns",
  events: "campaign_events",
} as const;

/** No index has it, and no message. */
const TEXT = "messages.json?text=zebra";

/** v1's list and its filters. The first page of each counts; what follows may take that count. */
const FILTERED = [
  `contacts.json?group_uuids=${uuidOf("group", 0)}`,
  `contacts.json?phone=${encodeURIComponent(urnOf(0).replace("tel:", ""))}`,
  `messages.json?contact=${uuidOf("contact", 0)}`,
  "messages.json?label=Label%200",
  "messages.json?direction=I&status=H",
  TEXT,
  `runs.json?flow_uuid=${uuidOf("flow", 0)}`,
  "calls.json?call_type=mo_call",
];

function workers(): Served[] {
  const object = { name: "ACCOUNTS", object: "Account" };
  return [
    {
      bundle: bundle("store", "store/wrangler.toml"),
      bindings: [object, { name: "WEBHOOK_TARGETS", text: "public" }],
      classes: ["Account"],
    },
    { bundle: bundle("v2", "workers/v2/wrangler.toml"), bindings: [{ ...object, service: "store" }], open: true },
    {
      bundle: bundle("v1", "workers/v1/wrangler.toml"),
      bindings: [
        { name: "V2", service: "v2" },
        { name: "V2_INTERNAL", service: "v2", entrypoint: "Internal" },
        { name: "LEGACY", service: "store", entrypoint: "LegacyV1" },
      ],
      open: true,
    },
  ];
}

export async function bench(size: SizeName, keep: string | null) {
  const folder = keep ?? mkdtempSync(join(tmpdir(), "milepost-bench-v1-"));
  try {
    const loading = await serve(countedStore(), folder);
    const origins = { store: loading.origins.get("store") ?? "", v2: loading.origins.get("v2") ?? "" };
    try {
      await loadOnce(folder, origins, { key: LARGE, sizes: SIZES[size] });
    } finally {
      await loading.close();
    }
    return await measured(size, folder);
  } finally {
    if (keep === null) rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(size: SizeName, folder: string) {
  const running = await serve(workers(), folder);
  const origin = (version: string): string => running.origins.get(version) ?? "";
  const lists: Record<string, Record<string, number>> = {};
  const filtered: Record<string, Record<string, number>> = {};
  try {
    for (const [old, current] of Object.entries(LISTS)) {
      const base = `${origin("v2")}/${current}.json`;
      const url = `${origin("v1")}/${old}.json`;
      const last = Math.max(1, Math.ceil((await countOf(url)) / PAGE));
      const pages = new Set([...TARGET_PAGES, DEEP, last].filter((page) => page <= last));
      const same = await pagesOf(base, Math.min(last, Math.max(...TARGET_PAGES)));
      const ratios: Record<string, number> = {};
      for (const page of pages) {
        const name = `page ${page}`;
        // Beyond what is held to a target a page of v2 costs what it does before.
        const counterpart = same[Math.min(page, same.length) - 1] ?? base;
        Object.assign(ratios, await beside(counterpart, { [name]: `${url}?page=${page}` }));
      }
      lists[old] = ratios;
    }
    for (const path of FILTERED) {
      const [list = ""] = path.split(".");
      const base = `${origin("v2")}/${LISTS[list as keyof typeof LISTS]}.json`;
      const url = `${origin("v1")}/${path}`;
      const second = (await countOf(url)) > PAGE ? { "page 2": `${url}&page=2` } : {};
      filtered[path] = await beside(base, { "page 1": url, ...second });
    }
    const meanwhile = await waiting(`${origin("v2")}/contacts.json`, `${origin("v1")}/${TEXT}`);
    const missed = Object.entries(lists).flatMap(([list, pages]) => missedBy(list, pages));
    return { size, rounds: ROUNDS, of_the_page_of_v2: lists, filtered, meanwhile, missed };
  } catch (error) {
    console.error(running.logs().slice(-4_000));
    throw error;
  } finally {
    await running.close();
  }
}

/** What a page costs, the usual and the longest, while `long` is under way, as ratios to the same page by itself. */
async function waiting(page: string, long: string): Promise<Record<string, number>> {
  const timed = async (): Promise<number> => {
    const began = performance.now();
    await read(page);
    return performance.now() - began;
  };
  const alone: number[] = [];
  for (let round = 0; round < ROUNDS; round++) alone.push(await timed());
  const under = { way: true };
  const ended = read(long).finally(() => (under.way = false));
  const meanwhile: number[] = [];
  while (under.way) meanwhile.push(await timed());
  await ended;
  const of = (value: number): number => Math.round((value / median(alone)) * 1000) / 1000;
  return { pages: meanwhile.length, usual: of(median(meanwhile)), longest: of(Math.max(...meanwhile)) };
}

/** Ratios to `base` by name; rounds in turn and in both directions, one request at a time. */
async function beside(base: string, urls: Readonly<Record<string, string>>): Promise<Record<string, number>> {
  const targets = Object.entries({ base, ...urls });
  const times = new Map<string, number[]>(targets.map(([name]) => [name, []]));
  for (let round = -2; round < ROUNDS; round++) {
    for (const [name, url] of round % 2 === 0 ? targets : targets.toReversed()) {
      const began = performance.now();
      await read(url);
      // The first rounds warm caches and count for nothing.
      if (round >= 0) times.get(name)?.push(performance.now() - began);
    }
  }
  return Object.fromEntries(
    Object.keys(urls).map((name) => [name, Math.round(ratio(times, name, "base") * 1000) / 1000]),
  );
}

/** The addresses of v2's first pages: of the same objects, because some cost more to show than others. */
async function pagesOf(base: string, count: number): Promise<readonly string[]> {
  const pages = [base];
  for (let next: string | null = base; pages.length < count && next !== null;) {
    const page = JSON.parse(await read(next)) as { next: string | null };
    next = page.next === null ? null : `${base}${new URL(page.next).search}`;
    if (next !== null) pages.push(next);
  }
  return pages;
}

async function countOf(url: string): Promise<number> {
  const { count } = JSON.parse(await read(url)) as { count: number };
  return count;
}

async function read(url: string): Promise<string> {
  const response = await fetch(url, { headers: forwarded(LARGE) });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url}: ${response.status} ${text.slice(0, 300)}`);
  return text;
}

function missedBy(list: string, pages: Readonly<Record<string, number>>): string[] {
  return TARGET_PAGES.flatMap((page) => {
    const taken = pages[`page ${page}`];
    const name = `v1's ${list}, page ${page}`;
    return taken === undefined || taken <= TARGET ? [] : [`${name}: ${taken} times the page of v2, not ${TARGET}.`];
  });
}

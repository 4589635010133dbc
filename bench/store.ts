/**
 * The proof that v2 is always fast, over plain workerd: pages of every list and filter of a large account as ratios to a
 * small one's, rows that SQLite reads for them, import against a plain loop of INSERTs, bytes a row, a walk of all
 * messages while they change, and the full path against a monolith.
 */
import { SIZES, type SizeName, THOUSAND } from "./store-sizes.ts";
import type { Origins } from "./store-client.ts";
import { LARGE, countedStore } from "./store-large.ts";
import { measureImport } from "./store-import.ts";
import { type LoadedPart, loadOnce } from "./store-load.ts";
import { uncovered } from "./store-lists.ts";
import { type PageFigures, faultsOf, measurePages, queriesFor, spread } from "./store-pages.ts";
import { type PathFigures, measurePath } from "./store-path.ts";
import { type WalkFigures, walk } from "./store-walk.ts";
import { serve } from "./workerd.ts";

const TARGETS = { import: 0.5, path: 0.7 } as const;
const ROUNDS: Readonly<Record<SizeName, number>> = { small: 9, middle: 11, full: 11 };
/** Of the comparison with a plain loop: small, so that the loop's advantage is not lost in large indexes. */
const IMPORTED = { contacts: 20_000, messages: 60_000, runs: 5_000, calls: 5_000, log: 5_000, sendings: 0 };

const PARTS = ["pages", "import", "walk", "path"] as const;
type Part = (typeof PARTS)[number];

export interface StoreOptions {
  readonly size: SizeName;
  /** All unless given. */
  readonly parts?: readonly Part[];
  /** A folder where the loaded accounts stay, so that another run need not load them; what it measures of loading is kept. */
  readonly keep?: string;
}

export function isSize(name: string): name is SizeName {
  return Object.hasOwn(SIZES, name);
}

export function isPart(name: string): name is Part {
  return PARTS.some((part) => part === name);
}

export async function benchStore({ size, parts = PARTS, keep }: StoreOptions) {
  const sizes = SIZES[size];
  const accounts = await measureAccounts(size, parts, keep ?? null);
  const path = parts.includes("path") ? await measurePath() : null;
  return {
    size,
    sizes,
    rounds: ROUNDS[size],
    ...accounts.figures,
    ...(path === null ? {} : { path }),
    missed: [...accounts.missed, ...missedBy(path)],
  };
}

async function measureAccounts(size: SizeName, parts: readonly Part[], keep: string | null) {
  const [large, small] = [
    { key: LARGE, sizes: SIZES[size] },
    { key: "thousand", sizes: THOUSAND },
  ];
  const running = await serve(countedStore(), keep);
  const origins: Origins = { store: running.origins.get("store") ?? "", v2: running.origins.get("v2") ?? "" };
  try {
    const imported = parts.includes("import") ? await measureImport(origins, IMPORTED) : null;
    const needed = parts.includes("pages") || parts.includes("walk");
    const loaded = needed ? await loadOnce(keep, origins, large) : [];
    let pages: Map<string, PageFigures> | null = null;
    if (parts.includes("pages")) {
      await loadOnce(keep, origins, small);
      const lacking = uncovered(await queriesFor(origins, large));
      if (lacking.length > 0) return { figures: {}, missed: lacking };
      pages = await measurePages(origins, large, small, ROUNDS[size]);
      print(pages);
    }
    const walked = parts.includes("walk") ? await walk(origins, large) : null;
    return {
      figures: {
        ...(imported === null ? {} : { import_of_plain_loop: imported }),
        ...(needed ? { loaded: Object.fromEntries(loaded.map(summed)) } : {}),
        ...(pages === null ? {} : { pages: summary(pages) }),
        ...(walked === null ? {} : { walk: walked }),
      },
      missed: [
        ...(imported !== null && imported.ratio < TARGETS.import
          ? [`Import runs at ${imported.ratio} of a plain loop, not ${TARGETS.import}.`]
          : []),
        ...(pages === null ? [] : faultsOf(pages)),
        ...missedByWalk(walked),
      ],
    };
  } catch (error) {
    console.error(running.logs().slice(-4_000));
    throw error;
  } finally {
    await running.close();
  }
}

/** Bytes of a line's rows in all tables, with their indexes. */
function summed({ name, lines, seconds, bytes }: LoadedPart) {
  const perSecond = Math.round(lines / seconds);
  return [name, { lines, lines_per_second: perSecond, bytes_per_line: Math.round(bytes / lines) }] as const;
}

function summary(pages: ReadonlyMap<string, PageFigures>) {
  const times = (page: string) => spread([...pages.values()].flatMap(({ times: { [page]: it } }) => it ?? []));
  const most = Math.max(...[...pages.values()].flatMap(({ rows }) => Object.values(rows).map(([mine]) => mine)));
  return {
    lists_and_filters: pages.size,
    of_first_page_of_1000: { first: times("first"), deep: times("deep"), last: times("last") },
    most_rows_read: most,
    by_list: Object.fromEntries([...pages].map(([name, figures]) => [name, oneLine(figures)])),
  };
}

/** Times of the three pages, how deep the second is, rows read in the large account and in the small one. */
function oneLine({ times, rows, depth }: PageFigures): string {
  const read = Object.values(rows).map(([mine, theirs]) => `${mine}/${theirs}`);
  const at = depth === 0 ? [] : [`at ${depth}`];
  return [Object.values(times).join(" "), ...at, `rows ${read.join(" ")}`].join(", ");
}

function print(pages: ReadonlyMap<string, PageFigures>): void {
  const width = Math.max(...[...pages.keys()].map(({ length }) => length));
  console.log(`${"".padEnd(width)}  first   deep   last  depth  rows read`);
  for (const [name, { times, rows, depth }] of pages) {
    const cell = (page: string) => (times[page]?.toFixed(2) ?? "").padStart(5);
    const read = Object.values(rows).map(([mine, theirs]) => `${mine}/${theirs}`);
    console.log(
      `${name.padEnd(width)}  ${cell("first")}  ${cell("deep")}  ${cell("last")}  ${String(depth).padStart(5)}  ${read.join(" ")}`,
    );
  }
}

function missedBy(path: PathFigures | null): string[] {
  if (path === null || path.of_monolith >= TARGETS.path) return [];
  return [`The full path runs at ${path.of_monolith} of the monolith, not ${TARGETS.path}.`];
}

function missedByWalk(walked: WalkFigures | null): string[] {
  if (walked === null || (walked.missed === 0 && walked.twice === 0)) return [];
  return [`A walk while messages change missed ${walked.missed} untouched ones and saw ${walked.twice} twice.`];
}

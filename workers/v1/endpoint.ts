/**
 * What an endpoint is made of, and how its requests run: reads of a list go to the counted reads
 * and are filled with v2's objects; everything else is one call through the list of changes.
 */
import type { CountedItem, CountedList, CountedQueries } from "../../contracts/counted.ts";
import type { Role } from "../../contracts/headers.ts";
import type { Answer, Call, Change, Facts, PickKind, Query, Seen, Wire } from "./change.ts";
import { learn } from "./facts.ts";
import { envelope, pageNumber } from "./pages.ts";
import { detail } from "./refusals.ts";
import { inward, outward, turnObject } from "./translate.ts";
import type { Upstream } from "./upstream.ts";

export type Method = Call["method"];

export interface Visit {
  readonly method: Method;
  readonly query: Query;
  readonly body: Wire;
  /** The absolute URL of what was asked for, without query: links are made from it. */
  readonly address: string;
  readonly upstream: Upstream;
}

export interface Endpoint {
  readonly name: string;
  /** Lists answer an empty array where the suffix is missing; a single object does not. */
  readonly isList: boolean;
  readonly roles: readonly Role[];
  /** Who may write, where that is not all of them. */
  readonly writers?: readonly Role[];
  readonly methods: readonly Method[];
  run(visit: Visit): Promise<Answer>;
}

interface Definition<S> {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly writers?: readonly Role[];
  readonly methods: readonly Method[];
  readonly changes: readonly Change<S>[];
  /** Instead of these, where a write is about another object than the list. */
  readonly writing?: readonly Change[];
}

/** How a list is read: counted by the store, filled by v2. */
interface ListDefinition<L extends CountedList> extends Definition<CountedQueries[L]> {
  readonly counted: L;
  /** What v2 has under these references, in their order. At least one; those that are gone are left out. */
  objects(
    upstream: Upstream,
    refs: readonly string[],
    selection: CountedQueries[L],
    query: Query,
  ): Promise<readonly Wire[]>;
  /** The attribute of v2's object that the counted reads refer to. */
  readonly identifier: "uuid" | "key" | "id" | "osm_id";
}

export function objectEndpoint(definition: Definition<never>): Endpoint {
  return {
    ...definition,
    isList: false,
    run: (visit) => exchange(definition, visit, () => Promise.resolve([])),
  };
}

/** A single object of several: counted by the store, shown by v2, read without a page around it. */
interface SingleDefinition<L extends CountedList> extends Definition<CountedQueries[L]> {
  readonly counted: L;
  readonly kind: PickKind;
  /** The answer when the filters find nothing. */
  readonly nothing: Answer;
}

export function singleEndpoint<L extends CountedList>(definition: SingleDefinition<L>): Endpoint {
  return {
    ...definition,
    isList: false,
    run: (visit) =>
      visit.method === "GET" ? readSingle(definition, visit) : exchange(definition, visit, () => Promise.resolve([])),
  };
}

async function readSingle<L extends CountedList>(
  single: SingleDefinition<L>,
  { query, upstream }: Visit,
): Promise<Answer> {
  const selection = selectionOf(single, query);
  const found = selection && (await upstream.legacy.page(upstream.account, single.counted, selection, 1));
  const [item] = found?.items ?? [];
  const [object] = item === undefined ? [] : await upstream.pick(single.kind, [item.ref]);
  if (item === undefined || object === undefined) return single.nothing;
  return { status: 200, body: turnObject(single.changes, object, { beside: {}, ...item }) };
}

export function listEndpoint<L extends CountedList>(definition: ListDefinition<L>): Endpoint {
  return {
    ...definition,
    isList: true,
    run: (visit) =>
      visit.method === "GET"
        ? readPage(definition, visit)
        : exchange({ ...definition, changes: definition.writing ?? definition.changes }, visit, () =>
            selectedBy(definition, visit),
          ),
  };
}

const NO_SUCH_PAGE = detail(404, "There is no such page; follow next and previous.");

async function readPage<L extends CountedList>(
  list: ListDefinition<L>,
  { query, address, upstream }: Visit,
): Promise<Answer> {
  const page = pageNumber(query);
  if (page === null) return NO_SUCH_PAGE;
  const selection = selectionOf(list, query);
  if (selection === null) {
    return page === 1 ? { status: 200, body: envelope(address, query, page, 0, []) } : NO_SUCH_PAGE;
  }
  const found = await upstream.legacy.page(upstream.account, list.counted, selection, page);
  if (found === null) return NO_SUCH_PAGE;
  const counted = list.changes.reduce((narrowed, change) => change.narrow?.(narrowed, query) ?? narrowed, found);
  const items = new Map(counted.items.map((item) => [item.ref, item]));
  const objects = items.size === 0 ? [] : await list.objects(upstream, [...items.keys()], selection, query);
  const results = objects.map((object) => turnObject(list.changes, object, seenIn(items, object[list.identifier])));
  return { status: 200, body: envelope(address, query, page, counted.count, results) };
}

function seenIn(items: ReadonlyMap<string, CountedItem>, ref: unknown): Seen {
  const { id = null, beside = {} } = items.get(String(ref)) ?? {};
  return { id, beside };
}

/** Every list has filters only, so that none of them is everything. */
function selectionOf<L extends CountedList>(
  { changes }: Definition<CountedQueries[L]>,
  query: Query,
): CountedQueries[L] | null {
  return changes.reduce<CountedQueries[L] | null>(
    (selection, change) => (selection === null || !change.select ? selection : change.select(query, selection)),
    {},
  );
}

/** Every object that the filters find, over all pages. */
async function selectedBy<L extends CountedList>(
  list: ListDefinition<L>,
  { query, upstream }: Visit,
): Promise<readonly string[]> {
  const selection = selectionOf(list, query);
  if (selection === null) return [];
  const found: string[] = [];
  for (let page = 1; ; page++) {
    const counted = await upstream.legacy.page(upstream.account, list.counted, selection, page);
    found.push(...(counted?.items.map(({ ref }) => ref) ?? []));
    if (counted === null || found.length >= counted.count) return found;
  }
}

async function exchange<S>(
  { name, changes }: Definition<S>,
  { method, query, body, upstream }: Visit,
  selected: () => Promise<readonly string[]>,
): Promise<Answer> {
  const call: Call = { method, path: `/${name}.json`, query, body, before: [] };
  let facts: Facts = {};
  // Ends: each round learns one of a handful of facts.
  for (;;) {
    const turned = inward(changes, call, facts);
    switch (turned.step) {
      case "refused":
        return outward(turned.passed, turned.answer);
      case "ready":
        return outward(turned.passed, await upstream.send(turned.call));
      case "needs": {
        const learnt = await Promise.all(turned.needs.map((need) => learn(need, body, upstream, selected)));
        facts = Object.assign({}, facts, ...learnt);
      }
    }
  }
}

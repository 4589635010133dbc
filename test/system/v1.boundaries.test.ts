/** v1's boundaries over HTTP, with their geometries or their aliases. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { readAliasedBoundary, readBoundary, readPage } from "../contract/clients/v1.ts";
import { startSystem, type System, TOKENS } from "./harness.ts";
import { emptyAccount } from "./seed.ts";

const MANY = "9".repeat(40);
const LARGE = "8".repeat(40);
const HUGE = "7".repeat(40);
const NOWHERE = "6".repeat(40);

let system: System;

beforeAll(async () => {
  system = await startSystem();
  await system.load(emptyAccount("many", MANY, { boundaries: Array.from({ length: 251 }, (_, at) => ward(at)) }));
  // 9 MB, which are two answers of v2; and 24 MB, which are more than three.
  await system.load(emptyAccount("large", LARGE, { boundaries: [0, 1, 2, 3, 4, 5].map((at) => drawn(at)) }));
  await system.load(emptyAccount("huge", HUGE, { boundaries: Array.from({ length: 16 }, (_, at) => drawn(at)) }));
  await system.load(emptyAccount("nowhere", NOWHERE, { country: null, boundaries: [drawn(0)] }));
});
afterAll(() => system.close());

/** Level 0 has the last name, so that neither name nor id alone puts them in order. */
function ward(at: number) {
  const level = at === 250 ? 0 : 1 + (at % 3);
  return { osm_id: `R${at}`, name: `Ward ${1000 - at}`, level, parent: null, aliases: [`W${at}`], geometry: null };
}

function drawn(at: number) {
  // As large as a coast, and quicker to import.
  const geometry = { type: "MultiPolygon", coordinates: [], coast: "~".repeat(1_500_000) };
  return { osm_id: `L${at}`, name: `Large ${at}`, level: 1, parent: null, aliases: [], geometry };
}

async function get(path: string, token: string = TOKENS.main): Promise<unknown> {
  const response = await system.fetch(path, { token });
  expect(response.status, path).toBe(200);
  return response.json();
}

async function drawnAt(query: string, token?: string) {
  return readPage(readBoundary)(await get(`/api/v1/boundaries.json${query}`, token), "page");
}

async function aliasedAt(query: string, token?: string) {
  return readPage(readAliasedBoundary)(await get(`/api/v1/boundaries.json${query}`, token), "page");
}

test("each comes with its geometry and its parent's id, by level and name", async () => {
  expect(await drawnAt("")).toEqual({
    count: 2,
    next: null,
    previous: null,
    results: [
      {
        boundary: "171496",
        name: "Rwanda",
        level: 0,
        parent: null,
        geometry: expect.objectContaining({ type: "MultiPolygon" }),
      },
      { boundary: "1708283", name: "Kigali City", level: 1, parent: "171496", geometry: null },
    ],
  });
});

test.each(["?aliases=true", "?aliases=1&page=1"])("aliases come instead: %s", async (query) => {
  const { results } = await aliasedAt(query);
  expect(results).toMatchObject([{ aliases: [] }, { boundary: "1708283", aliases: ["Kigali", "Kigari"] }]);
});

test.each(["?aliases=", "?aliases=false"])("no aliases where none are asked for: %s", async (query) => {
  expect((await drawnAt(query)).count).toBe(2);
});

test("every boundary once over two pages, whose links keep the filter", async () => {
  const first = await aliasedAt("?aliases=1", MANY);
  const second = readPage(readAliasedBoundary)(await get(first.next ?? "", MANY), "page");
  expect([first.count, first.results.length, second.results.length, second.next]).toEqual([251, 250, 1, null]);
  const all = [...first.results, ...second.results].map(({ level, name }) => `${level} ${name}`);
  expect(all).toEqual(all.toSorted());
  expect(new Set(all).size).toBe(251);
  expect(all[0]).toBe("0 Ward 750");
});

test("geometries of more than one answer make one page all the same", async () => {
  const { count, results } = await drawnAt("", LARGE);
  expect([count, results.map(({ boundary }) => boundary)]).toEqual([6, [0, 1, 2, 3, 4, 5].map((at) => `L${at}`)]);
  expect(results.every(({ geometry }) => geometry !== null)).toBe(true);
});

test("400 for a page of geometries that are too large together, which says how to do without", async () => {
  const response = await system.fetch("/api/v1/boundaries.json", { token: HUGE });
  expect([response.status, await response.json()]).toEqual([400, { detail: expect.stringContaining("aliases=1") }]);
  expect((await aliasedAt("?aliases=1", HUGE)).count).toBe(16);
});

test("an account without a country has none, and 404 for its second page", async () => {
  expect(await drawnAt("", NOWHERE)).toMatchObject({ count: 0, results: [] });
  const response = await system.fetch("/api/v1/boundaries.json?page=2", { token: NOWHERE });
  expect([response.status, await response.json()]).toEqual([404, { detail: expect.any(String) }]);
});

test("a surveyor reads them; without suffix they are an empty array; HEAD has no body", async () => {
  expect((await drawnAt("", TOKENS.surveyor)).count).toBe(2);
  expect(await get("/api/v1/boundaries")).toEqual([]);
  const head = await system.fetch("/api/v1/boundaries.json", { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test.each(["POST", "DELETE", "PUT"])("405: %s", async (method) => {
  const response = await system.fetch("/api/v1/boundaries.json", { method });
  expect([response.status, response.headers.get("Allow")]).toEqual([405, "GET"]);
});

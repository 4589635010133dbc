/** An account that was exported and imported is the account it was: nothing is forgotten, bent or doubled. */
import { beforeAll, describe, expect, test } from "vitest";
import { IMPORT_LISTS } from "../../contracts/import.ts";
import * as shapes from "../import/shapes.ts";
import { type Line, exportAll, linesOf, partOf, reimported, rekeyed } from "./exporting.ts";
import { type Stub, done, fresh, imported, ndjson, org, sql } from "./fixture.ts";
import { generated } from "./generated.ts";

const LARGE = { contacts: 2_500, messages: 4_000, runs: 1_200 };
const JOE = "00000000-0000-4000-8000-000000000101";

describe("the sample", () => {
  test.each(["main", "other", "anon", "suspended", "limited"] as const)(
    "account %s comes out as it went in, and again from where that was imported",
    async (key) => {
      const stub = await imported(key);
      const name = (await stub.org())?.key ?? "";
      const { text } = await exportAll(stub);
      expect(linesOf(text)).toEqual(linesOf(`${ndjson({ ...org(key), key: name })}\n`));
      const again = await exportAll(await reimported(text));
      expect(rekeyed(again.text, key)).toBe(rekeyed(text, key));
    },
  );

  test("keeps an account's own limit, and leaves none where there is none", async () => {
    const head = async (key: string) => linesOf((await exportAll(await imported(key))).text)[0];
    expect(await head("limited")).toMatchObject({ list: "org", item: { rate_limit: { limit: 5, window: 2 } } });
    expect(await head("main")).toMatchObject({ list: "org", item: { rate_limit: null } });
  });

  test("is unknown before it was imported", async () => {
    expect((await partOf(fresh().stub, null)).exported).toEqual({ kind: "unknown" });
  });
});

describe("a large account with everything that the format allows", () => {
  const given = generated(LARGE);
  let stub: Stub;
  let text: string;
  beforeAll(async () => {
    stub = await reimported(given);
    ({ text } = await exportAll(stub));
  });

  test("is made of all that shapes allow: each member that may be null is, and is not", () => {
    const lines = linesOf(given);
    const lists = { ...SHAPES, org: shapes.org };
    for (const [list, { shape }] of Object.entries(lists)) {
      const items = lines.filter((line) => line.list === list).map(({ item }) => item);
      expect(items, list).not.toEqual([]);
      for (const [member, type] of Object.entries(shape)) {
        const values = items.map((item) => item[member] ?? null);
        expect(
          values.some((value) => value !== null),
          `${list}.${member} given`,
        ).toBe(true);
        const nullable = list !== "org" && type.safeParse(null).success;
        expect(values.includes(null), `${list}.${member} null`).toBe(nullable);
      }
    }
  });

  test("comes out as it went in", () => {
    expect(canonical(linesOf(text))).toEqual(canonical(linesOf(rekeyed(given, keyOf(text)))));
  });

  test("comes list by list, in the order of the format", () => {
    const order = ["org", ...IMPORT_LISTS.filter((list) => list !== "tokens")];
    const places = linesOf(text).map(({ list }) => order.indexOf(list));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(new Set(places).size).toBe(order.length);
  });

  test("comes out again, byte for byte, from where that was imported", async () => {
    const again = await exportAll(await reimported(text));
    expect(rekeyed(again.text, "x") === rekeyed(text, "x")).toBe(true);
  });

  test.each([
    ["many parts", { rows: 97, characters: 1_000_000 }],
    ["parts of few bytes", { rows: 1_000, characters: 5_000 }],
  ])("is the same in %s", async (_, limits) => {
    const whole = await exportAll(stub, limits);
    expect(whole.parts.length).toBeGreaterThan(80);
    expect(whole.text === text).toBe(true);
  });
});

describe("what the format cannot say directly", () => {
  test("a boundary below a later one, or below itself, keeps its parent", async () => {
    const { text } = await exportAll(await imported());
    const boundary = (osm_id: string, parent: string | null) =>
      `${JSON.stringify({ boundaries: { osm_id, name: osm_id, level: 1, parent, aliases: [], geometry: null } })}\n`;
    const first = [boundary("A", null), boundary("B", "A"), boundary("C", null), boundary("D", "C")];
    const moved = [boundary("A", "D"), boundary("C", "B"), boundary("D", "D")];
    const stub = await reimported([text, ...first, ...moved].join(""));
    const parents = `SELECT b.osm_id AS boundary, p.osm_id AS parent FROM boundaries b
      LEFT JOIN boundaries p ON p.id = b.parent ORDER BY b.id`;
    const stored = await sql(stub, parents);
    expect(stored.slice(-4).map(({ parent }) => parent)).toEqual(["D", "A", "B", "D"]);
    const whole = await exportAll(stub, { rows: 2, characters: 1_000 });
    const again = await reimported(whole.text);
    expect(await sql(again, parents)).toEqual(stored);
    expect(rekeyed((await exportAll(again)).text, "x")).toBe(rekeyed(whole.text, "x"));
  });

  test("a deleted contact is left out, with what belongs to it", async () => {
    const stub = await imported();
    const before = linesOf((await exportAll(stub)).text);
    await done(stub, { do: "contact.delete", target: { uuid: JOE } });
    const { text } = await exportAll(stub);
    expect(text).not.toContain(JOE);
    const others = before.filter(({ item }) => item["uuid"] !== JOE && item["contact"] !== JOE);
    expect(linesOf(text)).toEqual(others);
    expect(others.length).toBeLessThan(before.length - 3);
    expect(linesOf((await exportAll(await reimported(text))).text).slice(1)).toEqual(others.slice(1));
  });
});

const SHAPES = {
  channels: shapes.channel,
  fields: shapes.field,
  groups: shapes.group,
  labels: shapes.label,
  contacts: shapes.contact,
  flows: shapes.flow,
  messages: shapes.message,
  runs: shapes.run,
  channel_events: shapes.channelEvent,
  resthooks: shapes.resthook,
  resthook_events: shapes.resthookEvent,
  boundaries: shapes.boundary,
  campaigns: shapes.campaign,
  campaign_events: shapes.campaignEvent,
};

function keyOf(text: string): string {
  return String(linesOf(text)[0]?.item["key"]);
}

/** Lines as sets: numbered lists come by number, and the groups of a contact or the labels of a message have no order. */
function canonical(lines: readonly Line[]): string[] {
  return lines
    .map(({ list, item }) => {
      const unordered = list === "contacts" ? "groups" : list === "messages" ? "labels" : null;
      const entries = Object.entries(item).map(([member, value]) => [
        member,
        member === unordered ? (value as string[]).toSorted() : value,
      ]);
      return `${list} ${stable(Object.fromEntries(entries))}`;
    })
    .toSorted();
}

/** JSON with sorted members. */
function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${stable(inner)}`).join(",")}}`;
}

/** Goes with store/legacy. */
import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { CountedContactQuery, CountedReads, CountedPage } from "../../contracts/counted.ts";
import { ALL, type Stub, done, fresh, imported, ndjson, org, write } from "./fixture.ts";

const counted = (exports as unknown as { LegacyV1: CountedReads }).LegacyV1;
const [JOE, FRANK, ANN, STAN] = org("main").contacts.map(({ uuid }) => uuid) as [string, string, string, string];
const CUSTOMERS = "00000000-0000-4000-8000-000000000031";
const DEVELOPERS = "00000000-0000-4000-8000-000000000032";
const FRANKS = 1_454_371_200_000_002;

const refs = (page: CountedPage | null) => page?.items.map(({ ref }) => ref);

describe("counted contacts", () => {
  let stub: Stub;
  let name: string;
  let gone: string;
  beforeAll(async () => {
    stub = await imported();
    name = (await stub.org())?.key ?? "";
    await done(stub, { do: "contact.create", set: {} });
    gone = (await stub.contacts({ ...ALL, limit: 1 })).page.items[0]?.uuid ?? "";
    await done(stub, { do: "contact.delete", target: { uuid: gone } });
    await done(stub, { do: "group.create", name: "Testers" });
    await done(stub, { do: "contact.update", target: { uuid: FRANK }, set: { groups: ["Testers"] } });
  });

  test.each<[string, CountedContactQuery, string[]]>([
    ["none", {}, [FRANK, STAN, ANN, JOE]],
    ["several uuids, one twice and one unknown", { uuid: [JOE, ANN, JOE, CUSTOMERS] }, [ANN, JOE]],
    ["an empty list of uuids", { uuid: [] }, []],
    ["several urns", { urns: ["twitter:franky", "tel:+250788123123", "tel:1"] }, [FRANK, JOE]],
    ["phone", { phone: ["+250788123123", "franky"] }, [JOE]],
    ["uuid and urns", { uuid: [JOE, ANN], urns: ["tel:+250788123123", "twitter:franky"] }, [JOE]],
    ["one group", { group: [CUSTOMERS] }, [ANN, JOE]],
    ["an unknown group", { group: [JOE] }, []],
    ["group names in any case", { groupNames: ["testers", "CUSTOMERS"] }, [FRANK, ANN, JOE]],
    ["group and another group's name", { group: [CUSTOMERS], groupNames: ["Testers"] }, []],
    ["group and its own name", { group: [CUSTOMERS, DEVELOPERS], groupNames: ["customers"] }, [ANN, JOE]],
    ["group and before", { group: [CUSTOMERS], before: FRANKS }, [JOE]],
    ["uuid and group", { uuid: [JOE, FRANK], group: [CUSTOMERS] }, [JOE]],
    ["before and after", { before: FRANKS + 86_400_000_001, after: FRANKS }, [ANN]],
    ["uuid and after", { uuid: [JOE, ANN], after: FRANKS }, [ANN]],
    ["deleted and a group", { deleted: true, group: [CUSTOMERS] }, []],
    ["deleted and uuids that are not", { deleted: true, uuid: [JOE] }, []],
  ])("filtered by %s", async (_, filter, expected) => {
    const page = await counted.page(name, "contacts", filter, 1);
    expect([page?.count, refs(page)]).toEqual([expected.length, expected]);
    expect(await counted.page(name, "contacts", filter, 2)).toBeNull();
  });

  test("filtered by deleted", async () => {
    const page = await counted.page(name, "contacts", { deleted: true }, 1);
    expect([page?.count, refs(page)]).toEqual([1, [gone]]);
  });

  test.each([0, -1, 1.5])("have no page %s", async (page) => {
    expect(await counted.page(name, "contacts", {}, page)).toBeNull();
  });

  test("of one instant are sorted by their number, over the edge of pages", async () => {
    const tied = fresh("tied");
    const lines = Array.from({ length: 600 }, (_, index) => {
      const uuid = `00000000-0000-4000-9000-${String(index).padStart(12, "0")}`;
      const groups = index % 2 ? [CUSTOMERS] : [DEVELOPERS];
      return { ...org("main").contacts[0], uuid, groups, urns: [`ext:${index}`] };
    }) as never;
    const account = { ...org("main"), key: tied.name, contacts: lines, messages: [], runs: [], channel_events: [] };
    expect(await tied.stub.importChunk({ importId: "i", chunk: 0, lines: ndjson(account) })).toMatchObject({
      ok: true,
    });
    for (const [filter, total] of [
      [{}, 600],
      [{ group: [CUSTOMERS] }, 300],
      [{ group: [CUSTOMERS, DEVELOPERS] }, 600],
    ] as const) {
      const ids: number[] = [];
      for (let page = 1; ids.length < total; page += 1) {
        const found = await counted.page(tied.name, "contacts", filter, page);
        expect(found?.count).toBe(total);
        ids.push(...(found?.items.map(({ id }) => id) ?? [NaN]));
      }
      expect(ids.length).toBe(total);
      expect(ids).toEqual([...new Set(ids)].toSorted((one, other) => one - other));
    }
  });

  test("of a filter are counted on the first page, and remembered on later ones", async () => {
    const held = fresh("remembered");
    const contacts = Array.from({ length: 300 }, (_, at) => ({
      ...org("main").contacts[0],
      uuid: `00000000-0000-4000-9000-${String(at).padStart(12, "0")}`,
      urns: [`ext:${at}`],
    }));
    const lines = ndjson({
      ...org("main"),
      key: held.name,
      contacts,
      messages: [],
      runs: [],
      channel_events: [],
    } as never);
    expect(await held.stub.importChunk({ importId: "i", chunk: 0, lines })).toMatchObject({ ok: true });
    const count = async (query: CountedContactQuery, page: number) =>
      (await counted.page(held.name, "contacts", query, page))?.count;
    expect([await count({ after: 1 }, 1), await count({}, 1)]).toEqual([300, 300]);
    await done(held.stub, { do: "contact.delete", target: { uuid: contacts[0]?.uuid ?? "" } });
    expect([await count({ after: 1 }, 2), await count({}, 2)]).toEqual([300, 299]);
    expect([await count({ after: 1 }, 1), await count({ after: 1 }, 2)]).toEqual([299, 299]);
  });

  test("follow what is written", async () => {
    const before = await counted.page(name, "contacts", {}, 1);
    await write(stub, { do: "contact.create", set: { groups: ["Customers"] } });
    expect((await counted.page(name, "contacts", {}, 1))?.count).toBe((before?.count ?? NaN) + 1);
    expect((await counted.page(name, "contacts", { group: [CUSTOMERS] }, 1))?.count).toBe(3);
  });
});

describe("counted groups and fields", () => {
  let name: string;
  beforeAll(async () => {
    const stub = await imported();
    name = (await stub.org())?.key ?? "";
    await done(stub, { do: "group.create", name: "Élèves 100%" });
  });

  test("groups come newest first, with the number they have", async () => {
    const page = await counted.page(name, "groups", {}, 1);
    expect(page).toMatchObject({ count: 3, items: [{}, { id: 32, ref: DEVELOPERS }, { id: 31, ref: CUSTOMERS }] });
  });

  test.each([
    [{ name: "ER" }, 2],
    [{ name: "élÈV" }, 1],
    [{ name: "0%" }, 1],
    [{ name: "%" }, 1],
    [{ name: "x".repeat(60) }, 0],
    [{ uuid: [CUSTOMERS, JOE] }, 1],
    [{ uuid: [CUSTOMERS], name: "dev" }, 0],
  ])("groups filtered by %o are %i", async (filter, count) => {
    const page = await counted.page(name, "groups", filter, 1);
    expect([page?.count, page?.items.length]).toEqual([count, count]);
    expect(await counted.page(name, "groups", filter, 2)).toBeNull();
  });

  test("fields come oldest first, filtered by a part of the key", async () => {
    expect(refs(await counted.page(name, "fields", {}, 1))).toEqual(["nickname", "registered"]);
    expect(refs(await counted.page(name, "fields", { key: "name" }, 1))).toEqual(["nickname"]);
    expect(await counted.page(name, "fields", { key: "NAME" }, 1)).toEqual({ count: 0, items: [] });
  });

  test("a field that has the whole key is found alone, however many have it as a part", async () => {
    const stub = await imported();
    const account = (await stub.org())?.key ?? "";
    const made = Array.from({ length: 251 }, (_, at) => `a${at}_z`);
    for (const key of [...made, "z"]) await done(stub, { do: "field.create", key, label: key, valueType: "text" });
    expect((await counted.page(account, "fields", { key: "_z" }, 1))?.count).toBe(251);
    const page = await counted.page(account, "fields", { key: "z" }, 1);
    expect([page?.count, refs(page)]).toEqual([1, ["z"]]);
  });

  test("an account without data has empty lists", async () => {
    const { name: empty } = fresh("empty");
    expect(await counted.page(empty, "contacts", {}, 1)).toEqual({ count: 0, items: [] });
    expect(await counted.page(empty, "groups", {}, 1)).toEqual({ count: 0, items: [] });
  });
});

test("an object answers no operation that no module has", async () => {
  const { stub } = fresh();
  await expect(async () => stub.ask("counted", "toString", {})).rejects.toThrow(/has no "toString"/);
  await expect(async () => stub.ask("constructor", "name", {})).rejects.toThrow(/has no "name"/);
});

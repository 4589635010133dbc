import { runInDurableObject } from "cloudflare:test";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { ContactQuery, Position } from "../../contracts/account.ts";
import { contactPage } from "../read/contacts.ts";
import { ALL, type Stub, done, fresh, imported, ndjson, org, sql, watched, write } from "./fixture.ts";

const [JOE, FRANK, ANN, STAN] = org("main").contacts.map(({ uuid }) => uuid) as [string, string, string, string];
const CUSTOMERS = "00000000-0000-4000-8000-000000000031";
const UNKNOWN = "00000000-0000-4000-8000-00000000dead";
const FRANKS = 1_454_371_200_000_002;

describe("filters", () => {
  let stub: Stub;
  beforeAll(async () => {
    stub = await imported();
    await done(stub, { do: "contact.create", set: { name: "Gone" } });
    const [gone] = (await stub.contacts({ ...ALL, limit: 1 })).page.items;
    await done(stub, { do: "contact.delete", target: { uuid: gone?.uuid ?? "" } });
  });

  test.each<[string, Partial<ContactQuery>, string[]]>([
    ["none: all that are not deleted, blocked and stopped ones too", {}, [STAN, ANN, FRANK, JOE]],
    ["uuid", { uuid: ANN }, [ANN]],
    ["unknown uuid", { uuid: UNKNOWN }, []],
    ["urn", { urn: "twitter:franky" }, [FRANK]],
    ["unknown urn", { urn: "twitter:nobody" }, []],
    ["group by uuid", { group: CUSTOMERS }, [ANN, JOE]],
    ["group by exact name", { group: "Customers" }, [ANN, JOE]],
    ["group by a name in another case", { group: "customers" }, []],
    ["unknown group", { group: UNKNOWN }, []],
    ["before, inclusive", { before: FRANKS }, [FRANK, JOE]],
    ["after, inclusive", { after: FRANKS }, [STAN, ANN, FRANK]],
    ["before and after", { before: FRANKS, after: FRANKS }, [FRANK]],
    ["before lies before after", { before: 1, after: 2 }, []],
    ["group and before", { group: CUSTOMERS, before: FRANKS }, [JOE]],
    ["uuid and its group", { uuid: JOE, group: CUSTOMERS }, [JOE]],
    ["uuid and another group", { uuid: FRANK, group: CUSTOMERS }, []],
    ["uuid and its urn", { uuid: FRANK, urn: "twitter:franky" }, [FRANK]],
    ["uuid and another urn", { uuid: JOE, urn: "twitter:franky" }, []],
    ["urn, group and after", { urn: "tel:+250788000001", group: "Customers", after: FRANKS }, [ANN]],
    ["uuid and a before it is not in", { uuid: STAN, before: FRANKS }, []],
    ["deleted and a uuid that is not", { deleted: true, uuid: JOE }, []],
    ["deleted and a group", { deleted: true, group: CUSTOMERS }, []],
    ["deleted and a urn", { deleted: true, urn: "twitter:franky" }, []],
  ])("%s", async (_, filter, expected) => {
    const { page } = await stub.contacts({ ...ALL, ...filter });
    expect(page.items.map(({ uuid }) => uuid)).toEqual(expected);
    expect([page.next, page.previous]).toEqual([null, null]);
  });

  test("deleted: only the deleted ones", async () => {
    const { page } = await stub.contacts({ ...ALL, deleted: true });
    expect(page.items.map(({ deleted, name }) => [deleted, name])).toEqual([[true, null]]);
  });

  test("by UUID, in the order asked for, without unknown and deleted ones", async () => {
    const [gone] = (await stub.contacts({ ...ALL, deleted: true })).page.items;
    const { items, account } = await stub.contactsByUuid([STAN, UNKNOWN, gone?.uuid ?? "", JOE]);
    expect(items.map(({ uuid }) => uuid)).toEqual([STAN, JOE]);
    expect(account.name).toBe("Nyaruka");
  });

  test("of another account find nothing here", async () => {
    const { page } = await stub.contacts({ ...ALL, uuid: "00000000-0000-4000-8000-000000000201" });
    expect(page.items).toEqual([]);
  });
});

/** When the sample's first contact was modified. */
const TIE = 1_454_284_800_000_001;

/** An account of `count` contacts with two URNs and a group each, all of one instant. */
async function large(count: number): Promise<Stub> {
  const { stub, name } = fresh("large");
  const base = { ...org("main"), key: name, contacts: [], messages: [], runs: [], channel_events: [] };
  await stub.importChunk({ importId: "i", chunk: 0, lines: ndjson(base) });
  for (let from = 0, chunk = 1; from < count; from += 1000, chunk += 1) {
    const lines = Array.from({ length: Math.min(1000, count - from) }, (_, index) => {
      const number = String(from + index).padStart(12, "0");
      const item = { ...org("main").contacts[0], uuid: `00000000-0000-4000-9000-${number}` };
      return JSON.stringify({ contacts: { ...item, urns: [`tel:+1${number}`, `ext:${number}`] } });
    });
    const result = await stub.importChunk({ importId: "i", chunk, lines: lines.join("\n") });
    expect(result).toMatchObject({ ok: true });
  }
  return stub;
}

describe("what a page costs", () => {
  test("is at most 8 rows a contact, wherever it is, however large the table and the tie", async () => {
    const costs: number[][] = [];
    for (const count of [600, 3000]) {
      const stub = await large(count);
      const middle = { at: TIE, id: count / 2, back: false };
      const queries: ContactQuery[] = [
        { limit: 250, from: null },
        { limit: 250, from: middle },
        { limit: 250, from: { ...middle, back: true } },
        { limit: 250, from: middle, group: CUSTOMERS },
        { limit: 250, from: middle, before: TIE, after: TIE },
        { limit: 250, from: null, urn: "tel:+1000000000007", group: CUSTOMERS },
      ];
      costs.push(
        await runInDurableObject(stub, (_, { storage }) =>
          queries.map((query) => {
            const db = watched(storage.sql);
            const { items } = contactPage(db, query);
            expect(items.length).toBe(query.urn === undefined ? 250 : 1);
            return db.rowsRead;
          }),
        ),
      );
    }
    const [small = [], big] = costs;
    expect(big).toEqual(small);
    for (const cost of small.slice(0, 5)) expect(cost).toBeLessThanOrEqual(250 * 8);
    expect(small[5]).toBeLessThanOrEqual(20);
  });
});

describe("paging while others write", () => {
  test("visits every contact that is not modified exactly once", async () => {
    const stub = await large(24);
    const uuids = (await stub.contacts(ALL)).page.items.map(({ uuid }) => uuid);
    const plan = fc.record({
      limit: fc.integer({ min: 1, max: 6 }),
      group: fc.boolean(),
      touched: fc.array(fc.nat(uuids.length - 1), { maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ limit, group, touched }) => {
        const seen: string[] = [];
        const modified = new Set<string>();
        let from: Position | null = null;
        for (let round = 0; ; round += 1) {
          const { page } = await stub.contacts({ limit, from, ...(group && { group: CUSTOMERS }) });
          seen.push(...page.items.map(({ uuid }) => uuid));
          if (page.next === null) break;
          from = page.next;
          const uuid = uuids[touched[round] ?? -1];
          if (uuid === undefined) continue;
          modified.add(uuid);
          await write(stub, { do: "contact.update", target: { uuid }, set: { name: `Touched ${round}` } });
        }
        const untouched = uuids.filter((uuid) => !modified.has(uuid));
        for (const uuid of untouched) expect(seen.filter((one) => one === uuid)).toEqual([uuid]);
      }),
      { numRuns: 40 },
    );
  });
});

describe("an object without an account", () => {
  test("has no settings, and says what to do instead of answering about contacts", async () => {
    const { stub } = fresh("empty");
    expect(await stub.org()).toBeNull();
    await expect(async () => stub.contacts(ALL)).rejects.toThrow(/import it first/);
    expect((await stub.groups(ALL)).items).toEqual([]);
  });

  test("takes at most 250 identifiers at once", async () => {
    const stub = await imported();
    const many = Array.from({ length: 251 }, () => JOE);
    await expect(async () => stub.contactsByUuid(many)).rejects.toThrow(/At most 250/);
    expect(await sql(stub, "SELECT COUNT(*) AS count FROM contacts")).toEqual([{ count: 4 }]);
  });
});

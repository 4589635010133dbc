/**
 * No query of a request may read more than its answer: each statement that reads, commands included,
 * is shown to SQLite's planner, which must neither scan nor sort.
 */
import { around } from "../read/around.ts";
import { beforeAll, describe, expect, test } from "vitest";
import type { Command, ContactQuery } from "../../contracts/account.ts";
import { importNext } from "../import/chunk.ts";
import { context } from "../read/account.ts";
import { contactsByUuid } from "../read/contact_row.ts";
import { contactPage } from "../read/contacts.ts";
import { fieldPage, fieldsByKey } from "../read/fields.ts";
import { groupPage, groupsByUuid } from "../read/groups.ts";
import { runCommands } from "../write/run.ts";
import { ACTOR, type Stub, imported, org } from "./fixture.ts";
import { faults, placesAt, plansOf, writerOn } from "./planned.ts";

const JOE = "00000000-0000-4000-8000-000000000101";
const CUSTOMERS = "00000000-0000-4000-8000-000000000031";
let stub: Stub;
beforeAll(async () => {
  stub = await imported();
});

const PLACES = placesAt(1_454_371_200_000_002, 2);
const FILTERS: Omit<ContactQuery, "limit" | "from">[] = [];
for (const uuid of [undefined, JOE]) {
  for (const urn of [undefined, "tel:+250788123123"]) {
    for (const group of [undefined, CUSTOMERS, "Customers"]) {
      for (const deleted of [undefined, true]) {
        for (const bounds of [
          {},
          { before: 1_600_000_000_000_000 },
          { after: 1 },
          { before: 1_600_000_000_000_000, after: 1 },
        ]) {
          FILTERS.push({
            ...bounds,
            ...(uuid && { uuid }),
            ...(urn && { urn }),
            ...(group && { group }),
            ...(deleted && { deleted }),
          });
        }
      }
    }
  }
}

describe("a page of contacts", () => {
  test.each(PLACES)("from %o walks one index, whatever the filters", async (from) => {
    const plans = await plansOf(stub, (db) => {
      for (const filter of FILTERS) contactPage(db, { ...filter, limit: 250, from });
    });
    expect(plans.length).toBeGreaterThan(20);
    for (const { sql, plan } of plans) expect(faults(plan, null), `${sql}\n${plan.join("\n")}`).toEqual([]);
  });

  test("finds its place inside a tie by the index", async () => {
    const plans = await plansOf(stub, (db) => {
      contactPage(db, { limit: 250, from: { at: 1, id: 2, back: false } });
      contactPage(db, { limit: 250, from: { at: 1, id: 2, back: true }, group: CUSTOMERS });
    });
    const walks = plans.flatMap(({ plan }) => plan.filter((line) => /contacts_page|memberships_page/.test(line)));
    expect(walks.filter((line) => /modified_on=\? AND (rowid|contact)[<>]\?/.test(line)).length).toBe(4);
  });
});

describe("other reads", () => {
  test("groups, fields and objects by identifier walk their index", async () => {
    const plans = await plansOf(stub, (db) => {
      for (const from of PLACES) {
        groupPage(db, { limit: 250, from });
        groupPage(db, { limit: 250, from, uuid: CUSTOMERS });
        groupPage(db, { limit: 250, from, name: "customers" });
        fieldPage(db, { limit: 250, from });
        fieldPage(db, { limit: 250, from, key: "nickname" });
      }
      contactsByUuid(db, [JOE]);
      groupsByUuid(db, [CUSTOMERS]);
      fieldsByKey(db, ["nickname"]);
      around(db, "RW", { urns: ["tel:0788123123"], groupNames: ["Customers"], channel: 11 });
      importNext(db, "first");
      context(db).get();
    });
    const lists = /^SCAN (g|f) USING INDEX (groups|fields)_page$/;
    for (const { sql, plan } of plans) expect(faults(plan, lists), `${sql}\n${plan.join("\n")}`).toEqual([]);
  });
});

describe("commands", () => {
  const commands: Command[] = [
    { do: "group.create", name: "Planned" },
    { do: "group.update", uuid: CUSTOMERS, name: "Clients" },
    { do: "field.create", key: "planned", label: "Planned", valueType: "text" },
    { do: "field.update", key: "planned", label: "Planned too", valueType: "text" },
    { do: "contact.create", set: { urns: ["tel:+250788999999"], groups: ["Planned"], fields: { planned: "x" } } },
    {
      do: "contact.update",
      target: { urn: "twitter:franky" },
      set: { name: "F", language: "eng", groups: ["Planned"] },
    },
    {
      do: "contact.update",
      target: { uuid: JOE },
      set: { urns: ["twitter:franky"], groups: [], fields: { nickname: "J" } },
    },
    { do: "contact.delete", target: { uuid: JOE } },
    { do: "group.delete", uuid: CUSTOMERS },
  ];

  test("find every row they touch by an index", async () => {
    expect(org("main").messages.some(({ contact }) => contact === JOE)).toBe(true);
    const plans = await plansOf(stub, (db, storage) => {
      expect(runCommands(writerOn(db, storage), ACTOR, commands, { dryRun: true })).toMatchObject({ ok: true });
    });
    expect(plans.length).toBeGreaterThan(25);
    const allFields = /^SCAN f USING INDEX fields_page$/;
    for (const { sql, plan } of plans) expect(faults(plan, allFields), `${sql}\n${plan.join("\n")}`).toEqual([]);
  });
});

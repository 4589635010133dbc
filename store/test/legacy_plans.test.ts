/** What counted lists read, as SQLite's planner sees it: they must neither scan nor sort more than ties. */
import { beforeAll, expect, test } from "vitest";
import { countedContacts } from "../legacy/v1_contacts.ts";
import { type Stub, imported } from "./fixture.ts";
import { faults, plansOf } from "./planned.ts";

const JOE = "00000000-0000-4000-8000-000000000101";
const CUSTOMERS = "00000000-0000-4000-8000-000000000031";
let stub: Stub;
beforeAll(async () => {
  stub = await imported();
});

test("counted contacts sort within ties of one instant at most", async () => {
  const plans = await plansOf(stub, (db) => {
    const page = 1;
    countedContacts(db, {}, page);
    countedContacts(db, { deleted: true, before: 9, after: 1 }, page);
    const named = { uuid: [JOE], urns: ["tel:+250788123123"], phone: ["+250788123123"], group: [CUSTOMERS] };
    countedContacts(db, named, page);
    countedContacts(db, { group: [CUSTOMERS] }, page);
    countedContacts(db, { group: [CUSTOMERS], groupNames: ["customers"], before: 9e15 }, page);
  });
  for (const { sql, plan } of plans) {
    const whole = plan.filter((line) => line !== "USE TEMP B-TREE FOR LAST TERM OF ORDER BY");
    expect(faults(whole, null), `${sql}\n${plan.join("\n")}`).toEqual([]);
  }
});

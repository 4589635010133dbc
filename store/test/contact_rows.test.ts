/**
 * A contact's row repeats its URNs, its groups and the flow that it is in, so that a page of contacts need not look for
 * them: they equal a look, whatever was written, and by whom.
 */
import { runInDurableObject } from "cloudflare:test";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { migrate } from "../migrate.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import { ANN, CUSTOMERS, FRANK, JOE, stepwise } from "./crowd.ts";
import { ACTOR, type Stub, contactOf, done, imported, ndjson, org, sql } from "./fixture.ts";

const LOOKED_UP = `
  (SELECT json_group_array(urn) FROM (SELECT urn FROM urns WHERE contact = c.id ORDER BY position)) AS urns,
  (SELECT json_group_array(group_id) FROM (SELECT group_id FROM memberships WHERE contact = c.id ORDER BY group_id)) AS groups,
  (SELECT flow FROM runs WHERE contact = c.id AND exited_on IS NULL ORDER BY id DESC LIMIT 1) AS flow`;

const SURVEY = "00000000-0000-4000-8000-000000000022";

type Rows = { id: number; urns: string; groups: string; flow: number | null }[];

async function expectTrue(stub: Stub): Promise<Rows> {
  const kept = await sql<Rows[number]>(stub, "SELECT id, urns, groups, flow FROM contacts ORDER BY id");
  expect(kept).toEqual(await sql(stub, `SELECT id, ${LOOKED_UP} FROM contacts c ORDER BY id`));
  return kept;
}

describe("a contact's row says what the tables say", () => {
  test("after an import, and after one that takes URNs and groups away", async () => {
    const stub = await imported();
    const before = await expectTrue(stub);
    expect(before.some(({ flow }) => flow !== null)).toBe(true);
    const name = (await stub.org())?.key ?? "";
    const contacts = org("main").contacts.map((contact) => ({ ...contact, urns: contact.urns.slice(1), groups: [] }));
    const lines = ndjson({ ...org("main"), key: name, contacts } as never);
    expect(await stub.importChunk({ importId: "again", chunk: 0, lines })).toMatchObject({ ok: true });
    expect((await expectTrue(stub)).map(({ groups }) => groups)).toEqual(before.map(() => "[]"));
  });

  test("of both contacts when a URN moves from one to the other", async () => {
    const stub = await imported();
    const { contact: taker } = await contactOf(stub, { do: "contact.create", set: {} });
    const [urn = ""] = (await stub.contactsByUuid([JOE])).items[0]?.urns ?? [];
    const urns = ["twitter:first", urn];
    await done(stub, { do: "contact.update", target: { uuid: taker.uuid }, set: { urns } });
    await expectTrue(stub);
    const { items } = await stub.contactsByUuid([taker.uuid, JOE]);
    expect(items[0]?.urns).toEqual(urns);
    expect(items[1]?.urns).not.toContain(urn);
  });

  test("after runs begin and end, and groups and contacts go", async () => {
    const stub = await imported();
    await stepwise(stub, async (object, steps) => {
      const begun = await object.write(ACTOR, [
        { do: "group.create", name: "Late" },
        { do: "contact.update", target: { uuid: FRANK }, set: { groups: ["Late", "Customers"] } },
        {
          do: "start.create",
          flow: SURVEY,
          to: { contacts: [JOE, FRANK, ANN].map((uuid) => ({ uuid })) },
          restartParticipants: true,
          excludeActive: false,
          extra: null,
        },
      ]);
      expect(begun.ok).toBe(true);
      while (steps.waiting() > 0) await steps.step();
      expect(steps.number("SELECT count(*) FROM contacts WHERE flow IS NOT NULL")).toBe(3);
    });
    await expectTrue(stub);
    await done(stub, { do: "contact.act", contacts: [{ uuid: ANN }], act: { kind: "interrupt" } });
    expect((await expectTrue(stub)).filter(({ flow }) => flow !== null)).toHaveLength(2);
    await done(stub, { do: "group.delete", uuid: CUSTOMERS.uuid });
    await done(stub, { do: "contact.delete", target: { uuid: JOE } });
    expect((await expectTrue(stub)).filter(({ flow }) => flow !== null)).toHaveLength(1);
  });
});

/** Whatever code writes the tables: contacts 1 to 4 of the sample, its flows and its groups. */
const contact = fc.integer({ min: 1, max: 4 });
const group = fc.constantFrom(31, 32);
const flow = fc.constantFrom(1001, 1002);
const run = fc.nat({ max: 9 });
const STEPS: readonly (readonly [sql: string, values: fc.Arbitrary<(number | string)[]>])[] = [
  [
    `INSERT INTO urns (urn, contact, position) VALUES (?1, ?2, ?3)
      ON CONFLICT (urn) DO UPDATE SET contact = ?2, position = ?3`,
    fc.tuple(fc.constantFrom("tel:+1", "tel:+2", "tel:+3", "tel:+4"), contact, fc.nat({ max: 3 })),
  ],
  ["DELETE FROM urns WHERE contact = ?", fc.tuple(contact)],
  ["UPDATE urns SET position = position + 1 WHERE contact = ?", fc.tuple(contact)],
  ["INSERT OR IGNORE INTO memberships (contact, group_id, modified_on) VALUES (?, ?, 1)", fc.tuple(contact, group)],
  ["DELETE FROM memberships WHERE contact = ? AND group_id = ?", fc.tuple(contact, group)],
  ["DELETE FROM memberships WHERE group_id = ?", fc.tuple(group)],
  [
    `INSERT INTO runs (id, uuid, flow, contact, responded, path, results, created_on, modified_on)
      VALUES (?1 + 90000, 'run ' || ?1, ?2, ?3, 0, '[]', '{}', 1, 1)
      ON CONFLICT (uuid) DO UPDATE SET flow = ?2, contact = ?3, exited_on = NULL, exit_type = NULL`,
    fc.tuple(run, flow, contact),
  ],
  ["UPDATE runs SET exited_on = 1, exit_type = 'expired' WHERE id = ? + 90000", fc.tuple(run)],
  ["DELETE FROM runs WHERE id = ? + 90000", fc.tuple(run)],
  ["DELETE FROM runs WHERE contact = ?", fc.tuple(contact)],
];

test("whatever is written to the tables, in whatever order", async () => {
  const stub = await imported();
  const steps = STEPS.map(([statement, values]) => values.map((given) => ({ statement, given })));
  await runInDurableObject(stub, (_, { storage: { sql: db } }) => {
    const wrong = `SELECT id FROM (SELECT c.id, c.urns = l.urns AND c.groups = l.groups AND c.flow IS l.flow AS fine
      FROM contacts c JOIN (SELECT id, ${LOOKED_UP} FROM contacts c) l ON l.id = c.id) WHERE fine = 0`;
    const property = fc.property(fc.array(fc.oneof(...steps), { minLength: 5, maxLength: 60 }), (sequence) => {
      for (const { statement, given } of sequence) db.exec(statement, ...given);
      expect(db.exec(wrong).toArray()).toEqual([]);
    });
    fc.assert(property, { numRuns: 100 });
  });
});

test("an account from before finds its contacts' URNs, groups and flows in their rows when it wakes on this build", async () => {
  const stub = await imported();
  await runInDurableObject(stub, (_, { storage }) => {
    const rows = () => storage.sql.exec("SELECT id, urns, groups, flow FROM contacts ORDER BY id").toArray();
    const before = rows();
    undo(storage);
    expect(() => rows()).toThrow("no such column");
    migrate(storage, MIGRATIONS);
    expect(rows()).toEqual(before);
  });
});

/** Takes the step back, as if the account had never woken on a build that has it. */
function undo({ sql: db }: DurableObjectStorage): void {
  const step = MIGRATIONS.find(({ name }) => name === "0013_contact_rows")?.sql ?? "";
  for (const [, trigger = ""] of step.matchAll(/CREATE TRIGGER (\w+)/g)) db.exec(`DROP TRIGGER ${trigger}`);
  for (const column of ["urns", "groups", "flow"]) db.exec(`ALTER TABLE contacts DROP COLUMN ${column}`);
  db.exec("DELETE FROM migrations WHERE name = '0013_contact_rows'");
}

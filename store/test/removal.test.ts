/** Groups and labels that very many rows name: gone for everybody at once, and their rows in steps. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { beforeEach, expect, test } from "vitest";
import { CUSTOMERS, crowd, stepwise } from "./crowd.ts";
import { exportAll } from "./exporting.ts";
import { ACTOR, ALL, type Stub, done, imported, org, sql, write } from "./fixture.ts";

const MEMBERS = 2_500;
const LABEL = org("main").labels[0] as { uuid: string; name: string };

let stub: Stub;
beforeEach(async () => {
  stub = await imported();
  await crowd(stub, MEMBERS);
});

/** Labels a message of each of the crowd. */
async function labelMany(): Promise<void> {
  await runInDurableObject(stub, (_, { storage: { sql: db } }) => {
    db.exec(
      `INSERT INTO messages (contact, direction, type, status, visibility, text, created_on)
        SELECT id, 'in', 'inbox', 'handled', 'visible', 'Hi', created_on FROM contacts WHERE uuid LIKE '10000000%'`,
    );
    db.exec(
      `INSERT OR IGNORE INTO labelled_messages (message, label, visible, created_on)
        SELECT m.id, (SELECT id FROM labels WHERE uuid = ?), 1, m.created_on FROM messages m WHERE m.text = 'Hi'`,
      LABEL.uuid,
    );
  });
}

async function groupsOf(uuid: string): Promise<readonly string[]> {
  const [contact] = (await stub.contactsByUuid([uuid])).items;
  return contact?.groups.map((group) => group.uuid) ?? [];
}

test("a group is found nowhere before its members have left it", async () => {
  const member = "10000000-0000-4000-8000-000000000001";
  expect(await groupsOf(member)).toEqual([CUSTOMERS.uuid]);
  await stepwise(stub, async (object, steps) => {
    expect(await object.write(ACTOR, [{ do: "group.delete", uuid: CUSTOMERS.uuid }])).toMatchObject({ ok: true });
    expect(steps.waiting()).toBe(1);
    expect(steps.number("SELECT count(*) FROM memberships")).toBeGreaterThan(MEMBERS - 1_100);
  });
  expect((await stub.groups(ALL)).items.map(({ uuid }) => uuid)).not.toContain(CUSTOMERS.uuid);
  expect(await stub.groupsByUuid([CUSTOMERS.uuid])).toEqual([]);
  expect((await stub.contacts({ ...ALL, group: CUSTOMERS.uuid })).page.items).toEqual([]);
  expect(await groupsOf(member)).toEqual([]);
  expect(await write(stub, { do: "group.delete", uuid: CUSTOMERS.uuid })).toMatchObject({ ok: false, why: "missing" });
  const { text } = await exportAll(stub);
  expect(text).not.toMatch(/"removed |00000000-0000-4000-8000-000000000031/);
});

test("its name is free at once, and the rows go in steps that an eviction does not lose", async () => {
  await done(stub, { do: "group.delete", uuid: CUSTOMERS.uuid });
  await done(stub, { do: "group.create", name: "Customers" });
  await evictDurableObject(stub);
  await stepwise(stub, async (_, steps) => {
    const left = () => steps.number("SELECT count(*) FROM memberships WHERE group_id = ?", CUSTOMERS.id);
    for (let before = left(); steps.waiting() > 0; before = left()) {
      await steps.step();
      expect(before - left()).toBeLessThanOrEqual(1_000);
    }
    expect(left()).toBe(0);
    expect(steps.rows("SELECT name, count FROM groups WHERE name = 'Customers' OR removed = 1")).toEqual([
      { name: "Customers", count: 0 },
    ]);
  });
});

test("a group of few goes with its members, and nothing is owed", async () => {
  const [, { uuid }] = org("main").groups as [unknown, { uuid: string }];
  await done(stub, { do: "group.delete", uuid });
  expect(await sql(stub, "SELECT 1 FROM groups WHERE uuid = ? OR removed = 1", uuid)).toEqual([]);
  expect(await sql(stub, "SELECT 1 FROM tasks")).toEqual([]);
});

test("a label is on no message any more, before it has left them", async () => {
  await labelMany();
  await stepwise(stub, async (object, steps) => {
    expect(await object.write(ACTOR, [{ do: "label.delete", uuid: LABEL.uuid }])).toMatchObject({ ok: true });
    expect(steps.waiting()).toBe(1);
    expect((await object.labels(ALL)).items.map(({ uuid }) => uuid)).not.toContain(LABEL.uuid);
    const { items } = (await object.messages(ALL)).page;
    expect(items).toHaveLength(250);
    expect(items.flatMap(({ labels }) => labels.map(({ uuid }) => uuid))).not.toContain(LABEL.uuid);
    while (steps.waiting() > 0) await steps.step();
    expect(steps.number("SELECT count(*) FROM labels WHERE removed = 1")).toBe(0);
    expect(
      steps.number(
        "SELECT count(*) FROM labelled_messages x WHERE NOT EXISTS (SELECT 1 FROM labels WHERE id = x.label)",
      ),
    ).toBe(0);
  });
});

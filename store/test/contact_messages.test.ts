/** Contacts with very many messages, archived or deleted: the latest at once, the rest in steps, and nobody waits. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { beforeEach, expect, test } from "vitest";
import { ANN, JOE, stepwise } from "./crowd.ts";
import { ACTOR, ALL, type Stub, done, imported, ndjson, org, sql } from "./fixture.ts";

const MANY = 2_500;
const LATEST = 100;
const LABEL = org("main").labels[0] as { uuid: string };

let stub: Stub;
beforeEach(async () => {
  stub = await imported();
  await runInDurableObject(stub, (_, { storage: { sql: db } }) => {
    const numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)";
    for (const direction of ["in", "out"]) {
      db.exec(
        `INSERT INTO messages (contact, direction, type, status, visibility, text, created_on)
          ${numbers} SELECT c.id, ?3, 'inbox', ?4, 'visible', 'Very private', 1800000000000000 + i
            FROM n, contacts c WHERE c.uuid = ?1`,
        JOE,
        direction === "in" ? MANY : 10,
        direction,
        direction === "in" ? "handled" : "sent",
      );
    }
    db.exec(
      `INSERT INTO labelled_messages (message, label, visible, created_on)
        SELECT m.id, (SELECT id FROM labels WHERE uuid = ?), 1, m.created_on FROM messages m WHERE text = 'Very private'`,
      LABEL.uuid,
    );
  });
});

const archive = (uuid = JOE) => ({ do: "contact.act", contacts: [{ uuid }], act: { kind: "archive" } }) as const;
const PRIVATE = "SELECT count(*) FROM messages WHERE text = 'Very private'";

test("archived: the latest with the command, the rest in steps that an eviction does not lose", async () => {
  const visible = `${PRIVATE} AND direction = 'in' AND visibility = 'visible'`;
  await stepwise(stub, async (object, steps) => {
    expect(await object.write(ACTOR, [archive()])).toMatchObject({ ok: true });
    expect(steps.number(visible)).toBe(MANY - LATEST);
    const newest = `SELECT max(created_on) FROM messages WHERE visibility = 'visible' AND direction = 'in' AND contact = (SELECT id FROM contacts WHERE uuid = '${JOE}')`;
    expect(steps.number(newest)).toBe(1_800_000_000_000_000 + MANY - LATEST);
  });
  await evictDurableObject(stub);
  await stepwise(stub, async (object, steps) => {
    for (let before = steps.number(visible); steps.waiting() > 0; before = steps.number(visible)) {
      await steps.step();
      expect(before - steps.number(visible)).toBeLessThanOrEqual(1_000);
    }
    expect(steps.number(visible)).toBe(0);
    expect(steps.number(`${PRIVATE} AND direction = 'out' AND visibility = 'visible'`)).toBe(10);
    const labelled = `SELECT count(*) FROM labelled_messages x JOIN labels l ON l.id = x.label WHERE l.uuid = ? AND x.visible = 1`;
    expect(steps.number("SELECT count FROM labels WHERE uuid = ?", LABEL.uuid)).toBe(
      steps.number(labelled, LABEL.uuid),
    );
    expect((await object.events({ ...ALL, object: JOE })).items).toHaveLength(1);
  });
});

test("what comes in afterwards is not archived with the rest", async () => {
  await stepwise(stub, async (object, steps) => {
    expect(await object.write(ACTOR, [archive()])).toMatchObject({ ok: true });
    steps.rows(
      `INSERT INTO messages (contact, direction, type, status, visibility, text, created_on)
        SELECT id, 'in', 'inbox', 'handled', 'visible', 'New', 1900000000000000 FROM contacts WHERE uuid = ?`,
      JOE,
    );
    while (steps.waiting() > 0) await steps.step();
    expect(
      steps.rows(
        `SELECT text FROM messages WHERE contact = (SELECT id FROM contacts WHERE uuid = '${JOE}') AND direction = 'in' AND visibility = 'visible'`,
      ),
    ).toEqual([{ text: "New" }]);
  });
});

test("a deleted contact is gone at once, and its messages lose their text in steps", async () => {
  await stepwise(stub, async (object, steps) => {
    expect(await object.write(ACTOR, [{ do: "contact.delete", target: { uuid: JOE } }])).toMatchObject({ ok: true });
    expect((await object.contacts({ ...ALL, uuid: JOE })).page.items).toEqual([]);
    expect(steps.number(PRIVATE)).toBe(MANY + 10 - LATEST);
    while (steps.waiting() > 0) await steps.step();
    expect(steps.number(PRIVATE)).toBe(0);
    expect(
      steps.number(
        `SELECT count(*) FROM messages WHERE contact = (SELECT id FROM contacts WHERE uuid = '${JOE}') AND visibility <> 'deleted'`,
      ),
    ).toBe(0);
    expect(
      steps.number(
        `SELECT count(*) FROM labelled_messages x JOIN messages m ON m.id = x.message WHERE m.contact = (SELECT id FROM contacts WHERE uuid = '${JOE}')`,
      ),
    ).toBe(0);
    expect(steps.number("SELECT value FROM totals WHERE name = 'messages'")).toBe(
      steps.number("SELECT count(*) FROM messages WHERE visibility <> 'deleted'"),
    );
  });
});

test("one that an import brings back before that keeps what the steps had not come to", async () => {
  await stepwise(stub, async (object, steps) => {
    await object.write(ACTOR, [{ do: "contact.delete", target: { uuid: JOE } }]);
    const key = (await object.org())?.key ?? "";
    const lines = ndjson({ ...org("main"), key });
    expect(await object.importChunk({ importId: "again", chunk: 0, lines })).toMatchObject({ ok: true });
    while (steps.waiting() > 0) await steps.step();
    expect(steps.number(PRIVATE)).toBe(MANY + 10 - LATEST);
  });
  expect((await stub.contactsByUuid([JOE])).items).toHaveLength(1);
});

test("a contact of few messages is done with the command, and nothing is owed", async () => {
  await done(stub, archive(ANN));
  await done(stub, { do: "contact.delete", target: { uuid: ANN } });
  expect(await sql(stub, "SELECT 1 FROM tasks")).toEqual([]);
  expect(
    await sql(
      stub,
      "SELECT 1 FROM messages m JOIN contacts c ON c.id = m.contact WHERE c.uuid = ? AND m.text <> ''",
      ANN,
    ),
  ).toEqual([]);
});

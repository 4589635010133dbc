/** Totals of lists are kept with every write, because no request may count: they equal a count, whatever was written. */
import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { migrate } from "../migrate.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import { type Stub, done, fresh, imported, ndjson, org, sql } from "./fixture.ts";

const JOE = "00000000-0000-4000-8000-000000000101";

const COUNTED = `SELECT
  (SELECT count(*) FROM contacts WHERE deleted = 0) AS contacts,
  (SELECT count(*) FROM messages WHERE visibility <> 'deleted') AS messages,
  (SELECT count(*) FROM runs) AS runs,
  (SELECT count(*) FROM broadcasts) AS broadcasts,
  (SELECT count(*) FROM channel_events) AS channel_events`;

async function kept(stub: Stub): Promise<Record<string, number>> {
  const rows = await sql<{ name: string; value: number }>(stub, "SELECT name, value FROM totals");
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

async function expectTrue(stub: Stub): Promise<Record<string, number>> {
  const totals = await kept(stub);
  expect([totals]).toEqual(await sql(stub, COUNTED));
  return totals;
}

describe("kept totals equal a count", () => {
  test("after an import, and after the same import again", async () => {
    const stub = await imported();
    const before = await expectTrue(stub);
    expect(before).toMatchObject({ contacts: 4, messages: 7, runs: 2 });
    const name = (await stub.org())?.key ?? "";
    await stub.importChunk({ importId: "again", chunk: 0, lines: ndjson({ ...org("main"), key: name }) });
    expect(await expectTrue(stub)).toEqual(before);
  });

  test("after messages are archived, deleted and sent", async () => {
    const stub = await imported();
    const act = (kind: "archive" | "restore" | "delete", ...ids: number[]) =>
      done(stub, { do: "message.act", messages: ids.map((id) => ({ id })), act: { kind } });
    await act("archive", 5001, 5002);
    await act("restore", 5001);
    expect(await expectTrue(stub)).toMatchObject({ messages: 7 });
    await act("delete", 5001, 5003);
    expect(await expectTrue(stub)).toMatchObject({ messages: 5 });
    const to = { contact: { uuid: JOE }, text: "Hi", attachments: [], quickReplies: [] };
    await done(stub, { do: "message.send", ...to });
    expect(await expectTrue(stub)).toMatchObject({ messages: 6 });
  });

  test("after a contact's messages and runs go with it, and after a broadcast", async () => {
    const stub = await imported();
    const before = await expectTrue(stub);
    await done(stub, { do: "contact.delete", target: { uuid: JOE } });
    await done(stub, { do: "broadcast.create", text: "Hi", to: { urns: ["tel:+250788000001"] } });
    const after = await expectTrue(stub);
    expect(after).toMatchObject({ contacts: 3, broadcasts: 1 });
    expect(after["messages"]).toBeLessThan(before["messages"] ?? 0);
    expect(after["runs"]).toBeLessThan(before["runs"] ?? 0);
  });

  test("after an import brings a deleted message back, or deletes one", async () => {
    const stub = await imported();
    const name = (await stub.org())?.key ?? "";
    const [first, second] = org("main").messages;
    await done(stub, { do: "message.act", messages: [{ id: 5001 }], act: { kind: "delete" } });
    const messages = [first, { ...second, visibility: "deleted", text: "", labels: [] }] as never;
    const lines = ndjson({ ...org("main"), key: name, messages });
    expect(await stub.importChunk({ importId: "back", chunk: 0, lines })).toMatchObject({ ok: true });
    expect(await expectTrue(stub)).toMatchObject({ messages: 6 });
  });
});

test("an account from before counts what it has when it wakes on this build", async () => {
  await runInDurableObject(fresh().stub, async (_, { storage }) => {
    await storage.deleteAll();
    const before = MIGRATIONS.findIndex(({ name }) => name === "0009_totals");
    migrate(storage, MIGRATIONS.slice(0, before));
    for (const visibility of ["visible", "archived", "deleted"]) {
      storage.sql.exec(
        `INSERT INTO messages (contact, direction, type, status, visibility, text, created_on)
          VALUES (1, 'in', 'inbox', 'handled', ?, '', 1)`,
        visibility,
      );
    }
    storage.sql.exec(
      `INSERT INTO broadcasts (uuid, text, status, urns, contacts, groups, created_on)
        VALUES ('b', '', 'sent', '[]', '[]', '[]', 1)`,
    );
    migrate(storage, MIGRATIONS);
    expect(storage.sql.exec("SELECT name, value FROM totals ORDER BY name").toArray()).toEqual([
      { name: "broadcasts", value: 1 },
      { name: "channel_events", value: 0 },
      { name: "contacts", value: 0 },
      { name: "messages", value: 2 },
      { name: "runs", value: 0 },
    ]);
  });
});

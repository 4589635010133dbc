/** A write that is sent again under its name is answered as it was, and not done again. */
import { beforeEach, describe, expect, test } from "vitest";
import type { Command, Once, WriteResult } from "../../contracts/account.ts";
import { ACTOR, type Stub, done, imported, sql } from "./fixture.ts";

const DAY = 86_400_000_000;
const CREATE: Command = { do: "contact.create", set: { name: "Once", urns: ["tel:+250788777001"] } };
const ONCE: Once = { name: "name-1", print: "print-1" };

let stub: Stub;
beforeEach(async () => {
  stub = await imported();
});

const write = async (once: Once, command: Command = CREATE, key = ACTOR.key): Promise<WriteResult> =>
  stub.write({ ...ACTOR, key }, [command], { once });
const counted = async (table: string): Promise<number> =>
  (await sql<{ n: number }>(stub, `SELECT count(*) AS n FROM ${table}`))[0]?.n ?? -1;
/** Lets everything that is kept be as old as this. */
const age = (by: number) => sql(stub, "UPDATE kept_results SET expires_on = expires_on - ?", by);

describe("the same name and request", () => {
  test("is answered as it was, to the last byte, and done once", async () => {
    const first = await write(ONCE);
    expect(first).toMatchObject({ ok: true, written: [{ kind: "contact", created: true }] });
    const [contacts, events] = [await counted("contacts"), await counted("events")];
    expect(JSON.stringify(await write(ONCE))).toBe(JSON.stringify(first));
    expect([await counted("contacts"), await counted("events")]).toEqual([contacts, events]);
  });

  test("is answered as it was, though fields, settings and the contact have changed since", async () => {
    const first = await write(ONCE);
    await done(stub, { do: "field.create", key: "later", label: "Later", valueType: "text" });
    await done(stub, { do: "contact.delete", target: { urn: "tel:+250788777001" } });
    expect(await write(ONCE)).toEqual(first);
  });

  test.each<[string, Command]>([
    ["a group", { do: "group.create", name: "Once" }],
    ["a field", { do: "field.create", key: "once", label: "Once", valueType: "text" }],
    ["a deletion", { do: "group.delete", uuid: "00000000-0000-4000-8000-000000000031" }],
    [
      "a subscriber, with its secret",
      { do: "subscriber.create", resthook: "new-mother", targetUrl: "https://example.com/", form: "flow-fields" },
    ],
  ])("holds for %s", async (_what, command) => {
    const first = await write(ONCE, command);
    expect(first.ok).toBe(true);
    expect(await write(ONCE, command)).toEqual(first);
  });

  test("sent at the same time waits, and gets the first one's answer", async () => {
    const before = await counted("contacts");
    const answers = await Promise.all([write(ONCE), write(ONCE), write(ONCE)]);
    expect(new Set(answers.map((it) => JSON.stringify(it))).size).toBe(1);
    expect(await counted("contacts")).toBe(before + 1);
  });

  test("is done again after a day, and not before", async () => {
    const group: Command = { do: "group.create", name: "Daily" };
    const first = await write(ONCE, group);
    await age(DAY - 60_000_000);
    expect(await write(ONCE, group)).toEqual(first);
    await age(60_000_000);
    expect(await write(ONCE, group)).toMatchObject({ ok: false, why: "invalid", failures: [{ code: "taken" }] });
  });
});

describe("the same name", () => {
  test("with another request is refused, and nothing is done", async () => {
    await write(ONCE);
    const other: Command = { do: "group.create", name: "Other" };
    expect(await write({ ...ONCE, print: "print-2" }, other)).toEqual({ ok: false, at: 0, why: "reused" });
    expect(await sql(stub, "SELECT id FROM groups WHERE name = 'Other'")).toEqual([]);
  });

  test("of another key is another name", async () => {
    await write(ONCE, { do: "group.create", name: "Mine" });
    const theirs = await write({ ...ONCE, print: "theirs" }, { do: "group.create", name: "Theirs" }, "key-2");
    expect(theirs).toMatchObject({ ok: true, written: [{ group: { name: "Theirs" } }] });
  });

  test("of a refused or a dry write is free: nothing was done", async () => {
    await stub.write(ACTOR, [CREATE], { once: ONCE, dryRun: true });
    expect(await write(ONCE, { do: "contact.delete", target: { uuid: "nobody" } })).toMatchObject({ why: "missing" });
    expect(await counted("kept_results")).toBe(0);
    expect(await write({ ...ONCE, print: "mended" })).toMatchObject({ ok: true });
  });
});

describe("what is kept", () => {
  test("shares one context while nothing in it changes, and lets go of it when its last result goes", async () => {
    const contact = (name: string) => write({ name, print: name }, { do: "contact.create", set: { name } });
    for (const name of ["a", "b", "c"]) await contact(name);
    expect([await counted("kept_results"), await counted("kept_contexts")]).toEqual([3, 1]);
    const rows = await sql<{ written: string }>(stub, "SELECT written FROM kept_results");
    expect(rows.every(({ written }) => !written.includes("timezone"))).toBe(true);
    await done(stub, { do: "field.create", key: "more", label: "More", valueType: "text" });
    await contact("d");
    expect(await counted("kept_contexts")).toBe(2);
    await age(2 * DAY);
    await contact("e");
    expect([await counted("kept_results"), await counted("kept_contexts")]).toEqual([1, 1]);
  });

  test("goes a few at a time, faster than it comes", async () => {
    for (let index = 0; index < 25; index += 1) {
      await sql(
        stub,
        "INSERT INTO kept_results (actor, name, print, written, context, expires_on) VALUES ('x', ?, 'p', '[]', NULL, 1)",
        `old-${index}`,
      );
    }
    const left = async (): Promise<number> => (await counted("kept_results")) - 1;
    await write(ONCE);
    expect(await left()).toBe(15);
    await write({ name: "name-2", print: "" }, { do: "group.create", name: "G" });
    expect(await left()).toBe(6);
  });

  test("is kept with what was done, or neither is", async () => {
    await sql(stub, "CREATE TRIGGER breaks BEFORE INSERT ON kept_results BEGIN SELECT raise(ABORT, 'broken'); END");
    const before = await counted("contacts");
    await expect(write(ONCE)).rejects.toThrow("broken");
    expect(await counted("contacts")).toBe(before);
    await sql(stub, "DROP TRIGGER breaks");
    expect(await write(ONCE)).toMatchObject({ ok: true });
  });
});

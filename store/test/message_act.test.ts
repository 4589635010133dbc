import { beforeEach, describe, expect, test } from "vitest";
import type { Command } from "../../contracts/account.ts";
import type { LabelRecord, MessageAct, MessageRecord, MessageTarget } from "../../contracts/messages.ts";
import { messageUuid } from "../message_uuid.ts";
import { exportAll, linesOf, reimported } from "./exporting.ts";
import { ACTOR, ALL, type Stub, done, imported, sql, write } from "./fixture.ts";

const ACCOUNT = "00000000-0000-4000-8000-000000000001";
const JOE = "00000000-0000-4000-8000-000000000101";
const FRANK = "00000000-0000-4000-8000-000000000102";
const SPAM = "00000000-0000-4000-8000-000000000041";
const UNKNOWN = "00000000-0000-4000-8000-00000000dead";
const SENT = 5007;

let stub: Stub;
beforeEach(async () => {
  stub = await imported();
});

const act = (ids: readonly (number | MessageTarget)[], what: MessageAct): Command => ({
  do: "message.act",
  messages: ids.map((id) => (typeof id === "number" ? { id } : id)),
  act: what,
});

async function incoming(): Promise<readonly MessageRecord[]> {
  return (await stub.messages({ ...ALL, folder: "incoming" })).page.items;
}

async function message(id: number): Promise<MessageRecord> {
  const found = (await incoming()).find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no message ${id}.`);
  return found;
}

async function labels(): Promise<Record<string, number>> {
  return Object.fromEntries((await stub.labels(ALL)).items.map(({ name, count }) => [name, count]));
}

function invalid(field: string, code: string, value: string) {
  return { ok: false, at: 0, why: "invalid", failures: [{ field, code, value }] };
}

describe("messages", () => {
  test("are labelled by UUID, by name in any case, by a name that is new; and counted", async () => {
    await done(stub, act([5001, 5004], { kind: "label", label: SPAM }));
    expect(await labels()).toEqual({ Spam: 3 });
    await done(stub, act([5005], { kind: "label", label: "sPAM" }));
    await done(stub, act([5005], { kind: "label", labelName: "SPAM" }));
    expect(await labels()).toEqual({ Spam: 4 });
    await done(stub, act([5005], { kind: "label", labelName: "New" }));
    expect(await labels()).toEqual({ Spam: 4, New: 1 });
    expect((await message(5005)).labels.map(({ name }) => name)).toEqual(["Spam", "New"]);
  });

  test("lose a label; one that nobody has is no matter by name, and refused as a reference", async () => {
    await done(stub, act([5002, 5001], { kind: "unlabel", label: "spam" }));
    await done(stub, act([5002], { kind: "unlabel", labelName: "Nothing" }));
    expect(await labels()).toEqual({ Spam: 0 });
    for (const kind of ["label", "unlabel"] as const) {
      expect(await write(stub, act([5002], { kind, label: UNKNOWN }))).toEqual(invalid("label", "unknown", UNKNOWN));
    }
  });

  test("are archived, restored and deleted, and their labels count what is visible", async () => {
    await done(stub, act([5002, 5004], { kind: "archive" }));
    expect([(await message(5002)).visibility, await labels()]).toEqual(["archived", { Spam: 0 }]);
    await done(stub, act([5002, { uuid: messageUuid(ACCOUNT, 5003) }], { kind: "restore" }));
    expect([(await message(5003)).visibility, await labels()]).toEqual(["visible", { Spam: 1 }]);
    await done(stub, act([5002], { kind: "delete" }));
    expect(await message(5002)).toMatchObject({ visibility: "deleted", text: "", labels: [] });
    expect(await labels()).toEqual({ Spam: 0 });
    expect((await stub.messages({ ...ALL, contact: FRANK })).page.items.map(({ id }) => id)).toEqual([5003]);
  });

  test("that are archived can be labelled, and count once they are restored", async () => {
    await done(stub, act([5003], { kind: "label", label: SPAM }));
    expect(await labels()).toEqual({ Spam: 1 });
    await done(stub, act([5003], { kind: "restore" }));
    expect(await labels()).toEqual({ Spam: 2 });
  });

  test("move to the top of the incoming ones with every change, and stay where nothing changes", async () => {
    const steps: MessageAct[] = [
      { kind: "label", labelName: "New" },
      { kind: "unlabel", label: SPAM },
      { kind: "archive" },
      { kind: "restore" },
      { kind: "delete" },
    ];
    for (const step of steps.slice(0, -1)) {
      const before = (await message(5002)).modifiedOn;
      await done(stub, act([5002], step));
      const after = await message(5002);
      expect((await incoming())[0], step.kind).toEqual(after);
      expect(after.modifiedOn, step.kind).toBeGreaterThan(before ?? 0);
      await done(stub, act([5002], step));
      expect(await message(5002), `${step.kind} again`).toEqual(after);
    }
    await done(stub, act([5002, 5003], { kind: "delete" }));
    const [top, next] = await incoming();
    expect([top?.id, next?.id]).toEqual([5003, 5002]);
    expect(top?.modifiedOn).not.toBe(next?.modifiedOn);
  });

  test("each leave their event; messages that did not change leave none", async () => {
    await done(stub, act([5002, 5003], { kind: "archive" }));
    await done(stub, act([5002], { kind: "delete" }));
    const events = await sql(stub, "SELECT actor, action, kind, object, reason FROM events WHERE kind = 'message'");
    const by = { actor: ACTOR.key, kind: "message", reason: ACTOR.reason, object: messageUuid(ACCOUNT, 5002) };
    expect(events).toEqual([
      { ...by, action: "update" },
      { ...by, action: "delete" },
    ]);
  });
});

describe("all or nothing:", () => {
  const state = async () => [await incoming(), await labels(), await sql(stub, "SELECT count(*) AS n FROM events")];

  test.each<[string, readonly (number | MessageTarget)[], string, string]>([
    ["an unknown one", [5001, 9999], "unknown", "9999"],
    ["one of another account", [5001, { uuid: messageUuid(UNKNOWN, 5002) }], "unknown", messageUuid(UNKNOWN, 5002)],
    ["one that was sent", [5001, SENT], "outgoing", "5007"],
    ["one that was sent, by UUID", [{ uuid: messageUuid(ACCOUNT, SENT) }], "outgoing", messageUuid(ACCOUNT, SENT)],
  ])("%s is refused", async (_, ids, code, value) => {
    const before = await state();
    for (const what of [{ kind: "delete" }, { kind: "label", labelName: "New" }] as const) {
      expect(await write(stub, act(ids, what))).toEqual(invalid("messages", code, value));
    }
    expect(await state()).toEqual(before);
  });

  test("a deleted one is refused, whatever is done", async () => {
    await done(stub, act([5002], { kind: "delete" }));
    const before = await state();
    for (const kind of ["archive", "restore", "delete"] as const) {
      expect(await write(stub, act([5001, 5002], { kind }))).toEqual(invalid("messages", "unknown", "5002"));
    }
    expect(await state()).toEqual(before);
  });

  test("both the messages and the label are named", async () => {
    const result = await write(stub, act([9999], { kind: "label", label: "Nothing" }));
    expect(result).toMatchObject({ failures: [{ field: "messages" }, { field: "label", value: "Nothing" }] });
  });

  test("of several commands too", async () => {
    const before = await state();
    const result = await write(stub, act([5001], { kind: "archive" }), act([SENT], { kind: "archive" }));
    expect(result).toMatchObject({ ok: false, at: 1 });
    expect(await state()).toEqual(before);
  });
});

describe("labels", () => {
  async function label(command: Command): Promise<LabelRecord> {
    const written = await done(stub, command);
    if (written.kind !== "label") throw new Error(`Expected a label, got ${written.kind}.`);
    return written.label;
  }

  test("are made, renamed, found and deleted, with names unique in any case", async () => {
    const made = await label({ do: "label.create", name: "Élan" });
    expect(made).toMatchObject({ name: "Élan", count: 0 });
    expect((await stub.labels(ALL)).items.map(({ name }) => name)).toEqual(["Élan", "Spam"]);
    expect((await stub.labels({ ...ALL, name: "ÉLAN" })).items).toEqual([made]);
    expect((await stub.labels({ ...ALL, uuid: made.uuid })).items).toEqual([made]);
    expect(await label({ do: "label.update", uuid: made.uuid, name: "ÉLAN" })).toEqual({ ...made, name: "ÉLAN" });
    expect(await write(stub, { do: "label.create", name: "élan" })).toEqual(invalid("name", "taken", "élan"));
    const clash = await write(stub, { do: "label.update", uuid: made.uuid, name: "spam" });
    expect(clash).toEqual(invalid("name", "taken", "spam"));
    for (const command of [
      { do: "label.update", uuid: UNKNOWN, name: "X" },
      { do: "label.delete", uuid: UNKNOWN },
    ] as const) {
      expect(await write(stub, command)).toEqual({ ok: false, at: 0, why: "missing" });
    }
  });

  test("that are deleted leave their messages", async () => {
    const before = await message(5002);
    await done(stub, { do: "label.delete", uuid: SPAM });
    expect(await message(5002)).toEqual({ ...before, labels: [] });
    expect((await stub.messages({ ...ALL, label: "Spam" })).page.items).toEqual([]);
    expect((await stub.labels(ALL)).items).toEqual([]);
  });

  test("lose the messages of a deleted contact", async () => {
    await done(stub, act([5001, 5004], { kind: "label", label: SPAM }));
    await done(stub, { do: "contact.delete", target: { uuid: JOE } });
    expect(await labels()).toEqual({ Spam: 1 });
  });

  test("are counted where an import brings messages, changes them and brings the account again", async () => {
    await done(stub, act([5001, 5003], { kind: "label", label: SPAM }));
    const { text } = await exportAll(stub);
    const again = await reimported(text);
    expect((await again.labels(ALL)).items).toMatchObject([{ name: "Spam", count: 2 }]);
    const archived = linesOf(text)
      .filter(({ list, item }) => list === "org" || item["id"] === 5001)
      .map(({ list, item }) => ({ [list]: list === "org" ? item : { ...item, visibility: "archived" } }));
    const [account] = await sql<{ key: string }>(again, "SELECT key FROM account");
    const lines = archived.map((line) => JSON.stringify(line).replace(/"key":"[^"]*"/, `"key":"${account?.key}"`));
    const sent = { importId: "second", chunk: 0, lines: lines.join("\n") };
    expect(await again.importChunk(sent)).toMatchObject({ ok: true });
    expect((await again.labels(ALL)).items).toMatchObject([{ name: "Spam", count: 1 }]);
  });
});

test("an export goes on over labels that swap their names: each message keeps its own", async () => {
  await done(stub, act([5004], { kind: "label", labelName: "New" }));
  const fresh = (await stub.labels({ ...ALL, name: "New" })).items[0]?.uuid ?? "";
  let swapped = false;
  const { text } = await exportAll(stub, { rows: 1, characters: 1e4 }, async ({ ends }) => {
    if (swapped || ends.contacts === undefined) return;
    swapped = true;
    await write(
      stub,
      { do: "label.update", uuid: SPAM, name: "Between" },
      { do: "label.update", uuid: fresh, name: "Spam" },
      { do: "label.update", uuid: SPAM, name: "New" },
    );
  });
  expect(swapped).toBe(true);
  const again = await reimported(text);
  const labelled = async (uuid: string) =>
    (await again.messages({ ...ALL, label: uuid })).page.items.map(({ id }) => id);
  expect([await labelled(SPAM), await labelled(fresh)]).toEqual([[5002], [5004]]);
});

/** What changes while an account is exported: all of what comes can be imported, and contacts are as they were last read. */
import * as fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { IMPORT_LISTS } from "../../contracts/import.ts";
import type { Command, ContactValues } from "../../contracts/account.ts";
import type { Place } from "../export/place.ts";
import { type Between, type Line, exportAll, linesOf, partOf, reimported } from "./exporting.ts";
import { ALL, type Stub, done, imported, sql, write } from "./fixture.ts";
import { generated } from "./generated.ts";

/** The sample's contacts, in their order; Stan is the last. */
const [JOE, FRANK, ANN, STAN] = ["101", "102", "103", "104"].map((end) => `00000000-0000-4000-8000-000000000${end}`);
const CUSTOMERS = "00000000-0000-4000-8000-000000000031";
const SPAM = "00000000-0000-4000-8000-000000000041";
const JOES_URN = "tel:+250788123123";
const ONE = { rows: 1, characters: 1_000 };
const LISTS = IMPORT_LISTS.filter((list) => list !== "tokens");
const CONTACTS = LISTS.indexOf("contacts");

let stub: Stub;
beforeEach(async () => {
  stub = await imported();
});

/** Does each command once, at the first part that ends where it says. */
function at(...plan: (readonly [when: (place: Place) => boolean, command: Command])[]): Between {
  const open = [...plan];
  return async (place) => {
    while (open[0]?.[0](place) === true) {
      const [, command] = open.shift() ?? [];
      if (command) await done(stub, command);
    }
  };
}

const inContacts = (sent: number) => (place: Place) => place.walk === CONTACTS && place.after === sent;
const inList = (list: (typeof LISTS)[number]) => (place: Place) => place.walk === LISTS.indexOf(list);
const update = (uuid: string | undefined, set: ContactValues): Command => ({
  do: "contact.update",
  target: { uuid: uuid ?? "" },
  set,
});
const remove = (uuid: string | undefined): Command => ({ do: "contact.delete", target: { uuid: uuid ?? "" } });

function linesAbout(text: string, uuid: string | undefined): Line["item"][] {
  return linesOf(text).flatMap(({ list, item }) => (list === "contacts" && item["uuid"] === uuid ? [item] : []));
}

async function contactsOf(account: Stub): Promise<Map<string, { name: string | null; urns: readonly string[] }>> {
  const { page } = await account.contacts(ALL);
  return new Map(page.items.map(({ uuid, name, urns, fields, groups }) => [uuid, { name, urns, fields, groups }]));
}

describe("a contact", () => {
  test("that nobody changes comes once, whatever else changes", async () => {
    const { text } = await exportAll(
      stub,
      ONE,
      at([inContacts(1), update(JOE, { name: "J" })], [inContacts(2), remove(FRANK)]),
    );
    expect(linesAbout(text, ANN).length).toBe(1);
    expect(linesAbout(text, STAN).length).toBe(1);
    const joe = linesAbout(text, JOE).map(({ name, urns }) => [name, urns]);
    expect(joe).toEqual([
      ["Joe Blow", [JOES_URN]],
      ["J", []],
      ["J", [JOES_URN]],
    ]);
  });

  test("that changed once comes twice more, not with every part that follows", async () => {
    stub = await reimported(generated({ contacts: 60, messages: 1, runs: 1 }));
    const first = linesOf((await exportAll(stub)).text).find(({ list }) => list === "contacts");
    const uuid = String(first?.item["uuid"]);
    const renaming = at([inList("contacts"), update(uuid, { name: "J" })]);
    const { text } = await exportAll(stub, { rows: 7, characters: 1e5 }, renaming);
    expect(linesAbout(text, uuid).length).toBe(3);
  });

  test.each([
    ["one that had been sent to one that had not", [inContacts(2), update(ANN, { urns: [JOES_URN] })]],
    ["one that had not been sent to one that had", [inContacts(2), update(JOE, { urns: ["tel:+250788000001"] })]],
    ["one that had been sent to another that had", [inContacts(3), update(FRANK, { urns: [JOES_URN] })]],
    [
      "one that had been sent to one that comes last",
      [inContacts(3), { do: "contact.update", target: { uuid: STAN ?? "" }, set: { urns: [JOES_URN] } }],
    ],
  ] as const)("whose URN moved from %s leaves it to its owner", async (_, step) => {
    const { text } = await exportAll(stub, ONE, at(step));
    expect(await contactsOf(await reimported(text))).toEqual(await contactsOf(stub));
  });

  test("swaps URNs with another, and a third takes one", async () => {
    const { text } = await exportAll(
      stub,
      ONE,
      at(
        [inContacts(2), update(JOE, { urns: ["twitter:franky"] })],
        [inContacts(2), update(FRANK, { urns: [JOES_URN] })],
        [inContacts(3), update(STAN, { urns: [JOES_URN, "twitter:franky"] })],
        [inContacts(3), update(JOE, { urns: ["tel:+250788000009"] })],
      ),
    );
    expect(await contactsOf(await reimported(text))).toEqual(await contactsOf(stub));
  });

  test("deleted before its line does not come; after its line it comes once more, emptied", async () => {
    const { text } = await exportAll(stub, ONE, at([inContacts(1), remove(JOE)], [inContacts(1), remove(ANN)]));
    expect(linesAbout(text, ANN)).toEqual([]);
    expect(linesAbout(text, JOE).at(-1)).toMatchObject({ name: null, urns: [], groups: [], fields: {} });
    const again = linesOf((await exportAll(await reimported(text))).text);
    expect(again.some(({ list, item }) => list === "messages" && [JOE, ANN].includes(String(item["contact"])))).toBe(
      false,
    );
  });

  test("made under the URN of a deleted one that had been sent has it alone", async () => {
    const create: Command = { do: "contact.create", set: { name: "New", urns: [JOES_URN] } };
    const { text } = await exportAll(stub, ONE, at([inContacts(2), remove(JOE)], [inContacts(2), create]));
    const contacts = await contactsOf(await reimported(text));
    expect([...contacts.values()].filter(({ urns }) => urns.includes(JOES_URN)).map(({ name }) => name)).toEqual([
      "New",
    ]);
  });

  test("comes without the groups and fields that are younger than their lists", async () => {
    const { text } = await exportAll(
      stub,
      ONE,
      at(
        [inContacts(1), { do: "group.create", name: "Young" }],
        [inContacts(1), { do: "field.create", key: "young", label: "Young", valueType: "text" }],
        [inContacts(1), update(JOE, { groups: ["Young", CUSTOMERS], fields: { young: "1", nickname: "J" } })],
        [inContacts(2), update(ANN, { groups: ["Young"], fields: { young: "2" } })],
      ),
    );
    expect(linesAbout(text, JOE).at(-1)).toMatchObject({ groups: [CUSTOMERS], fields: { nickname: "J" } });
    expect(linesAbout(text, ANN)).toEqual([expect.objectContaining({ groups: [], fields: { nickname: "Annie" } })]);
    await reimported(text);
  });
});

describe("other lists", () => {
  test("hold nothing that refers to what is younger than its list", async () => {
    const insert = (table: string, columns: string, ...values: (string | number)[]) =>
      sql(stub, `INSERT INTO ${table} (${columns}) VALUES (${values.map(() => "?").join(", ")})`, ...values);
    const before = linesOf((await exportAll(stub)).text);
    let made = false;
    const between: Between = async (place) => {
      // No command makes these yet; rows as one would make them, with the numbers that the tables give out.
      if (!inList("messages")(place) || made) return;
      made = true;
      await done(stub, { do: "contact.create", set: { name: "Young" } });
      const [{ id } = { id: 0 }] = await sql<{ id: number }>(stub, "SELECT MAX(id) AS id FROM contacts");
      await insert("channels", "uuid, type, schemes, created_on", "c", "t", "[]", 1);
      await insert("labels", "uuid, name, name_folded, created_on", "l", "Young", "young", 1);
      await insert("flows", "uuid, name, type, archived, expires, created_on", "f", "n", "t", 0, 0, 1);
      const message = "contact, channel, direction, status, visibility, text, created_on";
      await insert("messages", message, id, 11, "in", "handled", "visible", "young contact", 1);
      await insert("messages", message, 1, 13, "in", "handled", "visible", "young channel", 1);
      await insert("labelled_messages", "message, label, visible, created_on", 5_003, 2, 1, 1);
      const run = "uuid, flow, contact, responded, path, results, created_on, modified_on";
      await insert("runs", run, "r", 1_004, 1, 0, "[]", "{}", 1, 1);
      await insert("channel_events", "type, contact, channel, time, duration, created_on", "t", id, 11, 1, 0, 1);
    };
    const { text } = await exportAll(stub, ONE, between);
    expect(linesOf(text)).toEqual(before);
    // All of it was made, and comes with the next export.
    expect(linesOf((await exportAll(stub)).text).length).toBe(before.length + 8);
  });

  test.each([
    ["group", "groups", { do: "group.update", uuid: CUSTOMERS, name: "Renamed" }],
    ["field", "fields", { do: "field.update", key: "nickname", label: "Renamed", valueType: "text" }],
    ["label", "labels", { do: "label.update", uuid: SPAM, name: "Renamed" }],
  ] as const)(
    "a %s that changes between two parts of its list breaks the export; before and after, it does not",
    async (_, list, command) => {
      const within = (place: Place) => inList(list)(place) && place.after > 0;
      await expect(exportAll(stub, ONE, at([within, command]))).rejects.toThrow("renamed");
      const text = async (during: (typeof LISTS)[number]) => {
        stub = await imported();
        return (await exportAll(stub, ONE, at([inList(during), command]))).text;
      };
      expect(await text("channels")).toContain("Renamed");
      expect(await text("contacts")).not.toContain("Renamed");
    },
  );

  test("an import breaks the export, also with the last row", async () => {
    const [head] = (await exportAll(stub)).text.split("\n");
    const { parts } = await exportAll(stub, ONE);
    for (const when of [1, 20, parts.length - 1]) {
      const between: Between = async (_, part) => {
        if (part === when) await stub.importChunk({ importId: `at ${when}`, chunk: 0, lines: head ?? "" });
      };
      await expect(exportAll(stub, ONE, between), `after part ${when}`).rejects.toThrow("imported");
    }
    // One that was refused, or sent again, changed nothing.
    const harmless: Between = async () => {
      await stub.importChunk({ importId: "at 1", chunk: 0, lines: head ?? "" });
      await stub.importChunk({ importId: "bad", chunk: 0, lines: "{" });
    };
    await exportAll(stub, ONE, harmless);
  });
});

describe("any sequence of changes", () => {
  const urns = fc.uniqueArray(fc.constantFrom(...Array.from({ length: 6 }, (_, i) => `ext:${i}`)), { maxLength: 3 });
  const who = fc.constantFrom(0, 1, 2, 3, 4, 5);
  const change = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant("update" as const), who, urns }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("delete" as const), who }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("create" as const), urns }) },
    { weight: 1, arbitrary: fc.constant({ do: "group" as const }) },
  );
  const gaps = fc.array(fc.array(change, { maxLength: 4 }), { minLength: 4, maxLength: 14 });

  test("leaves an export that can be imported, with each contact and URN as they were when the last one was read", async () => {
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(gaps, fc.integer({ min: 1, max: 4 }), async (changes, rows) => {
        stub = await imported("other");
        const made: string[] = [];
        for (let index = 0; index < 5; index += 1) {
          const created = await done(stub, {
            do: "contact.create",
            set: { name: `C${index}`, urns: [`ext:${index}`] },
          });
          if (created.kind === "contact") made.push(created.contact.uuid);
        }
        const open = [...changes];
        let last: Awaited<ReturnType<typeof contactsOf>> | null = null;
        const { text } = await exportAll(stub, { rows, characters: 10_000 }, async (place) => {
          // The list may end within a part: what it held was read in the instant before this.
          if (place.walk > CONTACTS) return void (last ??= await contactsOf(stub));
          if (place.walk < CONTACTS) return;
          for (const step of open.shift() ?? []) {
            const uuid = "who" in step ? made[step.who % made.length] : undefined;
            if (step.do === "update")
              moved += (await write(stub, update(uuid, { urns: step.urns, name: "changed" }))).ok ? 1 : 0;
            if (step.do === "delete") await write(stub, remove(uuid));
            if (step.do === "create") await write(stub, { do: "contact.create", set: { urns: step.urns } });
            if (step.do === "group") await write(stub, { do: "group.create", name: crypto.randomUUID() });
          }
        });
        const source = last ?? (await contactsOf(stub));
        const target = await contactsOf(await reimported(text));
        for (const [uuid, contact] of source) expect(target.get(uuid)).toEqual(contact);
        for (const [uuid, contact] of target)
          if (!source.has(uuid)) expect(contact).toMatchObject({ name: null, urns: [] });
      }),
      { numRuns: 40, seed: 20_261_121 },
    );
    expect(moved).toBeGreaterThan(100);
  });
});

test("no place that an export gives out is remembered by the object", async () => {
  const { exported } = await partOf(stub, null, ONE);
  const place = exported.kind === "part" ? exported.next : null;
  const first = await partOf(stub, place, ONE);
  expect((await partOf(stub, place, ONE)).exported).toEqual(first.exported);
});

import { beforeEach, describe, expect, test } from "vitest";
import type { Command, ContactTarget } from "../../contracts/account.ts";
import type { ContactAct } from "../../contracts/contact_acts.ts";
import type { ContactRecord } from "../../contracts/records.ts";
import { worksOff } from "./crowd.ts";
import { ALL, type Stub, done, imported, sql, write } from "./fixture.ts";

const [JOE = "", FRANK = "", ANN = "", STAN = ""] = ["101", "102", "103", "104"].map(
  (end) => `00000000-0000-4000-8000-000000000${end}`,
);
const UNKNOWN = "00000000-0000-4000-8000-00000000dead";
const CUSTOMERS = "00000000-0000-4000-8000-000000000031";
const DEVELOPERS = "00000000-0000-4000-8000-000000000032";
const FRANKS_RUN = "00000000-0000-4000-8000-000000000092";

let stub: Stub;
beforeEach(async () => {
  stub = await imported();
});

const act = (contacts: readonly (string | ContactTarget)[], what: ContactAct): Command => ({
  do: "contact.act",
  contacts: contacts.map((one) => (typeof one === "string" ? { uuid: one } : one)),
  act: what,
});

async function contact(uuid: string): Promise<ContactRecord> {
  const [found] = (await stub.contactsByUuid([uuid])).items;
  if (found === undefined) throw new Error(`There is no contact ${uuid}.`);
  return found;
}

const members = async (group: string): Promise<string[]> =>
  (await stub.contacts({ ...ALL, group })).page.items.map(({ uuid }) => uuid);
const count = async (group: string): Promise<number | undefined> =>
  (await stub.groups({ ...ALL, uuid: group })).items[0]?.count;
const events = () =>
  sql<{ action: string; kind: string; object: string }>(
    stub,
    "SELECT action, kind, object FROM events WHERE kind <> 'account' ORDER BY id",
  );

function invalid(field: string, code: string, value: string) {
  return { ok: false, at: 0, why: "invalid", failures: [{ field, code, value }] };
}

describe("contacts", () => {
  test("are added to a group by UUID and by name, by UUID and by URN, and taken out of it", async () => {
    await done(stub, act([JOE, { urn: "twitter:franky" }], { kind: "add", group: "cUSTOMERS" }));
    expect([await members(CUSTOMERS), await count(CUSTOMERS)]).toEqual([[FRANK, ANN, JOE], 3]);
    await done(stub, act([FRANK, JOE, STAN], { kind: "remove", group: CUSTOMERS }));
    expect([await members(CUSTOMERS), await count(CUSTOMERS)]).toEqual([[ANN], 1]);
  });

  test("that already are what is asked for stay where they are, without an event", async () => {
    const before = (await stub.contacts(ALL)).page;
    await done(stub, act([JOE, ANN], { kind: "add", group: CUSTOMERS }));
    await done(stub, act([FRANK, STAN], { kind: "remove", group: CUSTOMERS }));
    await done(stub, act([JOE, STAN], { kind: "unblock" }));
    await done(stub, act([JOE, ANN], { kind: "interrupt" }));
    await done(stub, act([STAN], { kind: "archive" }));
    expect((await stub.contacts(ALL)).page).toEqual(before);
    expect(await events()).toEqual([]);
  });

  test("when blocked leave every group, also those of a query; unblocked they do not come back", async () => {
    await sql(
      stub,
      `INSERT INTO memberships SELECT c.id, g.id, c.modified_on FROM contacts c, groups g
      WHERE c.uuid = '${JOE}' AND g.uuid = '${DEVELOPERS}'`,
    );
    await done(stub, act([JOE, FRANK], { kind: "block" }));
    expect([await contact(JOE), await contact(FRANK)]).toMatchObject([
      { blocked: true, groups: [] },
      { blocked: true, groups: [] },
    ]);
    expect([await count(CUSTOMERS), await count(DEVELOPERS)]).toEqual([1, 0]);
    await done(stub, act([JOE], { kind: "unblock" }));
    expect(await contact(JOE)).toMatchObject({ blocked: false, groups: [] });
    expect((await stub.contacts(ALL)).page.items.slice(0, 2).map(({ uuid }) => uuid)).toEqual([JOE, FRANK]);
    expect(await events()).toEqual([JOE, FRANK, JOE].map((object) => ({ action: "update", kind: "contact", object })));
  });

  test("when interrupted leave their runs, which end once", async () => {
    expect((await contact(FRANK)).flow).not.toBeNull();
    await done(stub, act([FRANK], { kind: "interrupt" }));
    const ended = await sql(stub, "SELECT exit_type, exited_on, modified_on FROM runs WHERE uuid = ?", FRANKS_RUN);
    expect(ended).toMatchObject([{ exit_type: "interrupted", exited_on: ended[0]?.["modified_on"] }]);
    expect(await contact(FRANK)).toMatchObject({ flow: null });
    expect((await stub.contacts(ALL)).page.items[0]?.uuid).toBe(FRANK);
    await done(stub, act([FRANK], { kind: "interrupt" }));
    expect(await sql(stub, "SELECT exit_type, exited_on, modified_on FROM runs WHERE uuid = ?", FRANKS_RUN)).toEqual(
      ended,
    );
    const joes = await sql(
      stub,
      "SELECT exit_type FROM runs WHERE contact = (SELECT id FROM contacts WHERE uuid = ?)",
      JOE,
    );
    expect(joes).toEqual([{ exit_type: "completed" }]);
    expect(await events()).toEqual([
      { action: "update", kind: "run", object: FRANKS_RUN },
      { action: "update", kind: "contact", object: FRANK },
    ]);
  });

  test("have their visible received messages archived, however many share an instant", async () => {
    await sql(
      stub,
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
      INSERT INTO messages (id, contact, direction, type, status, visibility, text, created_on)
      SELECT 10000 + i, c.id, iif(i % 10 = 0, 'out', 'in'), 'inbox', 'handled', 'visible', 'x', 1461801600000000
      FROM n, contacts c WHERE c.uuid = '${JOE}'`,
    );
    await done(stub, act([JOE], { kind: "archive" }));
    await worksOff(stub);
    const shown = await sql(
      stub,
      `SELECT direction, visibility, count(*) AS n FROM messages
        WHERE contact = (SELECT id FROM contacts WHERE uuid = ?) GROUP BY 1, 2 ORDER BY 1, 2`,
      JOE,
    );
    expect(shown).toEqual([
      { direction: "in", visibility: "archived", n: 2_253 },
      { direction: "out", visibility: "visible", n: 251 },
    ]);
    expect((await stub.messages({ ...ALL, folder: "inbox" })).page.items.map(({ id }) => id)).toEqual([5006, 5002]);
    expect(await events()).toEqual([{ action: "update", kind: "contact", object: JOE }]);
  });

  test("are deleted with all that is theirs", async () => {
    await done(stub, act([JOE, JOE, { urn: "twitter:franky" }], { kind: "delete" }));
    expect((await stub.contacts({ ...ALL, deleted: true })).page.items.map(({ uuid }) => uuid)).toEqual([FRANK, JOE]);
    expect((await stub.messages(ALL)).page.items.map(({ id }) => id)).toEqual([5006]);
  });
});

describe("all or nothing:", () => {
  const state = async () => [(await stub.contacts(ALL)).page, await events()];

  test.each<[string, Command, ReturnType<typeof invalid>]>([
    ["an unknown contact", act([JOE, UNKNOWN], { kind: "block" }), invalid("contacts", "unknown", UNKNOWN)],
    ["an unknown URN", act([JOE, { urn: "ext:9" }], { kind: "delete" }), invalid("contacts", "unknown", "ext:9")],
    ["an unknown group", act([FRANK], { kind: "add", group: "Nobody" }), invalid("group", "unknown", "Nobody")],
    ["a dynamic group", act([FRANK], { kind: "remove", group: DEVELOPERS }), invalid("group", "dynamic", DEVELOPERS)],
    ["a stopped contact", act([FRANK, STAN], { kind: "add", group: CUSTOMERS }), invalid("members", "inactive", STAN)],
  ])("%s is refused", async (_, command, refusal) => {
    const before = await state();
    expect(await write(stub, command)).toEqual(refusal);
    expect(await state()).toEqual(before);
  });

  test("all who cannot be added are named, once everything else is right", async () => {
    await done(stub, act([FRANK], { kind: "block" }));
    const refused = await write(stub, act([FRANK, JOE, STAN], { kind: "add", group: CUSTOMERS }));
    expect(refused).toEqual(invalid("members", "inactive", `${FRANK}, ${STAN}`));
    const both = await write(stub, act([STAN, UNKNOWN], { kind: "add", group: "Nobody" }));
    expect(both).toMatchObject({ failures: [{ field: "contacts" }, { field: "group" }] });
  });

  test("in an anonymous account nobody is looked up by URN", async () => {
    stub = await imported("anon");
    const urn = "ext:9";
    expect(await write(stub, act([{ urn }], { kind: "block" }))).toEqual(invalid("contacts", "anonymous", urn));
  });
});

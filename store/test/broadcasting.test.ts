/** Broadcasts from the command to the last message. */
import { evictDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, test } from "vitest";
import type { BroadcastCommand } from "../../contracts/broadcasts.ts";
import { STEP_ROWS } from "../work/limits.ts";
import { ANN, CUSTOMERS, FRANK, JOE, STAN, type Steps, crowd, stepwise } from "./crowd.ts";
import { ACTOR, ALL, type Stub, contactOf, imported, sql, write } from "./fixture.ts";

type Created = Extract<BroadcastCommand, { do: "broadcast.create" }>;

let stub: Stub;
beforeEach(async () => {
  stub = await imported();
});

function toGroup(more: Partial<Created> = {}): Created {
  return { do: "broadcast.create", text: "Hello", to: { groups: [CUSTOMERS.uuid] }, ...more };
}

/** Creates it and works the queue off. */
async function broadcast(command: Created, between?: (steps: Steps) => void): Promise<number> {
  let id = 0;
  await stepwise(stub, async (object, steps) => {
    const result = await object.write(ACTOR, [command]);
    const [written] = result.ok ? result.written : [];
    if (written?.kind !== "broadcast") throw new Error(JSON.stringify(result));
    ({ id } = written.broadcast);
    expect(written.broadcast.status).toBe("queued");
    for (let step = 0; steps.waiting() > 0; step += 1) {
      if (step > 0) between?.(steps);
      await steps.step();
      expect(step).toBeLessThan(50);
    }
  });
  return id;
}

type Sent = { contact: string; urn: string; channel: number; status: string; direction: string; text: string };

function sent(id: number): Promise<Sent[]> {
  return sql<Sent>(
    stub,
    `SELECT c.uuid AS contact, m.urn, m.channel, m.status, m.direction, m.text FROM messages m JOIN contacts c
      ON c.id = m.contact WHERE m.broadcast = ? ORDER BY m.id`,
    id,
  );
}

async function statusOf(id: number): Promise<string | undefined> {
  return (await stub.broadcasts({ ...ALL, id })).page.items[0]?.status;
}

describe("recipients", () => {
  test("who is named in several ways gets one message, through the channel of the URN", async () => {
    const id = await broadcast(
      toGroup({
        to: {
          urns: ["twitter:franky"],
          contacts: [{ uuid: FRANK }, { urn: "tel:+250788123123" }],
          groups: ["customers"],
        },
      }),
    );
    expect(await sent(id)).toEqual([
      { contact: JOE, urn: "tel:+250788123123", channel: 11, status: "sent", direction: "out", text: "Hello" },
      { contact: FRANK, urn: "twitter:franky", channel: 12, status: "sent", direction: "out", text: "Hello" },
      { contact: ANN, urn: "tel:+250788000001", channel: 11, status: "sent", direction: "out", text: "Hello" },
    ]);
    expect(await statusOf(id)).toBe("sent");
  });

  test("a URN that nobody has makes a contact, and a URN that was named goes first", async () => {
    await sql(
      stub,
      "INSERT INTO urns (urn, contact, position) SELECT 'twitter:joe', id, 9 FROM contacts WHERE uuid = ?",
      JOE,
    );
    const id = await broadcast(toGroup({ to: { urns: ["tel:+250788000211", "twitter:joe"] } }));
    const messages = await sent(id);
    expect(messages.map(({ urn }) => urn).toSorted()).toEqual(["tel:+250788000211", "twitter:joe"]);
    expect((await stub.contacts({ ...ALL, urn: "tel:+250788000211" })).page.items).toMatchObject([{ name: null }]);
    expect((await stub.broadcasts({ ...ALL, id })).page.items).toMatchObject([
      { urns: ["tel:+250788000211", "twitter:joe"], contacts: [], groups: [] },
    ]);
  });

  test("blocked, stopped and deleted contacts and those without a URN that a channel serves are skipped", async () => {
    const reached = await contactOf(stub, { do: "contact.create", set: { urns: ["tel:+250788000201"] } });
    const others = await Promise.all(
      [["tel:+250788000202"], ["tel:+250788000203"], ["mailto:a@example.com"], []].map((urns) =>
        contactOf(stub, { do: "contact.create", set: { urns } }),
      ),
    );
    const [blocked, deleted] = others;
    await sql(stub, "UPDATE contacts SET blocked = 1 WHERE uuid = ?", blocked?.contact.uuid ?? "");
    const contacts = [reached, ...others].map(({ contact }) => ({ uuid: contact.uuid }));
    const command = toGroup({ to: { contacts: [...contacts, { uuid: STAN }] } });
    let id = 0;
    await stepwise(stub, async (object, steps) => {
      const result = await object.write(ACTOR, [
        command,
        { do: "contact.delete", target: { uuid: deleted?.contact.uuid ?? "" } },
      ]);
      expect(result.ok).toBe(true);
      await steps.step();
      id = steps.number("SELECT max(id) FROM broadcasts");
      expect(steps.waiting()).toBe(0);
    });
    expect((await sent(id)).map(({ contact }) => contact)).toEqual([reached.contact.uuid]);
    expect(await statusOf(id)).toBe("sent");
  });

  test("a channel that was asked for is used, and nobody is reached whom it does not serve", async () => {
    const channel = "00000000-0000-4000-8000-000000000012";
    const id = await broadcast(toGroup({ to: { contacts: [{ uuid: JOE }, { uuid: FRANK }] }, channel }));
    expect((await sent(id)).map(({ contact }) => contact)).toEqual([FRANK]);
  });

  test("what is not there is refused by name, and nothing is left of it", async () => {
    const nobody = "00000000-0000-4000-8000-00000000dead";
    const result = await write(stub, {
      ...toGroup({ channel: nobody }),
      to: { urns: ["tel:+250788000209"], contacts: [{ uuid: nobody }], groups: ["Customers", "Nobody"] },
    });
    expect(result).toEqual({
      ok: false,
      at: 0,
      why: "invalid",
      failures: [
        { field: "contacts", code: "unknown", value: nobody },
        { field: "groups", code: "unknown", value: "Nobody" },
        { field: "channel", code: "unknown", value: nobody },
      ],
    });
    expect((await stub.contacts({ ...ALL, urn: "tel:+250788000209" })).page.items).toEqual([]);
    expect(await sql(stub, "SELECT id FROM tasks")).toEqual([]);
  });

  test("in an anonymous account URNs may be written to and contacts are not found by them", async () => {
    stub = await imported("anon");
    const to = { contacts: [{ urn: "tel:+250788123123" }] };
    expect(await write(stub, toGroup({ to }))).toMatchObject({
      failures: [{ field: "contacts", code: "anonymous", value: "tel:+250788123123" }],
    });
    expect((await write(stub, toGroup({ to: { urns: ["tel:+250788999123"] } }))).ok).toBe(true);
  });

  test("a suspended account sends nothing", async () => {
    stub = await imported("suspended");
    expect(await write(stub, toGroup({ to: { urns: ["tel:+250788123123"] } }))).toMatchObject({
      failures: [{ field: "account", code: "suspended" }],
    });
  });
});

describe("a broadcast to many", () => {
  test("takes steps within their bound, and readers are answered between them", async () => {
    await crowd(stub, 1_200);
    let id = 0;
    const made: number[] = [];
    await stepwise(stub, async (object, steps) => {
      await object.write(ACTOR, [toGroup()]);
      id = steps.number("SELECT max(id) FROM broadcasts");
      while (steps.waiting() > 0) {
        const before = steps.number("SELECT count(*) FROM messages");
        await steps.step();
        made.push(steps.number("SELECT count(*) FROM messages") - before);
        expect((await object.contacts({ ...ALL, group: CUSTOMERS.uuid })).page.items).toHaveLength(250);
      }
    });
    expect(Math.max(...made)).toBeLessThanOrEqual(STEP_ROWS);
    expect(made.length).toBeGreaterThanOrEqual(1_202 / STEP_ROWS);
    const contacts = (await sent(id)).map(({ contact }) => contact);
    expect(contacts).toHaveLength(1_202);
    expect(new Set(contacts).size).toBe(1_202);
    const page = await stub.messages({ ...ALL, broadcast: id });
    expect(page.page.items).toHaveLength(250);
  });

  test("misses nobody and repeats nobody while contacts change, leave and come", async () => {
    await crowd(stub, 1_000);
    const id = await broadcast(toGroup(), ({ rows, number }) => {
      // Whoever was written to, and whoever was not, goes to the top of the group's list.
      const now = number("SELECT max(modified_on) + 1 FROM contacts");
      rows("UPDATE contacts SET modified_on = ? + id WHERE id % 3 = 0", now);
      rows("DELETE FROM memberships WHERE group_id = 31 AND contact = (SELECT max(contact) FROM memberships)");
      rows("INSERT INTO contacts (uuid, created_on, modified_on) VALUES (?, 1, 1)", crypto.randomUUID());
      rows("INSERT INTO urns (urn, contact, position) SELECT 'tel:+99' || max(id), max(id), 0 FROM contacts");
      rows("INSERT INTO memberships (contact, group_id, modified_on) SELECT max(id), 31, 1 FROM contacts");
    });
    const urns = (await sent(id)).map(({ urn }) => urn);
    expect(new Set(urns).size).toBe(urns.length);
    expect(urns.filter((urn) => urn.startsWith("tel:+99"))).toEqual([]);
    // One left before each further step, the last in the group and so the last in turn.
    expect(urns.length).toBeGreaterThan(990);
    expect(await statusOf(id)).toBe("sent");
  });

  test("goes on where it was when the object had to go", async () => {
    await crowd(stub, 600);
    await stepwise(stub, async (object, steps) => {
      await object.write(ACTOR, [toGroup()]);
      await steps.step();
      await steps.step();
    });
    await evictDurableObject(stub);
    await expect.poll(() => statusOf(1), { timeout: 40_000 }).toBe("sent");
    const contacts = (await sent(1)).map(({ contact }) => contact);
    expect(contacts).toHaveLength(602);
    expect(new Set(contacts).size).toBe(602);
  });

  test("that cannot be made is given up as failed", async () => {
    await stepwise(stub, async (object, steps) => {
      await object.write(ACTOR, [toGroup()]);
      steps.rows("UPDATE broadcasts SET contacts = '7'");
      steps.rows("UPDATE tasks SET attempt = 19");
      await steps.step();
      expect(steps.rows("SELECT state, attempt FROM tasks")).toEqual([{ state: "abandoned", attempt: 20 }]);
      steps.rows("UPDATE broadcasts SET contacts = '[]'");
    });
    expect(await statusOf(1)).toBe("failed");
  });

  test("has a number that no imported message names", async () => {
    await sql(stub, "UPDATE messages SET broadcast = 4711 WHERE id = 5007");
    expect(await broadcast(toGroup())).toBe(4712);
  });
});

describe("one message", () => {
  const send = (contact: BroadcastCommand & { do: "message.send" }) => write(stub, contact);
  const message = { do: "message.send", text: "Hi", attachments: [], quickReplies: [] } as const;

  test("is sent before the answer, with what it carries", async () => {
    const attachments = [{ contentType: "image/jpeg", url: "https://example.com/1.jpg" }];
    const quickReplies = [{ text: "Yes", extra: null }];
    const result = await send({ ...message, contact: { uuid: FRANK }, attachments, quickReplies });
    const [written] = result.ok ? result.written : [];
    expect(written).toMatchObject({
      kind: "message",
      message: { urn: "twitter:franky", status: "sent", broadcast: null, attachments, quickReplies, text: "Hi" },
    });
    if (written?.kind !== "message") throw new Error("It was not sent.");
    expect(written.message.sentOn).toBe(written.message.createdOn);
    expect((await stub.messages({ ...ALL, id: written.message.id })).page.items).toEqual([written.message]);
  });

  test.each([
    ["unknown", { uuid: "00000000-0000-4000-8000-00000000dead" }],
    ["inactive", { uuid: STAN }],
    ["unknown", { urn: "tel:+250788999999" }],
  ] as const)("is refused as %s for %o", async (code, contact) => {
    expect(await send({ ...message, contact })).toMatchObject({ failures: [{ field: "contact", code }] });
  });

  test("is refused where no channel serves the contact", async () => {
    const { contact } = await contactOf(stub, { do: "contact.create", set: { urns: ["mailto:b@example.com"] } });
    const result = await send({ ...message, contact: { uuid: contact.uuid } });
    expect(result).toMatchObject({ failures: [{ field: "contact", code: "unreachable" }] });
  });
});

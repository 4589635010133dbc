/**
 * What the messaging API promises in every version, case by case. How a version says it (where an identifier stands, which
 * status an update has) is its dialect; what a version does not do it skips, with the reason.
 */
import { expect } from "vitest";
import type { Asked } from "../../system/harness.ts";
import { TOKENS } from "../../system/harness.ts";

export type Wire = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of a JSON object; empty where there is none. */
  readonly body: Wire;
}

/** Asks below the version's root: `/contacts.json`. */
export type Ask = (path: string, asked?: Asked) => Promise<Answer>;

export interface Dialect {
  /** Of an update that is done. */
  readonly updated: number;
  /** Of an update of what is not there. */
  readonly nothingToUpdate: number;
  readonly update: (uuid: string, values: Wire) => readonly [path: string, json: Wire];
  /** Of a message, to be archived, and shown again. */
  readonly archive: (message: number) => Wire;
  readonly restore: (message: number) => Wire;
  /** What a field of text is called. */
  readonly textType: string;
  /** A filter that no contact fits. */
  readonly nobody: string;
  /** By the case's name. */
  readonly skips: Readonly<Record<string, string>>;
}

export interface Case {
  readonly name: string;
  readonly holds: (ask: Ask, dialect: Dialect) => Promise<void>;
}

const JOE = "00000000-0000-4000-8000-000000000101";
const NOBODY = "00000000-0000-4000-8000-00000000dead";
const LISTS = [
  "contacts",
  "groups",
  "fields",
  "labels",
  "messages",
  "broadcasts",
  "flows",
  "runs",
  "campaigns",
  "boundaries",
];

const results = ({ body }: Answer): readonly Wire[] => body["results"] as readonly Wire[];
/** A refusal names its fields, each with sentences. */
const named = (...fields: string[]) => Object.fromEntries(fields.map((field) => [field, [expect.any(String)]]));

let made = 0;
async function contact(ask: Ask, values: Wire = {}): Promise<Wire> {
  made += 1;
  const answer = await ask("/contacts.json", { json: { name: `Shared ${made}`, ...values } });
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return answer.body;
}

export const CASES: readonly Case[] = [
  {
    name: "the root lists endpoints as absolute addresses",
    holds: async (ask) => {
      const { status, body } = await ask("/.json");
      expect(status).toBe(200);
      for (const name of LISTS) expect(body[name]).toMatch(new RegExp(`^http://.*/${name}$`));
    },
  },
  ...LISTS.map((name) => ({
    name: `GET ${name} is a page of a list`,
    holds: async (ask: Ask) => {
      const answer = await ask(`/${name}.json`);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body).toMatchObject({ next: null, previous: null, results: expect.any(Array) });
    },
  })),
  {
    name: "a list without its suffix is empty",
    holds: async (ask) => expect((await ask("/contacts")).text).toBe("[]"),
  },
  {
    name: "HEAD is GET without a body",
    holds: async (ask) => {
      const [head, get] = [await ask("/contacts.json", { method: "HEAD" }), await ask("/contacts.json")];
      expect([head.status, head.text, head.headers.get("Content-Type")]).toEqual([
        200,
        "",
        get.headers.get("Content-Type"),
      ]);
    },
  },
  {
    name: "404 for what is no endpoint",
    holds: async (ask) => expect((await ask("/nosuch.json")).status).toBe(404),
  },
  {
    name: "403 without a key, and with a wrong one",
    holds: async (ask) => {
      expect((await ask("/contacts.json", { token: null })).status).toBe(403);
      expect((await ask("/contacts.json", { token: "wrong".repeat(8) })).status).toBe(403);
    },
  },
  {
    name: "403 for a role that may not",
    holds: async (ask) => {
      expect((await ask("/campaigns.json", { token: TOKENS.surveyor })).status).toBe(403);
      expect((await ask("/org.json", { token: TOKENS.surveyor })).status).toBe(200);
    },
  },
  {
    name: "405 names what is allowed",
    holds: async (ask) => {
      const { status, headers } = await ask("/groups.json", { method: "PATCH", json: {} });
      expect([status, headers.get("Allow")]).toEqual([405, expect.stringContaining("GET")]);
    },
  },
  {
    name: "400 for JSON that is none, and for a list in the place of an object",
    holds: async (ask) => {
      expect((await ask("/contacts.json", { body: "{" })).status).toBe(400);
      expect((await ask("/contacts.json", { json: [] })).status).toBe(400);
    },
  },
  {
    name: "400 for a body that is not UTF-8",
    holds: async (ask) => {
      const body = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]);
      expect((await ask("/contacts.json", { method: "POST", body })).status).toBe(400);
    },
  },
  {
    name: "413 for a body that is too large",
    holds: async (ask) =>
      expect((await ask("/contacts.json", { json: { name: "x".repeat(1_100_000) } })).status).toBe(413),
  },
  {
    name: "415 for another media type",
    holds: async (ask) => {
      const headers = { "Content-Type": "text/csv" };
      expect((await ask("/contacts.json", { method: "POST", body: "a,b", headers })).status).toBe(415);
    },
  },
  {
    name: "a contact is made, shown, found, changed and deleted",
    holds: async (ask, { update, updated }) => {
      const { uuid, ...values } = await contact(ask, { urns: ["twitter:shared_one"], language: "eng" });
      expect(values).toMatchObject({ language: "eng", urns: ["twitter:shared_one"], blocked: false });
      expect(results(await ask(`/contacts.json?uuid=${String(uuid)}`))).toMatchObject([{ uuid, language: "eng" }]);
      const [path, json] = update(String(uuid), { name: "Changed", urns: ["twitter:shared_two"] });
      const changed = await ask(path, { json });
      expect([changed.status, changed.body]).toMatchObject([
        updated,
        { uuid, name: "Changed", urns: ["twitter:shared_two"] },
      ]);
      expect((await ask(`/contacts.json?uuid=${String(uuid)}`, { method: "DELETE" })).status).toBe(204);
      expect(results(await ask(`/contacts.json?uuid=${String(uuid)}`))).toEqual([]);
      expect((await ask(`/contacts.json?uuid=${String(uuid)}`, { method: "DELETE" })).status).toBe(404);
    },
  },
  {
    name: "a deleted contact stands in the list of deleted ones",
    holds: async (ask) => {
      const { uuid } = await contact(ask);
      await ask(`/contacts.json?uuid=${String(uuid)}`, { method: "DELETE" });
      const deleted = results(await ask("/contacts.json?deleted=1"));
      expect(deleted.map((it) => it["uuid"])).toContain(uuid);
    },
  },
  {
    name: "what is not there cannot be changed",
    holds: async (ask, { update, nothingToUpdate }) => {
      const [path, json] = update(NOBODY, { name: "Nobody" });
      expect((await ask(path, { json })).status).toBe(nothingToUpdate);
    },
  },
  {
    name: "another account's objects are not there",
    holds: async (ask, { update, nothingToUpdate }) => {
      expect(results(await ask(`/contacts.json?uuid=${JOE}`, { token: TOKENS.other }))).toEqual([]);
      const [path, json] = update(JOE, { name: "Taken" });
      expect((await ask(path, { json, token: TOKENS.other })).status).toBe(nothingToUpdate);
      expect((await ask(`/contacts.json?uuid=${JOE}`, { method: "DELETE", token: TOKENS.other })).status).toBe(404);
    },
  },
  {
    name: "400 names the field",
    holds: async (ask) => {
      expect((await ask("/contacts.json", { json: { name: "x".repeat(65) } })).body).toEqual(named("name"));
      expect((await ask("/contacts.json", { json: { language: "english" } })).body).toEqual(named("language"));
      expect((await ask("/contacts.json", { json: { fields: { nosuch: "x" } } })).body).toEqual(named("fields"));
      expect((await ask("/labels.json", { json: {} })).body).toEqual(named("name"));
    },
  },
  {
    name: "a refused write leaves nothing behind",
    holds: async (ask) => {
      const before = results(await ask("/contacts.json")).length;
      const refused = await ask("/contacts.json", { json: { name: "Half", urns: ["tel:+250788999001", "nonsense"] } });
      expect(refused.status).toBe(400);
      expect(results(await ask("/contacts.json"))).toHaveLength(before);
    },
  },
  {
    name: "contacts join a group and leave it",
    holds: async (ask) => {
      const { uuid } = await contact(ask);
      const act = (action: string) =>
        ask("/contact_actions.json", { json: { contacts: [uuid], action, group: "Customers" } });
      const groups = async () =>
        JSON.stringify(results(await ask(`/contacts.json?uuid=${String(uuid)}`))[0]?.["groups"] ?? null);
      expect((await act("add")).status).toBe(204);
      expect(await groups()).toContain("Customers");
      expect((await act("remove")).status).toBe(204);
      expect(await groups()).not.toContain("Customers");
    },
  },
  {
    name: "an act on a contact that is not there is refused whole",
    holds: async (ask) => {
      const { uuid } = await contact(ask);
      const json = { contacts: [uuid, NOBODY], action: "block" };
      expect((await ask("/contact_actions.json", { json })).status).toBe(400);
      expect(results(await ask(`/contacts.json?uuid=${String(uuid)}`))).toMatchObject([{ blocked: false }]);
    },
  },
  {
    name: "a field is made, and holds a value",
    holds: async (ask, { textType }) => {
      const { status, body } = await ask("/fields.json", { json: { label: "Shoe size", value_type: textType } });
      expect([status, body["key"]]).toEqual([201, "shoe_size"]);
      expect((await contact(ask, { fields: { shoe_size: "44" } }))["fields"]).toMatchObject({ shoe_size: "44" });
    },
  },
  {
    name: "a label is made once, and counts its messages",
    holds: async (ask) => {
      const made = await ask("/labels.json", { json: { name: "Shared" } });
      expect([made.status, made.body]).toMatchObject([201, { name: "Shared", count: 0 }]);
      expect((await ask("/labels.json", { json: { name: "Shared" } })).status).toBe(400);
    },
  },
  {
    name: "a message that came in is archived and shown again",
    holds: async (ask, { archive, restore }) => {
      expect((await ask("/message_actions.json", { json: archive(5002) })).status).toBe(204);
      expect((await ask("/message_actions.json", { json: restore(5002) })).status).toBe(204);
    },
  },
  {
    name: "a broadcast is taken",
    holds: async (ask) => {
      const { status, body } = await ask("/broadcasts.json", { json: { text: "Hello", contacts: [JOE] } });
      expect([status, body]).toMatchObject([201, { id: expect.any(Number), text: "Hello" }]);
      expect((await ask("/broadcasts.json", { json: { text: "Hello" } })).status).toBe(400);
    },
  },
  {
    name: "a filter that nothing fits finds nothing",
    holds: async (ask, { nobody }) => expect(results(await ask(`/contacts.json?${nobody}`))).toEqual([]),
  },
  {
    name: "bounds of time leave out what is beyond them",
    holds: async (ask) => {
      expect(results(await ask("/contacts.json?after=2100-01-01T00:00:00.000Z"))).toEqual([]);
      expect(results(await ask("/contacts.json?before=2100-01-01T00:00:00.000Z")).length).toBeGreaterThan(0);
    },
  },
  {
    name: "a write twice with one Idempotency-Key is done once",
    holds: async (ask) => {
      const headers = { "Idempotency-Key": '"shared-suite"' };
      const twice = [0, 1].map(() => ask("/contacts.json", { json: { name: "Once" }, headers }));
      const [one, other] = await Promise.all(twice);
      expect(one?.body["uuid"]).toBe(other?.body["uuid"]);
    },
  },
  {
    name: "its API document is there without a key",
    holds: async (ask) => {
      const { status, body } = await ask("/openapi.json", { token: null });
      expect([status, body["openapi"]]).toEqual([200, expect.stringMatching(/^3\.1/)]);
    },
  },
];

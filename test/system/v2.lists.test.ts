import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSystem, type System } from "./harness.ts";
import { emptyAccount, plainContact, uuidOf } from "./seed.ts";
import { type Api, pages, read, v2 } from "./v2-api.ts";

const MANY = { token: "f".repeat(40) };
const GROUP = "00000000-0000-4000-8000-00000000f001";

let system: System;
let api: Api;

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
  const at = "2016-05-05T05:05:05.555555Z";
  const contacts = Array.from({ length: 1255 }, (_none, index) =>
    plainContact(uuidOf(index), {
      name: `Contact ${index}`,
      urns: [`ext:${index}`],
      groups: index % 2 === 0 ? [GROUP] : [],
      created_on: at,
      modified_on: at,
    }),
  );
  const groups = [{ id: 900, uuid: GROUP, name: "Even ones + more", query: null, created_on: at }];
  await system.load(emptyAccount("many", MANY.token, { contacts, groups }));
});
afterAll(() => system.close());

describe("1,255 contacts modified at the same instant", () => {
  test("come in six pages, each contact once", async () => {
    const seen = await pages(api, "/contacts.json", MANY);
    expect(seen.map(({ body }) => body.results.length)).toEqual([250, 250, 250, 250, 250, 5]);
    expect(new Set(seen.flatMap(({ body }) => body.results.map(({ uuid }) => uuid))).size).toBe(1255);
    expect(seen[0]?.body.previous).toBeNull();
    expect(Object.keys(seen[0]?.body ?? {})).toEqual(["next", "previous", "results"]);
  });

  test("previous leads back over the same pages, to the first one", async () => {
    const forth = await pages(api, "/contacts.json", MANY);
    const back: string[] = [];
    for (let link = forth.at(-1)?.body.previous ?? null; link !== null;) {
      const page = await api(link, MANY);
      back.unshift(...page.body.results.map(({ uuid }) => uuid));
      link = page.body.previous;
    }
    const before = forth.slice(0, -1).flatMap(({ body }) => body.results.map(({ uuid }) => uuid));
    expect(back).toEqual(before);
  });

  test("links are absolute and keep every filter", async () => {
    const query = "?group=Even+ones+%2B+more&after=2016-05-05T05%3A05%3A05.555555Z&page=7";
    const seen = await pages(api, `/contacts.json${query}`, MANY);
    expect(seen.map(({ body }) => body.results.length)).toEqual([250, 250, 128]);
    const next = new URL(seen[0]?.body.next ?? "");
    expect(next.href.startsWith(`${system.url.origin}/api/v2/contacts.json?`)).toBe(true);
    const { cursor, ...rest } = Object.fromEntries(next.searchParams);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(rest).toEqual({ group: "Even ones + more", after: "2016-05-05T05:05:05.555555Z", page: "7" });
  });

  test("a contact written on the way is not seen twice, and nobody else is missed", async () => {
    const first = await api("/contacts.json", MANY);
    const moved = first.body.results[0]?.uuid ?? "";
    await api(`/contacts.json?uuid=${moved}`, { ...MANY, json: { name: "Moved" } });
    const rest = await pages(api, first.body.next ?? "", MANY);
    const seen = [first, ...rest].flatMap(({ body }) => body.results.map(({ uuid }) => uuid));
    expect(seen).toHaveLength(1255);
    expect(new Set(seen).size).toBe(1255);
  });

  test.each(["", "bogus", "bi4x", "cD00", "n.1.1"])("404: the cursor %o is none", async (cursor) => {
    const { status, body } = await api(`/contacts.json?cursor=${cursor}`, MANY);
    expect([status, Object.keys(body)]).toEqual([404, ["detail"]]);
  });
});

describe("the other lists", () => {
  test("groups by uuid, and by the exact name in any case", async () => {
    const { body } = await api("/groups.json");
    expect(body.results).toEqual([
      expect.objectContaining({
        name: "Developers",
        query: "isdeveloper = YES",
        count: 0,
        status: "ready",
        system: false,
      }),
      expect.objectContaining({ name: "Customers", query: null, count: 2 }),
    ]);
    expect((await api("/groups.json?name=cUSTOMERS")).body.results.map((it) => it["name"])).toEqual(["Customers"]);
    const [first] = body.results;
    expect((await api(`/groups.json?uuid=${first?.uuid}`)).body.results).toEqual([first]);
    expect((await api("/groups.json?name=Custom")).body.results).toEqual([]);
  });

  test("fields by key, under both pairs of names", async () => {
    const { body } = await api("/fields.json?key=registered");
    const [label, type] = ["Registered On", "datetime"];
    expect(body.results).toEqual([{ key: "registered", label, value_type: type, name: label, type }]);
    expect((await api("/fields.json?key=regis")).body.results).toEqual([]);
    expect((await api("/fields.json")).body.results.map(({ key }) => key)).toEqual(["registered", "nickname"]);
  });

  test("can be read by both generations of clients, as the account itself can", async () => {
    const [{ body: groups }, { body: fields }, { body: org }] = [
      await api("/groups.json"),
      await api("/fields.json"),
      await api("/org.json"),
    ];
    for (const group of groups.results) read("group", group);
    for (const field of fields.results) read("field", field);
    read("org", org);
  });
});

describe("the account and the root", () => {
  test("org: 200, one object without an envelope", async () => {
    const { status, body, headers } = await api("/org.json");
    expect(status).toBe(200);
    expect(headers.get("API-Release")).toBe("2.0.0");
    expect(body).toEqual({
      uuid: "00000000-0000-4000-8000-000000000001",
      name: "Nyaruka",
      country: "RW",
      languages: ["eng", "fra"],
      primary_language: "eng",
      timezone: "Africa/Kigali",
      date_style: "day_first",
      anon: false,
    });
  });

  test.each(["", "/", "/.json"])("the root %o lists the endpoints as absolute URLs without suffix", async (path) => {
    const { status, text } = await api(path === "" ? `${system.url.origin}/api/v2` : path);
    expect(status).toBe(200);
    const root = `${system.url.origin}/api/v2`;
    const names = [
      "org contacts fields groups messages labels broadcasts channels channel_events",
      "flows flow_starts runs campaigns campaign_events boundaries definitions events",
      "resthooks resthook_events resthook_subscribers resthook_deliveries archives classifiers globals",
    ].flatMap((line) => line.split(" "));
    expect(JSON.parse(text)).toEqual(Object.fromEntries(names.map((name) => [name, `${root}/${name}`])));
  });

  test.each(["/contacts", "/groups", "/fields"])("GET %s without its suffix answers an empty array", async (path) => {
    const { status, text } = await api(path);
    expect([status, text]).toEqual([200, "[]"]);
  });

  test("POST and DELETE work without the suffix, GET with a slash behind it", async () => {
    const made = await api("/groups", { json: { name: "Suffixless" } });
    expect(made.status).toBe(201);
    expect((await api(`/groups.json/?uuid=${made.body.uuid}`)).body.results).toEqual([made.body]);
    expect((await api(`/groups?uuid=${made.body.uuid}`, { method: "DELETE" })).status).toBe(204);
  });

  test("HEAD answers as GET does, without a body", async () => {
    const { status, text, headers } = await api("/contacts.json", { method: "HEAD" });
    expect([status, text, headers.get("Content-Type")]).toEqual([200, "", "application/json"]);
  });

  test("openapi.json is the document itself", async () => {
    const { status, body } = await api("/openapi.json");
    expect([status, body["openapi"]]).toEqual([200, "3.1.0"]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readContact, readField, readGroup, readOrg, readPage } from "../contract/clients/v1.ts";
import { startSystem, type System, TOKENS } from "./harness.ts";
import { ANN, CUSTOMERS, DEVELOPERS, FRANK, JOE, STAN, UNKNOWN } from "./sample.ts";
import { emptyAccount, plainContact, uuidOf } from "./seed.ts";
import { held } from "./v1.held.ts";

const MANY = "9".repeat(40);

const ENDPOINTS = [
  "boundaries",
  "broadcasts",
  "calls",
  "campaigns",
  "contact_actions",
  "contacts",
  "events",
  "fields",
  "flow_definition",
  "flows",
  "groups",
  "labels",
  "message_actions",
  "messages",
  "org",
  "relayers",
  "runs",
  "sms",
  "steps",
];

let system: System;

beforeAll(async () => {
  system = held(await startSystem());
  await system.load(emptyAccount("many", MANY, { contacts: manyContacts(501) }));
});
afterAll(() => system.close());

/** All of them modified at the same instant, so that only their ids put them in order. */
function manyContacts(count: number) {
  return Array.from({ length: count }, (_, at) =>
    plainContact(uuidOf(at), { name: `Contact ${at}`, urns: [`tel:+25078${String(8_000_000 + at)}`] }),
  );
}

async function get(path: string, token: string = TOKENS.main): Promise<unknown> {
  const response = await system.fetch(path, { token });
  expect(response.status, path).toBe(200);
  return response.json();
}

async function contactsAt(query: string, token: string = TOKENS.main) {
  return readPage(readContact)(await get(`/api/v1/contacts.json${query}`, token), "page");
}

async function uuidsAt(query: string, token: string = TOKENS.main): Promise<readonly string[]> {
  return (await contactsAt(query, token)).results.map(({ uuid }) => uuid);
}

describe("200", () => {
  test("org is v2's, without the attributes that came later", async () => {
    expect(readOrg(await get("/api/v1/org.json"), "org")).toEqual({
      name: "Nyaruka",
      country: "RW",
      languages: ["eng", "fra"],
      primary_language: "eng",
      timezone: "Africa/Kigali",
      date_style: "day_first",
      anon: false,
    });
  });

  test("a contact has v1's names, and dates cut to milliseconds", async () => {
    const { results } = await contactsAt(`?uuid=${ANN}`);
    expect(results).toEqual([
      {
        uuid: ANN,
        name: "Ann",
        language: "eng",
        group_uuids: [CUSTOMERS],
        urns: ["tel:+250788000001"],
        fields: { nickname: "Annie", registered: null },
        blocked: false,
        failed: false,
        modified_on: new Date("2016-02-03T00:00:00.000Z"),
        phone: "+250788000001",
        groups: ["Customers"],
      },
    ]);
  });

  test("groups have an integer and a size", async () => {
    const page = readPage(readGroup)(await get("/api/v1/groups.json"), "page");
    expect(page).toMatchObject({ count: 2, next: null, previous: null });
    expect(page.results).toEqual([
      { group: 32, uuid: expect.any(String), name: "Developers", size: 0 },
      { group: 31, uuid: CUSTOMERS, name: "Customers", size: 2 },
    ]);
  });

  test("fields have a letter for a type", async () => {
    const page = readPage(readField)(await get("/api/v1/fields.json"), "page");
    expect(page.results).toEqual([
      { key: "nickname", label: "Nick name", value_type: "T" },
      { key: "registered", label: "Registered On", value_type: "D" },
    ]);
  });

  test.each([
    ["no filter: the last modified first", "", [STAN, ANN, FRANK, JOE]],
    ["several UUIDs", `?uuid=${JOE}&uuid=${ANN}`, [ANN, JOE]],
    ["an unknown UUID", `?uuid=${UNKNOWN}`, []],
    ["a comma is no second UUID", `?uuid=${JOE},${ANN}`, []],
    ["several URNs", "?urns=tel:%2B250788123123&urns=twitter:franky", [FRANK, JOE]],
    ["a URN that is not in normal form", "?urns=twitter:@Franky", []],
    ["phones with a comma", "?phone=%2B250788123123,%2B250788000001", [ANN, JOE]],
    ["phones repeated", "?phone=%2B250788123123&phone=%2B250788000001", [ANN, JOE]],
    ["a group's UUID", `?group_uuids=${CUSTOMERS}`, [ANN, JOE]],
    ["a group's name", "?group=Customers", [ANN, JOE]],
    ["filters together", `?group=Customers&uuid=${JOE}&uuid=${FRANK}`, [JOE]],
    ["after, inclusive", "?after=2016-02-03T00:00:00.000003Z", [STAN, ANN]],
    ["before, inclusive", "?before=2016-02-02T00:00:00.000002", [FRANK, JOE]],
    ["a date without a fraction", "?after=2016-02-03T00:00:00Z", []],
    ["deleted, before any was", "?deleted=1", []],
    ["deleted=0", "?deleted=0", [STAN, ANN, FRANK, JOE]],
    ["an unknown parameter", "?nonsense=1", [STAN, ANN, FRANK, JOE]],
  ])("contacts by %s", async (_name, query, uuids) => {
    const page = await contactsAt(query);
    expect(page.results.map(({ uuid }) => uuid)).toEqual(uuids);
    expect(page.count).toBe(uuids.length);
  });

  test.each([
    ["groups.json?name=USTOM", 1],
    ["groups.json?name=nobody", 0],
    [`groups.json?uuid=${CUSTOMERS}&uuid=${DEVELOPERS}`, 2],
    ["fields.json?key=nick", 1],
    ["fields.json?key=registered", 1],
    ["fields.json?key=e", 2],
    ["fields.json?key=absent", 0],
  ])("%s finds %i", async (path, count) => {
    expect(await get(`/api/v1/${path}`)).toMatchObject({ count, results: { length: count } });
  });

  test("pages of 250 with links that are followed as they are, every contact once", async () => {
    const seen: string[] = [];
    const sizes: number[] = [];
    for (let url: string | null = "/api/v1/contacts.json?deleted=0"; url !== null;) {
      const page = readPage(readContact)(await get(url, MANY), "page");
      expect(page.count).toBe(501);
      seen.push(...page.results.map(({ uuid }) => uuid));
      sizes.push(page.results.length);
      url = page.next;
    }
    expect(sizes).toEqual([250, 250, 1]);
    expect(new Set(seen).size).toBe(501);
  });

  test("links are absolute and keep the query; the first page has none back", async () => {
    const first = await contactsAt("?after=2016-01-01T00:00:00.0Z", MANY);
    expect(first.previous).toBeNull();
    expect(first.next).toBe(new URL("/api/v1/contacts.json?after=2016-01-01T00%3A00%3A00.0Z&page=2", system.url).href);
    const second = await contactsAt("?after=2016-01-01T00:00:00.0Z&page=2", MANY);
    expect(second.previous).toBe(new URL("/api/v1/contacts.json?after=2016-01-01T00%3A00%3A00.0Z", system.url).href);
  });

  test.each(["contacts", "groups", "fields"])("%s without suffix is an empty array", async (name) => {
    expect(await get(`/api/v1/${name}`)).toEqual([]);
  });

  test("the root lists the endpoints by absolute URLs without suffix", async () => {
    const listed = Object.fromEntries(ENDPOINTS.map((name) => [name, new URL(`/api/v1/${name}`, system.url).href]));
    expect(await get("/api/v1/.json")).toEqual(listed);
  });

  test("a slash after the suffix changes nothing, HEAD has GET's fields and no body", async () => {
    expect(await uuidsAt("/?group=Customers")).toEqual([ANN, JOE]);
    const head = await system.fetch("/api/v1/contacts.json", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(head.headers.get("Content-Type")).toBe("application/json");
  });

  test("in an anonymous account nobody is found by a URN", async () => {
    const { results } = await contactsAt("", TOKENS.anon);
    expect(results.length).toBeGreaterThan(0);
    for (const filter of ["urns=tel:%2B250788777777", "phone=%2B250788777777"]) {
      expect((await contactsAt(`?${filter}`, TOKENS.anon)).count).toBe(0);
    }
  });

  test("an anonymous account shows no number", async () => {
    const { results } = await contactsAt("", TOKENS.anon);
    expect(results).toMatchObject([{ name: "Xavier", urns: [], phone: null }]);
  });

  test("a surveyor reads contacts, fields and org", async () => {
    for (const name of ["contacts", "fields", "org"]) await get(`/api/v1/${name}.json`, TOKENS.surveyor);
  });

  test("answers say which release of v1 made them, and keep the route to themselves", async () => {
    const { headers } = await system.fetch("/api/v1/contacts.json");
    expect(headers.get("API-Release")).toBe("1.0.0");
    expect(headers.get("X-Route")).toBeNull();
  });
});

describe("another account", () => {
  test.each([`?uuid=${JOE}`, "?urns=tel:%2B250788123123", "?group=Customers", `?group_uuids=${CUSTOMERS}`])(
    "finds nothing by %s",
    async (query) => {
      expect(await contactsAt(query, TOKENS.other)).toMatchObject({ count: 0, results: [] });
    },
  );

  test("has its own groups and fields only", async () => {
    expect(await get("/api/v1/groups.json", TOKENS.other)).toMatchObject({ count: 1, results: [{ group: 33 }] });
    expect(await get("/api/v1/fields.json", TOKENS.other)).toMatchObject({ count: 0, results: [] });
  });
});

describe("deleted contacts", () => {
  test("are listed with what is left of them, page after page, and filtered by date", async () => {
    const doomed = Array.from({ length: 301 }, (_, at) => `uuid=${uuidOf(at)}`);
    for (const half of [doomed.slice(0, 150), doomed.slice(150)]) {
      const response = await system.fetch(`/api/v1/contacts.json?${half.join("&")}`, { method: "DELETE", token: MANY });
      expect(response.status).toBe(204);
    }
    const first = await contactsAt("?deleted=1", MANY);
    const second = await contactsAt("?deleted=1&page=2", MANY);
    expect([first.count, first.results.length, second.results.length]).toEqual([301, 250, 51]);
    expect(new Set([...first.results, ...second.results].map(({ uuid }) => uuid)).size).toBe(301);
    expect(second.results[0]).toMatchObject({
      name: null,
      urns: [],
      groups: [],
      fields: {},
      blocked: null,
      failed: null,
    });
    expect(await uuidsAt("?deleted=true&before=2016-01-01T00:00:00.0Z", MANY)).toEqual([]);
    expect(await contactsAt("", MANY)).toMatchObject({ count: 200 });
  });
});

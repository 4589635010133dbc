/** What v2 offers to other workers only, as v1 is bound to it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSystem, type System } from "./harness.ts";
import { ANN, JOE, UNKNOWN } from "./sample.ts";
import { type Api, type Wire, v2 } from "./v2-api.ts";

interface Binding {
  fetch(url: string, init: RequestInit): Promise<Response>;
}
interface ToldOperation {
  readonly status: number;
  readonly body: Wire;
  readonly id?: number | null;
}
interface Told {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & {
    readonly answers: readonly ToldOperation[];
    readonly answer: ToldOperation;
    readonly results: readonly Wire[];
  };
}

const FIELDS = {
  "X-Account-Id": "main",
  "X-Key-Id": "k",
  "X-Key-Role": "A",
  "X-API-Version": "1",
  "X-Request-Id": "r",
};

let system: System;
let api: Api;
let internal: Binding;

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
  const bindings = await system.bindings("milepost-v1");
  internal = bindings["V2_INTERNAL"] as Binding;
});
afterAll(() => system.close());

async function ask(path: string, json: unknown, fields: Record<string, string> = FIELDS): Promise<Told> {
  const headers = { "Content-Type": "application/json", ...fields };
  const response = await internal.fetch(`http://v2${path}`, { method: "POST", headers, body: JSON.stringify(json) });
  return { status: response.status, body: (await response.json()) as Told["body"] };
}

const post = (path: string, body: unknown = {}) => ({ method: "POST", path, body });
const batch = (...operations: unknown[]) => ask("/batch", { operations });

async function names(path: string): Promise<unknown[]> {
  return (await api(path)).body.results.map((it) => it["name"]);
}

describe("a batch", () => {
  test("is applied in order; a later operation sees what an earlier one made", async () => {
    const { status, body } = await batch(
      post("/groups.json", { name: "Batched" }),
      post("/fields.json", { label: "Batch", value_type: "numeric" }),
      post("/contacts.json", { name: "Bo", groups: ["batched"], fields: { batch: 7 }, urns: ["ext:bo"] }),
      post("/contacts?urn=ext:bo", { language: "eng" }),
      { method: "DELETE", path: `/contacts.json?uuid=${ANN}` },
    );
    expect(status).toBe(200);
    expect(body.answers.map((it) => it.status)).toEqual([201, 201, 201, 200, 204]);
    const [, , made, changed, deleted] = body.answers;
    expect(made?.body).toMatchObject({ groups: [{ name: "Batched" }], fields: { batch: "7" } });
    expect(changed?.body).toMatchObject({ uuid: made?.body.uuid, language: "eng" });
    expect(deleted?.body).toBeNull();
    expect((await api("/contacts.json?urn=ext:bo")).body.results).toEqual([changed?.body]);
  });

  test("tells the numbers of campaigns and events, and puts its one reason into the log", async () => {
    const campaign = { name: "Numbered", group: "Customers" };
    const { body } = await ask("/batch?reason=told+twice&reason=told", {
      operations: [post("/campaigns.json", campaign), post("/groups.json", { name: "Not numbered" })],
    });
    const [made, group] = body.answers;
    expect([made?.id, group?.id]).toEqual([expect.any(Number), null]);
    const { results } = (await api(`/events.json?object=${made?.body.uuid}`)).body;
    expect(results).toMatchObject([{ reason: "told" }]);
    const long = await ask(`/batch?reason=${"x".repeat(256)}`, { operations: [post("/campaigns.json", campaign)] });
    expect([long.status, long.body]).toEqual([400, { detail: expect.any(String) }]);
  });

  test.each<[string, unknown[], number, number, unknown]>([
    ["an unknown object", [post(`/contacts.json?uuid=${UNKNOWN}`)], 1, 404, { detail: "Not found." }],
    ["a reference", [post("/contacts.json", { groups: ["No"] })], 1, 400, { groups: ["No such group: No"] }],
    [
      "a body, with all failing fields",
      [post("/contacts.json", { name: 1, groups: ["No"] })],
      1,
      400,
      {
        name: ["Not a valid string."],
        groups: ["No such group: No"],
      },
    ],
    [
      "a group that an earlier one made again",
      [post("/groups.json", { name: "FIRST" })],
      1,
      400,
      {
        name: ["This field must be unique."],
      },
    ],
    [
      "a bad body after a bad reference: the first",
      [post("/contacts.json", { groups: ["No"] }), post("/groups.json")],
      1,
      400,
      {
        groups: ["No such group: No"],
      },
    ],
    ["a GET", [{ method: "GET", path: "/contacts.json" }], 1, 405, { detail: expect.any(String) }],
    ["an unknown endpoint", [post("/nothing.json")], 1, 404, { detail: expect.any(String) }],
    ["a bad query", [post("/contacts.json?urn=x")], 1, 400, { detail: expect.any(String) }],
  ])("of which one fails writes nothing: %s", async (_what, operations, failed, status, answer) => {
    const told = await batch(post("/groups.json", { name: "First" }), ...operations);
    expect(told).toEqual({ status: 200, body: { failed, answer: { status, body: answer } } });
    expect(await names("/groups.json?name=First")).toEqual([]);
  });

  test("in which a later one needs what an earlier one made is explained as if that were there", async () => {
    const told = await batch(
      post("/groups.json", { name: "Needed" }),
      post("/contacts.json", { name: 1, groups: ["Needed"] }),
    );
    expect(told.body).toEqual({ failed: 1, answer: { status: 400, body: { name: ["Not a valid string."] } } });
  });

  test("obeys the caller's role", async () => {
    const { body } = await ask(
      "/batch",
      { operations: [post("/groups.json", { name: "x" })] },
      { ...FIELDS, "X-Key-Role": "S" },
    );
    expect(body).toMatchObject({ failed: 0, answer: { status: 403 } });
  });

  test.each<[string, unknown]>([
    ["102 operations", { operations: Array.from({ length: 102 }, () => post("/contacts.json")) }],
    ["no list", {}],
    ["a body that is no object", { operations: [post("/contacts.json", [])] }],
    ["a path of another host", { operations: [post("http://elsewhere/contacts.json")] }],
  ])("400: %s", async (_what, json) => {
    expect(await ask("/batch", json)).toMatchObject({ status: 400, body: { detail: expect.any(String) } });
  });
});

describe("objects by identifier", () => {
  test("come in the order asked for, as they are in lists, without unknown ones", async () => {
    const { body } = await api("/contacts.json");
    const [first, second] = body.results;
    const ids = [second?.uuid, UNKNOWN, first?.uuid];
    expect(await ask("/pick/contacts", { ids })).toEqual({ status: 200, body: { results: [second, first] } });

    const groups = (await api("/groups.json")).body.results.toReversed();
    expect((await ask("/pick/groups", { ids: groups.map(({ uuid }) => uuid) })).body.results).toEqual(groups);
    const fields = (await api("/fields.json")).body.results.toReversed();
    expect((await ask("/pick/fields", { ids: fields.map((it) => it["key"]) })).body.results).toEqual(fields);
  });

  test.each(["messages", "broadcasts", "labels"])("%s come so too, by number or UUID", async (kind) => {
    await api("/broadcasts.json", { json: { text: "Hi", contacts: [JOE] } });
    const sent = async () => (await api("/broadcasts.json")).body.results.every((it) => it["status"] === "sent");
    while (!(await sent())) await new Promise((resolve) => setTimeout(resolve, 50));
    const all = (await api(`/${kind}.json`)).body.results.toReversed();
    const ids = all.map((it) => String(kind === "labels" ? it.uuid : it["id"]));
    expect((await ask(`/pick/${kind}`, { ids: [...ids, "999999", UNKNOWN] })).body.results).toEqual(all);
    expect(all.length).toBeGreaterThan(0);
  });

  test("are those of the caller's account, and of its role", async () => {
    expect((await ask("/pick/contacts", { ids: [JOE] }, { ...FIELDS, "X-Account-Id": "other" })).body.results).toEqual(
      [],
    );
    const surveyor = { ...FIELDS, "X-Key-Role": "S" };
    expect((await ask("/pick/groups", { ids: [] }, surveyor)).status).toBe(403);
    expect((await ask("/pick/contacts", { ids: [JOE] }, surveyor)).body.results).toMatchObject([{ uuid: JOE }]);
  });

  test("are at most 250, and of a kind that exists", async () => {
    expect((await ask("/pick/contacts", { ids: Array.from({ length: 251 }, () => JOE) })).status).toBe(400);
    expect((await ask("/pick/secrets", { ids: [] })).status).toBe(404);
  });
});

describe("what is around a write", () => {
  test("is told at once: URNs completed, their owners, the groups, the channel and the fields there are", async () => {
    const urns = ["tel:0788 123 123", "twitter:@Nobody"];
    const told = await ask("/around", { urns, groups: ["customers", "Nobody's"], channel: 12 });
    expect(told.body).toEqual({
      urns: ["tel:+250788123123", "twitter:nobody"],
      valid: true,
      anon: false,
      fields: expect.arrayContaining([{ key: "nickname", label: "Nick name" }]),
      groups: ["Customers"],
      owners: [{ uuid: JOE, urns: expect.arrayContaining(["tel:+250788123123"]) }],
      channel: (await api("/channels.json")).body.results.find(({ address }) => address === "billy_bob")?.uuid,
    });
  });

  test("is nothing of what there is not, and what is no URN stays as it is", async () => {
    const told = await ask("/around", { urns: ["nonsense", "tel:12"], channel: 99 });
    const nothing = { urns: ["nonsense", "tel:12"], valid: false, groups: [], owners: [], channel: null };
    expect(told.body).toMatchObject(nothing);
  });

  test("is 1,000 of each at most, and nobody's without an account", async () => {
    const many = Array.from({ length: 1_001 }, () => "tel:1");
    expect((await ask("/around", { urns: many })).status).toBe(400);
    expect((await ask("/around", { groups: many })).status).toBe(400);
    expect((await ask("/around", { channel: "11" })).status).toBe(400);
    expect((await ask("/around", {}, { ...FIELDS, "X-Account-Id": "nobody" })).status).toBe(403);
  });
});

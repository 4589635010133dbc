import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TOKENS, startSystem, type System } from "./harness.ts";
import { emptyAccount } from "./seed.ts";
import { type Api, type Wire, pages, v2 } from "./v2-api.ts";

const EDITOR = "e".repeat(40);
const MANY = "f".repeat(40);

let system: System;
let api: Api;

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
  await system.load(emptyAccount("edited", EDITOR, { tokens: [{ token: EDITOR, role: "E" }] }));
  await system.load(emptyAccount("many", MANY));
});
afterAll(() => system.close());

const events = async (query = ""): Promise<readonly Wire[]> => {
  const { status, body } = await api(`/events.json${query}`);
  expect(status).toBe(200);
  return body.results;
};

describe("every write is in the log", () => {
  test("200: with who, what, why, through which version and by which request", async () => {
    const headers = { "X-Request-Id": "0000-of-this-test" };
    const { body: group } = await api("/groups.json?reason=Quarterly%20clean-up", {
      json: { name: "Logged" },
      headers,
    });
    await api(`/groups.json?uuid=${group.uuid}`, { json: { name: "Logged twice", reason: "in the body: ignored" } });
    await api(`/groups.json?uuid=${group.uuid}&reason=Done%20%E2%9C%93`, { method: "DELETE" });
    const log = await events(`?object=${group.uuid}`);
    const actor = log[0]?.["actor"];
    const common = { type: "group", object: group.uuid, actor, version: "2" };
    expect(log).toMatchObject([
      { ...common, action: "delete", reason: "Done ✓" },
      { ...common, action: "update", reason: "" },
      { ...common, action: "create", reason: "Quarterly clean-up", request_id: "0000-of-this-test" },
    ]);
    expect((await events()).slice(0, 3)).toEqual(log);
    expect(actor).toMatch(/^\w/);
    expect(JSON.stringify(log)).not.toContain(TOKENS.main);
  });

  test("200: also those of another kind of object, and an import is one event", async () => {
    const { body: contact } = await api("/contacts.json?reason=call", { json: { name: "Logged" } });
    expect(await events(`?object=${contact.uuid}`)).toMatchObject([{ type: "contact", reason: "call" }]);
    await api("/fields.json?reason=survey", { json: { label: "Logged", value_type: "text" } });
    expect(await events("?object=logged")).toMatchObject([{ type: "field", action: "create", reason: "survey" }]);
    expect(await events("?actor=import")).toMatchObject([{ type: "account", version: "", reason: "import" }]);
  });

  test("but not what was refused", async () => {
    const before = (await events())[0];
    await api("/groups.json?reason=no", { json: { name: " " } });
    await api("/groups.json?uuid=unknown&reason=no", { method: "DELETE" });
    expect((await events())[0]).toEqual(before);
  });

  test("400: a reason has at most 255 characters, and no null", async () => {
    expect((await api(`/groups.json?reason=${"é".repeat(256)}`, { json: { name: "Too long" } })).status).toBe(400);
    expect((await api("/groups.json?reason=%00", { json: { name: "Null" } })).status).toBe(400);
    expect((await api(`/groups.json?reason=${"é".repeat(255)}`, { json: { name: "Long" } })).status).toBe(201);
  });

  test("and every writing operation takes a reason", async () => {
    const { body } = await api("/openapi.json");
    type Operation = { parameters?: { name: string; in: string }[] };
    const paths = (body as unknown as { paths: Record<string, Record<string, Operation>> }).paths;
    const without = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method]) => method !== "get")
        .filter(([, { parameters = [] }]) => !parameters.some((it) => it.name === "reason" && it.in === "query"))
        .map(([method]) => `${method} ${path}`),
    );
    expect(without).toEqual([]);
  });
});

describe("the log is paged", () => {
  const many = { token: MANY };

  beforeAll(async () => {
    for (let index = 0; index < 260; index += 1) {
      const { status } = await api("/groups.json", { ...many, json: { name: `Group ${index}` } });
      expect(status).toBe(201);
    }
  });

  test("200: by 250, the newest first, each event once, with every filter", async () => {
    const [first] = (await api("/events.json", many)).body.results;
    for (const query of ["", "?action=create", `?actor=${String(first?.["actor"])}`]) {
      const all = (await pages(api, `/events.json${query}`, many)).flatMap(({ body }) => body.results);
      const ids = all.map((it) => it["id"] as number);
      expect(ids).toEqual([...new Set(ids)].toSorted((one, other) => other - one));
      expect(ids.length).toBeGreaterThanOrEqual(260);
      const instants = all.map((it) => String(it["created_on"]));
      expect(instants).toEqual(instants.toSorted().toReversed());
    }
  });

  test("200: between instants, both inclusive, with the other filters and in any form that is one", async () => {
    const { results } = (await api("/events.json", many)).body;
    const [from, to] = [String(results[20]?.["created_on"]), String(results[10]?.["created_on"])];
    const actor = String(results[0]?.["actor"]);
    for (const filter of ["", "&action=create", `&actor=${actor}`]) {
      const { body } = await api(`/events.json?after=${from}&before=${to}${filter}`, many);
      expect(body.results).toEqual(results.slice(10, 21));
    }
    expect((await api("/events.json?after=yesterday", many)).body.results).toEqual([]);
    expect((await api("/events.json?action=destroy", many)).body.results).toEqual([]);
  });
});

describe("refusals", () => {
  test("403: for administrators only", async () => {
    expect((await api("/events.json", { token: TOKENS.surveyor })).status).toBe(403);
    expect((await api("/events.json", { token: EDITOR })).status).toBe(403);
  });

  test("400: one filter at a time; 404: a cursor of nobody's; 405: it is only read", async () => {
    expect((await api("/events.json?object=x&actor=y")).status).toBe(400);
    expect((await api("/events.json?cursor=x")).status).toBe(404);
    const { status, headers } = await api("/events.json", { method: "DELETE" });
    expect([status, headers.get("Allow")]).toEqual([405, "GET, HEAD"]);
  });

  test("200: nothing of another account", async () => {
    const { body } = await api("/groups.json", { json: { name: "Private" } });
    const { body: theirs } = await api(`/events.json?object=${body.uuid}`, { token: TOKENS.other });
    expect(theirs.results).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Asked, TOKENS, startSystem, type System } from "./harness.ts";
import { type Api, type Told, type Wire, read, v2 } from "./v2-api.ts";

const REQUIRED = ["This field is required."];
const naming = (text: string): unknown => [expect.stringContaining(text)];

let system: System;
let api: Api;

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
});
afterAll(() => system.close());

const results = async (path: string, asked?: Asked): Promise<readonly Wire[]> => {
  const { status, body } = await api(path, asked);
  expect(status).toBe(200);
  return body.results;
};

let targets = 0;
const subscribe = (over: Readonly<Record<string, unknown>> = {}): Promise<Told> => {
  targets += 1;
  const json = { resthook: "new-mother", target_url: `https://example.com/${targets}`, ...over };
  return api("/resthook_subscribers.json", { json });
};

describe("resthooks", () => {
  test("200: the last modified first", async () => {
    const listed = (await results("/resthooks.json")).map((it) => read("resthook", it)["resthook"]);
    expect(listed).toEqual(["new-father", "new-mother"]);
  });

  test("200: their events, of all or of one, with data as it was imported", async () => {
    const all = (await results("/resthook_events.json")).map((it) => read("resthook_event", it));
    expect(all).toMatchObject([{ resthook: "new-mother", data: { event: "new mother", values: [], steps: [] } }]);
    expect(await results("/resthook_events.json?resthook=new-mother")).toEqual(all);
    expect(await results("/resthook_events.json?resthook=new-father")).toEqual([]);
    expect(await results("/resthook_events.json?resthook=unknown")).toEqual([]);
  });
});

describe("subscribers", () => {
  test("201: are made, and told their secret there and nowhere else; 200: listed; 204: deleted; 404: gone", async () => {
    const made = await subscribe();
    expect(made.status).toBe(201);
    const { secret, ...subscriber } = read("resthook_subscriber", made.body) as Wire & { secret: string };
    expect(secret).toMatch(/^mps_[\w-]{43}$/);
    const at = `/resthook_subscribers.json?id=${String(subscriber["id"])}`;
    expect(await results(at)).toEqual([subscriber]);
    expect((await results("/resthook_subscribers.json")).map((it) => read("resthook_subscriber", it))[0]).toEqual(
      subscriber,
    );
    expect((await api(at, { method: "DELETE" })).status).toBe(204);
    expect((await api(at, { method: "DELETE" })).status).toBe(404);
    expect(await results(at)).toEqual([]);
  });

  test("200: are filtered by their resthook; what names nothing finds nothing", async () => {
    const { body } = await subscribe({ resthook: "new-father" });
    expect((await results("/resthook_subscribers.json?resthook=new-father")).map((it) => it["id"])).toEqual([
      body["id"],
    ]);
    expect(await results(`/resthook_subscribers.json?resthook=new-mother&id=${String(body["id"])}`)).toEqual([]);
    for (const query of ["resthook=unknown", "id=999999", "id=x", "id=1e3", "id=99999999999999999999"]) {
      expect(await results(`/resthook_subscribers.json?${query}`), query).toEqual([]);
    }
  });

  test.each<[string, Readonly<Record<string, unknown>>, unknown]>([
    ["nothing", { resthook: undefined, target_url: undefined }, { resthook: REQUIRED, target_url: REQUIRED }],
    ["no target", { target_url: undefined }, { target_url: REQUIRED }],
    [
      "no target, and an unknown resthook",
      { resthook: "nope", target_url: undefined },
      { resthook: naming("No such resthook: nope"), target_url: REQUIRED },
    ],
    ["null for both", { resthook: null, target_url: null }, { resthook: naming("null"), target_url: naming("null") }],
    ["a number", { target_url: 5 }, { target_url: ["Not a valid string."] }],
    ["an unknown resthook", { resthook: "nope" }, { resthook: naming("nope") }],
    ["not a URL", { target_url: "example" }, { target_url: naming("http") }],
    ["another scheme", { target_url: "ftp://example.com/" }, { target_url: naming("http") }],
    ["a password", { target_url: "https://me:secret@example.com/" }, { target_url: naming("password") }],
    ["loopback", { target_url: "http://127.0.0.1:8080/" }, { target_url: naming("private network") }],
    ["loopback in decimal", { target_url: "http://2130706433/" }, { target_url: naming("private network") }],
    ["loopback by name", { target_url: "http://localhost/" }, { target_url: naming("private network") }],
    ["IPv6 loopback", { target_url: "http://[::1]/" }, { target_url: naming("private network") }],
    ["the metadata of clouds", { target_url: "http://169.254.169.254/" }, { target_url: naming("private network") }],
    [
      "two faults at once",
      { resthook: "nope", target_url: "http://10.0.0.1/" },
      { resthook: naming("nope"), target_url: naming("private network") },
    ],
  ])("400: %s", async (_what, over, errors) => {
    const before = (await results("/resthook_subscribers.json")).length;
    const { status, body } = await subscribe(over);
    expect([status, body]).toEqual([400, errors]);
    expect(await results("/resthook_subscribers.json")).toHaveLength(before);
  });

  test("400: the same URL twice, more than ten of them, and a deletion of nobody", async () => {
    const { body } = await subscribe();
    const again = await subscribe({ target_url: body["target_url"] });
    expect([again.status, again.body]).toEqual([400, { non_field_errors: naming("subscribed already") }]);
    for (let told = again; (await results("/resthook_subscribers.json?resthook=new-mother")).length < 10;) {
      told = await subscribe();
      expect(told.status).toBe(201);
    }
    const beyond = await subscribe();
    expect([beyond.status, beyond.body]).toEqual([400, { non_field_errors: naming("as many") }]);
    expect((await api("/resthook_subscribers.json", { method: "DELETE" })).status).toBe(400);
    expect((await api("/resthook_subscribers.json?id=x", { method: "DELETE" })).status).toBe(404);
  });

  test("413: a body of more than a million bytes", async () => {
    expect((await subscribe({ target_url: `https://example.com/${"x".repeat(1_000_000)}` })).status).toBe(413);
  });
});

describe.each(["resthooks", "resthook_events", "resthook_subscribers", "resthook_deliveries"])("%s", (endpoint) => {
  test("403: not for surveyors", async () => {
    expect((await api(`/${endpoint}.json`, { token: TOKENS.surveyor })).status).toBe(403);
  });

  test("404: a cursor that no list gave out", async () => {
    expect((await api(`/${endpoint}.json?cursor=x`)).status).toBe(404);
  });

  test("405: says what it takes", async () => {
    const { status, headers } = await api(`/${endpoint}.json`, { method: "PUT" });
    expect(status).toBe(405);
    expect(headers.get("Allow")).toBe(endpoint === "resthook_subscribers" ? "GET, HEAD, POST, DELETE" : "GET, HEAD");
  });

  test("200: of another account are not there", async () => {
    await subscribe();
    expect(await results(`/${endpoint}.json`, { token: TOKENS.other })).toEqual([]);
  });
});

test("404: a subscriber of another account cannot be deleted", async () => {
  const [subscriber] = await results("/resthook_subscribers.json");
  const at = `/resthook_subscribers.json?id=${String(subscriber?.["id"])}`;
  expect((await api(at, { method: "DELETE", token: TOKENS.other })).status).toBe(404);
  expect(await results(at)).toHaveLength(1);
});

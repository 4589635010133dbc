/**
 * Every operation of the operator's API with every status that its document names, over HTTP, each answer held to
 * the document. What only a broken deployment answers (202, 503) is in `admin.table.test.ts` and `problems.test.ts`.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KEYS_PER_ACCOUNT } from "../../router/identity/directory.ts";
import { adminOf, document, type Admin } from "./admin-api.ts";
import { startSystem, type System } from "./harness.ts";

let system: System;
let admin: Admin;
const seen = new Set<string>();

beforeAll(async () => {
  system = await startSystem();
  admin = adminOf(system.url, (operation, status) => seen.add(`${operation} ${status}`));
});
afterAll(() => system.close());

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** What an operation cannot do without. */
const QUERIES: Readonly<Record<string, string>> = {
  "/admin/import": "?account=sweep",
  "/admin/usage": "?version=V2",
  "/admin/usage/callers": "?version=V2",
};

/** Method, path in the document, and a path that fits it, of an account that nobody has. */
const OPERATIONS = Object.entries(document.paths).flatMap(([template, operations]) =>
  Object.keys(operations).map((name) => {
    const path = template
      .replace("{account}", "nobody")
      .replace("{application}", "default")
      .replace("{policy}", "v2")
      .replace("{version}", "V2")
      .replace("{operator}", "nobody")
      .replace("{id}", "none");
    return [name.toUpperCase(), template, `${path}${QUERIES[path] ?? ""}`] as const;
  }),
);

/** Bodies that are well-formed, by operation: so that what is refused is the rest of the request. */
const BODIES: Readonly<Record<string, object>> = {
  "POST /admin/accounts": { account: "sweep" },
  "PATCH /admin/accounts/{account}": { name: "Swept" },
  "POST /admin/accounts/{account}/keys": { role: "A" },
  "PATCH /admin/accounts/{account}/keys/{id}": { label: "swept" },
  "POST /admin/accounts/{account}/keys/{id}/rotate": { overlap: 60 },
  "PUT /admin/accounts/{account}/pins/{application}": { version: 2 },
  "PUT /admin/accounts/{account}/limits/{policy}": { limit: 5, window: 2 },
  "POST /admin/operators": { name: "sweeper" },
};

const bodyOf = (method: string, template: string) => {
  const json = BODIES[`${method} ${template}`];
  return json === undefined ? {} : { json };
};

/** One for each operation: an address that goes on guessing is slowed. */
const addressOf = (method: string, template: string) =>
  `192.0.2.${OPERATIONS.findIndex(([its, path]) => its === method && path === template)}`;

const problem = (kind: string) => `${system.url.origin}/docs/problems/${kind}`;

describe.each(OPERATIONS)("%s %s", (method, template, path) => {
  test("a stranger gets 401, whatever the token looks like", async () => {
    const others = [null, "guessed", `mpo_${"0".repeat(39)}`, `mpo_${"1".repeat(33)}${"0".repeat(6)}`, "a".repeat(40)];
    for (const token of others) {
      const headers = { "CF-Connecting-IP": addressOf(method, template) };
      const answer = await admin(path, { method, token, headers, ...bodyOf(method, template) });
      expect([answer.status, answer.body["type"]]).toEqual([401, problem("operator-required")]);
    }
  });

  test("another method gets 405 and is told which there are", async () => {
    const there = Object.keys(document.paths[template] ?? {}).map((it) => it.toUpperCase());
    for (const wrong of METHODS.filter((it) => !there.includes(it))) {
      const answer = await admin(path, { method: wrong });
      seen.add(`${method} ${template} ${answer.status}`);
      expect([answer.status, answer.body["type"]]).toEqual([405, problem("method-not-allowed")]);
      expect(
        answer.headers
          .get("Allow")
          ?.split(", ")
          .filter((it) => it !== "HEAD"),
      ).toEqual(there);
    }
  });

  test("a parameter that nobody knows gets 400 and is named, beside what else is wrong", async () => {
    const joint = path.includes("?") ? "&" : "?";
    const answer = await admin(`${path}${joint}nonsense=1&limit=1&limit=2`, { method, ...bodyOf(method, template) });
    expect([answer.status, answer.body["type"]], answer.text).toEqual([400, problem("request-invalid")]);
    const fields = answer.body.errors.map((it) => `${it.in} ${it.field}`);
    expect(fields).toEqual(expect.arrayContaining(["query nonsense", "query limit"]));
  });
});

const findable = OPERATIONS.filter(
  ([method, template]) => document.paths[template]?.[method.toLowerCase()]?.responses["404"] !== undefined,
);

test.each(findable)("%s %s answers 404 for what is not there", async (method, template, path) => {
  const answer = await admin(path, { method, ...bodyOf(method, template) });
  const kind = template.startsWith("/admin/operators") ? "operator-unknown" : "account-unknown";
  expect([answer.status, answer.body["type"]]).toEqual([404, problem(kind)]);
});

const withBody = OPERATIONS.filter(([method, template]) => BODIES[`${method} ${template}`] !== undefined);

test.each(withBody)("%s %s refuses a body that is none as what it is", async (method, template, path) => {
  const send = (body: BodyInit, headers = {}) => admin(path, { method, body, headers });
  const kinds = [
    [await send("x".repeat(20_000)), 413, "body-too-large"],
    [await send("{}", { "Content-Type": "text/plain" }), 415, "body-type-unsupported"],
    [await send("{"), 400, "body-malformed"],
    [await send("[]"), 400, "body-malformed"],
    [await send(new Uint8Array([0xff])), 400, "body-malformed"],
  ] as const;
  for (const [answer, status, kind] of kinds) {
    expect([answer.status, answer.body["type"]]).toEqual([status, problem(kind)]);
  }
  const typo = await admin(path, { method, json: { ...BODIES[`${method} ${template}`], disabledd: true } });
  expect(typo.status).toBe(400);
  expect(typo.body.errors.map(({ field }) => field)).toEqual(["disabledd"]);
});

test("a page that is not there gets 404, and 401 for a stranger", async () => {
  for (const path of ["/admin/nothing", "/admin/accounts/main/nothing", "/admin/accounts/main/keys/a/rotate/b"]) {
    const answer = await admin(path);
    expect([answer.status, answer.body["type"]]).toEqual([404, problem("not-found")]);
    expect((await admin(path, { token: null })).status).toBe(401);
  }
});

test("an address that goes on guessing at tokens is slowed, and the first operator at it is not", async () => {
  const headers = { "CF-Connecting-IP": "198.51.100.1" };
  const guess = () => admin("/admin", { token: "guessed", headers });
  const statuses = new Set<number>();
  for (let guesses = 0; guesses < 70; guesses += 1) statuses.add((await guess()).status);
  expect([...statuses]).toEqual([401, 429]);
  expect((await guess()).headers.get("Retry-After")).toMatch(/^[1-9]\d*$/);
  expect((await admin("/admin", { headers })).status).toBe(200);
  expect((await admin("/admin", { token: "guessed", headers: { "CF-Connecting-IP": "198.51.100.2" } })).status).toBe(
    401,
  );
});

test("HEAD is GET without its body", async () => {
  const reads = OPERATIONS.filter(([method, , path]) => method === "GET" && !path.includes("none"));
  for (const [method, template] of reads) {
    const path = `${template.replace("{account}", "main")}${QUERIES[template] ?? ""}`;
    const [got, head] = [await admin(path), await admin(path, { method: "HEAD" })];
    expect([method, head.status, head.text]).toEqual(["GET", got.status, ""]);
    expect(head.headers.get("Content-Type")).toBe(got.headers.get("Content-Type"));
  }
});

describe("what works, works", () => {
  const works = async (method: string, path: string, status: number, json?: object) => {
    const answer = await admin(path, { method, ...(json === undefined ? {} : { json }) });
    expect([answer.status, answer.status === status ? "" : answer.text]).toEqual([status, ""]);
    return answer.body;
  };

  test("pages that take nothing", async () => {
    const { openapi, ...index } = await works("GET", "/admin", 200);
    for (const path of ["/admin/openapi.json", "/admin/versions", "/admin/audit"]) await works("GET", path, 200);
    for (const path of ["/admin/usage", "/admin/usage/callers"]) await works("GET", `${path}?version=V2`, 200);
    expect(openapi).toBe(`${system.url.origin}/admin/openapi.json`);
    for (const name of Object.keys(index)) expect(document.paths).toHaveProperty([`/admin/${name}`]);
  });

  test("an account and what it has", async () => {
    await works("POST", "/admin/accounts", 201, { account: "sweep", name: "Sweep" });
    await works("POST", "/admin/accounts", 409, { account: "sweep" });
    await works("GET", "/admin/accounts", 200);
    await works("GET", "/admin/accounts/sweep", 200);
    await works("PATCH", "/admin/accounts/sweep", 200, { disabled: true });
    for (const [path, json] of [
      ["pins/default", { version: 2 }],
      ["limits/v2", { unlimited: true }],
      ["exemptions/V2", undefined],
    ] as const) {
      const list = path.replace(/\/.*/, "");
      // Twice each: PUT and DELETE come to the same however often they are sent.
      for (const _ of [1, 2]) await works("PUT", `/admin/accounts/sweep/${path}`, 200, json);
      expect((await works("GET", `/admin/accounts/sweep/${list}`, 200)).results).toHaveLength(1);
      for (const _ of [1, 2]) await works("DELETE", `/admin/accounts/sweep/${path}`, 204);
      expect((await works("GET", `/admin/accounts/sweep/${list}`, 200)).results).toEqual([]);
    }
  });

  test("keys, as many as there may be", async () => {
    const keys = "/admin/accounts/other/keys";
    const first = await works("POST", keys, 201, { role: "E", label: "first" });
    await works("GET", `${keys}/${first.id}`, 200);
    const there = (await works("GET", keys, 200)).results.length;
    for (let made = there; made < KEYS_PER_ACCOUNT; made += 1) await works("POST", keys, 201, { role: "S" });
    await works("POST", keys, 409, { role: "S" });
    await works("POST", `${keys}/${first.id}/rotate`, 409, { overlap: 60 });
    await works("PATCH", `${keys}/${first.id}`, 200, { expires_on: "2020-01-01" });
    const last = await works("POST", keys, 201, { role: "S" });
    await works("PATCH", `${keys}/${first.id}`, 409, { expires_on: null });
    await works("DELETE", `${keys}/${last.id}`, 204);
    await works("DELETE", `${keys}/${last.id}`, 404);
    await works("POST", `${keys}/${first.id}/rotate`, 201, { overlap: 0 });
  });

  test("data in and out", async () => {
    await works("GET", "/admin/accounts/main/export", 200);
    await works("GET", "/admin/import?account=main&import=sweep", 200);
    const send = (chunk: number, body: string) =>
      admin(`/admin/import?account=main&import=sweep&chunk=${chunk}`, { method: "POST", body });
    expect((await send(0, "")).status).toBe(200);
    expect((await send(5, "")).status).toBe(409);
    expect((await send(1, "x".repeat(4_000_001))).status).toBe(413);
  });

  test("operators", async () => {
    await works("GET", "/admin/operators", 200);
    await works("POST", "/admin/operators", 201, { name: "sweeper" });
    await works("POST", "/admin/operators", 409, { name: "sweeper" });
    await works("POST", "/admin/operators", 409, { name: "first" });
    await works("DELETE", "/admin/operators/sweeper", 204);
  });
});

test("nothing in the document is without a test", () => {
  const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([name, { responses }]) =>
      Object.keys(responses)
        // Not to be had from a healthy system with room: tests of their own have these.
        .filter((status) => !["202", "429", "503", "507"].includes(status))
        .map((status) => `${name.toUpperCase()} ${path} ${status}`),
    ),
  );
  expect(documented.filter((it) => !seen.has(it))).toEqual([]);
});

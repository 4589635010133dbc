import { describe, expect, test } from "vitest";
import { type Calling, type Impact, impactOf, wayOf } from "./impact.ts";
import { operationName, operationsOf, type Operations } from "./operations.ts";
import { todoOf } from "./todo.ts";

/** A document with these operations: `GET /things.json`, and what the version says of each. */
function operations(...described: readonly (readonly [name: string, extensions?: object])[]): Operations {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, extensions = {}] of described) {
    const [method = "", path = ""] = name.split(" ");
    (paths[path] ??= {})[method.toLowerCase()] = { responses: {}, ...extensions };
  }
  const read = operationsOf({ openapi: "3.1.0", paths });
  if (read === null) throw new Error("The fixture is no document.");
  return read;
}

const to = (operation: string | null, migration?: string) => ({
  "x-successor-operation": operation,
  ...(migration === undefined ? {} : { "x-migration": migration }),
});

const OLD = operations(
  ["GET /org.json"],
  ["GET /contacts.json", to("GET /contacts.json", "Follow next instead of counting pages.")],
  ["POST /steps.json", to(null)],
  ["GET /relayers.json", to("GET /channels")],
  ["GET /lost.json", to("GET /found")],
  ["GET /things/{uuid}.json"],
  ["DELETE /quiet.json", to(null)],
);
const NEW = operations(["GET /org.json"], ["GET /contacts.json"], ["GET /channels.json"], ["GET /things/{id}"]);

describe("an operation's counterpart", () => {
  test.each([
    ["is what the document names", "GET /relayers", { kind: "moved", to: "GET /channels" }],
    ["may be of the same name", "GET /contacts", { kind: "same" }],
    ["is that of the same name when the document names none", "GET /org", { kind: "same" }],
    ["has its parameters' names of its own", "GET /things/:key", { kind: "same" }],
    ["of a HEAD is that of its GET", "HEAD /org", { kind: "same" }],
    ["is none when the document says so", "POST /steps", { kind: "none" }],
    ["is none when the successor lacks what is named", "GET /lost", { kind: "none", named: "GET /found" }],
    ["is not guessed for what the document does not have", "GET /secret", { kind: "undocumented" }],
    ["cannot be told of a bare method", "GET", { kind: "unnamed" }],
    ["cannot be told of what was too much to count apart", "other", { kind: "unnamed" }],
  ])("%s", (_name, operation, way) => {
    expect(wayOf(operation, OLD, NEW)).toEqual(way);
  });

  test("without a document of the successor is only known where the version's own names it", () => {
    expect(wayOf("GET /relayers", OLD, null)).toEqual({ kind: "moved", to: "GET /channels" });
    expect(wayOf("POST /steps", OLD, null)).toEqual({ kind: "none" });
    expect(wayOf("GET /org", OLD, null)).toEqual({ kind: "unknown" });
  });

  test("of a version without a document is that of the same name", () => {
    expect(wayOf("GET /org", null, NEW)).toEqual({ kind: "same" });
    expect(wayOf("GET /gone", null, NEW)).toEqual({ kind: "none" });
    expect(wayOf("GET /gone", null, null)).toEqual({ kind: "unknown" });
  });
});

describe("the impact", () => {
  const did = (
    account: string | null,
    key: string | null,
    ...calls: readonly (readonly [operation: string, calls: number, errors?: number])[]
  ): Calling => ({
    account,
    key,
    operations: calls.map(([operation, calls, errors = 0]) => ({
      operation,
      calls,
      errors,
      last_seen: "2026-11-20T10:00:00.000Z",
    })),
  });
  const impact: Impact = impactOf(OLD, NEW, [
    did("ada", "k1", ["GET /contacts", 900], ["POST /steps", 3]),
    did("ada", "k2", ["POST /steps", 40], ["GET /secret", 5]),
    did("bob", "k3", ["GET /org", 7], ["GET", 6]),
    did(null, null, ["GET /lost", 2]),
  ]);

  test("begins with what goes nowhere, then what nobody can place, then the rest; each by calls", () => {
    expect(impact.rows.map(({ account, key, operation, calls }) => [account, key, operation, calls])).toEqual([
      ["ada", "k2", "POST /steps", 40],
      ["ada", "k1", "POST /steps", 3],
      [null, null, "GET /lost", 2],
      ["bob", "k3", "GET", 6],
      ["ada", "k2", "GET /secret", 5],
      ["ada", "k1", "GET /contacts", 900],
      ["bob", "k3", "GET /org", 7],
    ]);
  });

  test("counts calls and accounts, and of them those that lose something", () => {
    expect(impact.totals).toEqual({
      calls: 963,
      accounts: 3,
      accountsAffected: 2,
      callsWithoutCounterpart: 45,
      callsUnclear: 11,
    });
  });

  test("names what goes nowhere and was called by nobody, and nothing else", () => {
    expect(impact.uncalled).toEqual(["DELETE /quiet"]);
  });

  test("takes for nothing to lose what no document knows and what never worked", () => {
    const tried = did("eve", "k9", ["GET /*", 8, 8], ["GET /secret", 3, 2], ["POST /steps", 4, 4]);
    const { rows, totals } = impactOf(OLD, NEW, [tried]);
    expect(rows.map(({ operation, way }) => [operation, way.kind])).toEqual([
      ["POST /steps", "none"],
      ["GET /secret", "undocumented"],
      ["GET /*", "failing"],
    ]);
    expect([totals.callsWithoutCounterpart, totals.callsUnclear]).toEqual([4, 3]);
    expect(todoOf({ way: { kind: "failing" }, migration: null }, "v3", "v4")).toContain("every call failed");
  });

  test("of a version that nobody calls has no rows", () => {
    const quiet = impactOf(OLD, NEW, []);
    expect(quiet.rows).toEqual([]);
    expect(quiet.uncalled).toEqual(["DELETE /quiet", "GET /lost", "POST /steps"]);
  });

  test("says of each row what to do, the document's own sentence included", () => {
    const said = new Map(impact.rows.map((row) => [row.operation, todoOf(row, "v3", "v4")]));
    expect(said.get("GET /contacts")).toBe("Call it in v4. Follow next instead of counting pages.");
    expect(said.get("POST /steps")).toBe("v4 has nothing like it: speak with this caller.");
    expect(said.get("GET /lost")).toContain("GET /found, which v4 does not have");
    expect(said.get("GET /secret")).toContain("v3's document does not have it");
    expect(said.get("GET")).toContain("X-Route");
    expect(todoOf({ way: { kind: "unknown" }, migration: null }, "v3", null)).toContain("the successor");
  });
});

test.each([
  ["get /things/{uuid}.json", "GET /things/{}"],
  ["GET /things/:id/parts/:part", "GET /things/{}/parts/{}"],
  ["POST contacts.json/", "POST /contacts"],
  ["HEAD /", "GET /"],
  ["GET  /a:b", "GET /a:b"],
])("%s is called %s", (text, name) => {
  expect(operationName(text)).toBe(name);
});

test.each([[null], [{}], [{ paths: [] }], ["openapi: 3.1.0"]])("%j is no document", (value) => {
  expect(operationsOf(value)).toBeNull();
});

test("parameters, servers and extensions of a path are no operations of it", () => {
  const document = { paths: { "/a": { get: {}, parameters: [], summary: "A", "x-own": {} } } };
  expect([...(operationsOf(document)?.keys() ?? [])]).toEqual(["GET /a"]);
});

import { describe, expect, test } from "vitest";
import { version } from "../../test/registry.ts";
import { gate, type Knock } from "./gate.ts";
import { names, operationPath } from "./operation.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const knock = (given: Partial<Knock> = {}): Knock => ({
  method: "GET",
  path: "/org.json",
  role: "A",
  exempt: false,
  ...given,
});
const hour = { start: NOW - 1_800_000, end: NOW + 1_800_000 };

describe("a brownout", () => {
  const it = version(1, { deprecated: NOW - 1, brownouts: [hour] });

  test("closes the version for its window only", () => {
    expect(gate(it, knock(), NOW)).toEqual({ kind: "brownout", window: hour });
    expect(gate(it, knock(), hour.start).kind).toBe("brownout");
    expect(gate(it, knock(), hour.end).kind).toBe("open");
    expect(gate(it, knock(), hour.start - 1).kind).toBe("open");
  });

  test("spares exempted accounts", () => {
    expect(gate(it, knock({ exempt: true }), NOW).kind).toBe("open");
  });

  test("is nothing to a version that is gone", () => {
    expect(gate({ ...it, bound: false }, knock({ exempt: true }), NOW).kind).toBe("retired");
  });
});

describe("a partly retired version", () => {
  const retained = [
    { method: "GET", path: "/org" },
    { method: "*", path: "/steps" },
  ];
  const it = version(1, { retired: NOW - 1, retained });

  test.each([
    ["GET", "/org.json", "open"],
    ["HEAD", "/org.json/", "open"],
    ["POST", "/org.json", "retired"],
    ["PURGE", "/steps", "open"],
    ["GET", "/organisation", "retired"],
    ["GET", "/org/1", "retired"],
    ["GET", "//org", "retired"],
    ["GET", "/", "retired"],
  ])("%s %s is %s", (method, path, kind) => {
    expect(gate(it, knock({ method, path }), NOW).kind).toBe(kind);
  });

  test("answers one role, when one is named", () => {
    const forSurveyors = { ...it, retainedRole: "S" };
    expect(gate(forSurveyors, knock({ role: "S" }), NOW).kind).toBe("open");
    expect(gate(forSurveyors, knock({ role: "A" }), NOW).kind).toBe("retired");
    expect(gate(forSurveyors, knock({ role: null }), NOW).kind).toBe("retired");
  });

  test("answers nothing once its worker is unbound", () => {
    expect(gate({ ...it, bound: false }, knock(), NOW).kind).toBe("retired");
  });
});

test("an operation is compared without what spelling adds", () => {
  expect(["/org", "/org/", "/org.json", "/org.json//", "/", "", "/.json"].map(operationPath)).toEqual([
    "/org",
    "/org",
    "/org",
    "/org",
    "/",
    "/",
    "/",
  ]);
  expect(names([{ method: "GET", path: "/" }], "HEAD", "/")).toBe(true);
});

import { expect, test } from "vitest";
import { readConfig } from "../config.ts";
import { setFor } from "./rules.ts";

const SERVICE = {};
const ENV = {
  V1: SERVICE,
  V2: SERVICE,
  V3: SERVICE,
  COURSE_LIST_V0: SERVICE,
  LIMIT_POLICIES: {
    v2: { limit: 2_500, window: 3_600 },
    "v2.contacts": { limit: 2_500, window: 3_600, imported: true },
    "course-list-v0": { rate: 100, burst: 200 },
    surveyors: { limit: 10, window: 60 },
    anonymous: { limit: 60, window: 60 },
    open: { limit: 600, window: 60 },
  },
  LIMIT_RULES: [
    { version: "V2", operation: "POST /bulk", use: ["v2", "v2.contacts"], cost: 10 },
    { version: "V2", operation: "GET /free", use: [] },
    { version: "V2", role: "S", use: ["surveyors"] },
    { version: "V2", operation: "* /contacts", use: ["v2.contacts"] },
    { version: "V2", operation: "* /contacts/*", use: ["v2.contacts"] },
    { version: "V2", operation: "GET /open", role: "anonymous", use: ["open"] },
  ],
};

const config = readConfig(ENV, (value) => value === SERVICE, 0);
if (!config.ok) throw new Error(config.faults.join("\n"));
const { limits } = config.registry;
const chosen = (binding: string, method: string, path: string, role: string | null) =>
  setFor(limits, { binding }, method, path, role)?.id ?? null;

test.each([
  ["no rule: the policy named like the version", "V2", "GET", "/org.json", "A", "v2"],
  ["a named application's", "COURSE_LIST_V0", "GET", "/x", "A", "course-list-v0"],
  ["a version without a policy has no limit for keys", "V1", "GET", "/org.json", "A", null],
  ["a rule by operation", "V2", "GET", "/contacts", "A", "v2.contacts"],
  ["no spelling slips past", "V2", "HEAD", "/contacts.json//", "A", "v2.contacts"],
  ["nor does what lies below", "V2", "GET", "/contacts/5/groups", "E", "v2.contacts"],
  ["a longer name is another operation", "V2", "GET", "/contacts2", "E", "v2"],
  ["the first match wins", "V2", "GET", "/contacts", "S", "surveyors"],
  ["a rule is for its version only", "V3", "GET", "/contacts", "S", null],
  ["a rule by method", "V2", "POST", "/bulk", "A", "v2 v2.contacts*10"],
  ["another method", "V2", "GET", "/bulk", "A", "v2"],
  ["no policy: no limit", "V2", "GET", "/free", "A", null],
  ["without a good key the address counts", "V2", "GET", "/contacts", null, "anonymous"],
  ["unless a rule is for such requests", "V2", "GET", "/open", null, "open"],
  ["which is for no key", "V2", "GET", "/open", "A", "v2"],
])("%s", (_name, binding, method, path, role, id) => {
  expect(chosen(binding, method, path, role)).toBe(id);
});

test("a rule's cost is its set's", () => {
  expect(setFor(limits, { binding: "V2" }, "POST", "/bulk", "A")?.cost).toBe(10);
});

test.each([
  ["a policy with half its figures", { a: { limit: 5 } }, [], 'LIMIT_POLICIES."a" needs two figures'],
  [
    "a policy with all figures",
    { a: { limit: 5, window: 5, rate: 1, burst: 1 } },
    [],
    'LIMIT_POLICIES."a" needs two figures',
  ],
  ["a name that no field can carry", { 'a"b': { limit: 5, window: 5 } }, [], "is no name"],
  ["a mode that is none", { a: { limit: 5, window: 5, mode: "soft" } }, [], 'LIMIT_POLICIES."a".mode is "soft"'],
  ["a policy that is none", {}, [{ use: ["a"] }], 'LIMIT_RULES[0].use names "a"'],
  ["a cost nobody can pay", { a: { limit: 5, window: 5 } }, [{ use: ["a"], cost: 6 }], "LIMIT_RULES[0].cost is 6"],
  ["a version that is no name", {}, [{ version: "two" }], 'LIMIT_RULES[0].version is "two"'],
  ["rules that are no list", {}, {}, "LIMIT_RULES is no list"],
])("refused by name: %s", (_name, policies, rules, fault) => {
  const read = readConfig({ V2: SERVICE, LIMIT_POLICIES: policies, LIMIT_RULES: rules }, (it) => it === SERVICE, 0);
  expect(read.ok ? [] : read.faults.join("\n")).toContain(fault);
});

test("a rule of a version that is gone is ignored, and said", () => {
  const rules = [{ version: "V7", use: ["a"] }];
  const read = readConfig(
    { V2: SERVICE, LIMIT_POLICIES: { a: { limit: 5, window: 5 } }, LIMIT_RULES: rules },
    (it) => it === SERVICE,
    0,
  );
  expect(read).toMatchObject({ ok: true, warnings: [expect.stringContaining("LIMIT_RULES[0] is for V7")] });
});

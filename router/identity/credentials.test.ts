import fc from "fast-check";
import { expect, test } from "vitest";
import { readCredentials } from "./credentials.ts";

function read(fields: Record<string, string>) {
  return readCredentials((name) => fields[name] ?? null, ["X-API-Token"]);
}

test.each([
  ["Token", { Authorization: "Token abc" }],
  ["Bearer", { Authorization: "Bearer abc" }],
  ["any case and several spaces", { Authorization: "tOKEN   abc " }],
  ["Basic, key as password", { Authorization: `Basic ${btoa("someone:abc")}` }],
  ["Basic, key as user name", { Authorization: `Basic ${btoa("abc:")}` }],
  ["a configured header", { "X-API-Token": "abc" }],
])("a key is found in %s", (_name, fields) => {
  expect(read(fields)).toEqual({ kind: "key", key: "abc" });
});

test.each([
  ["another scheme", "Digest abc"],
  ["no key", "Token "],
  ["two keys", "Token a b"],
  ["a control character", "Token a\u0001"],
  ["Basic without a colon", `Basic ${btoa("abc")}`],
  ["Basic that is not base64", "Basic ***"],
  ["257 characters", `Token ${"a".repeat(257)}`],
])("%s can be no key", (_name, field) => {
  expect(read({ Authorization: field })).toEqual({ kind: "malformed" });
});

test("no field, no key", () => {
  expect(read({})).toEqual({ kind: "none" });
});

test("a bad Authorization is not healed by another header", () => {
  expect(read({ Authorization: "Nonsense", "X-API-Token": "abc" })).toEqual({ kind: "malformed" });
});

test("any field at all has an answer", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2_000 }), (field) => {
      expect(["key", "malformed"]).toContain(read({ Authorization: field }).kind);
    }),
  );
});

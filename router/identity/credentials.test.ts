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
  ["Basic, any user name", { Authorization: `Basic ${btoa(`${"ü".repeat(3)}:abc`)}` }],
  ["a configured header", { "X-API-Token": "abc" }],
  ["Authorization rather than a configured header", { Authorization: "Token abc", "X-API-Token": "other" }],
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

test("a key may be as long as 256 characters and have a colon, in every carrier", () => {
  const key = `${"k".repeat(127)}:${"k".repeat(128)}`;
  const long = "k".repeat(256);
  expect(read({ Authorization: `Bearer ${key}` })).toEqual({ kind: "key", key });
  expect(read({ "X-API-Token": key })).toEqual({ kind: "key", key });
  expect(read({ Authorization: `Basic ${btoa(`${"u".repeat(256)}:${long}`)}` })).toEqual({ kind: "key", key: long });
});

test("a field that was sent twice, and so joined by a comma, is no key", () => {
  expect(read({ Authorization: "Token abc, Token abc" })).toEqual({ kind: "malformed" });
  expect(read({ "X-API-Token": "abc, abc" })).toEqual({ kind: "malformed" });
});

test("a cookie alone is no key", () => {
  expect(read({ Cookie: "X-API-Token=abc; Authorization=Token abc" })).toEqual({ kind: "none" });
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

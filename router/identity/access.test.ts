import { expect, test } from "vitest";
import { application } from "../../test/registry.ts";
import { admit, type Presented } from "./access.ts";

const CALLER = { account: "main", key: "1", role: "A", pins: {}, exempt: [] } as const;
const keyed = application([], { public: [{ method: "GET", path: "/open" }] });
const open = application([], { access: "public" });

test.each<[string, typeof keyed, Presented, string, string, string]>([
  ["a good key", keyed, { kind: "caller", caller: CALLER }, "GET", "/x", "admitted"],
  ["no key", keyed, { kind: "none" }, "GET", "/x", "key-required"],
  ["a bad key", keyed, { kind: "unknown" }, "GET", "/x", "key-refused"],
  ["keys that cannot be checked", keyed, { kind: "unavailable" }, "GET", "/x", "keys-unavailable"],
  ["no key for a public operation", keyed, { kind: "none" }, "GET", "/open.json", "admitted"],
  ["a bad key for a public operation", keyed, { kind: "unknown" }, "HEAD", "/open", "admitted"],
  ["no key for another method of it", keyed, { kind: "none" }, "POST", "/open", "key-required"],
  ["no key for a public application", open, { kind: "none" }, "DELETE", "/x", "admitted"],
])("%s", (_name, it, presented, method, path, kind) => {
  expect(admit(it, presented, method, path).kind).toBe(kind);
});

test("a good key is known even where none is needed", () => {
  const access = admit(keyed, { kind: "caller", caller: CALLER }, "GET", "/open");
  expect(access).toEqual({ kind: "admitted", caller: CALLER });
});

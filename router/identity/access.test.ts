import { expect, test } from "vitest";
import { application } from "../../test/registry.ts";
import { admit, presentedTo, type Presented } from "./access.ts";
import type { Caller } from "./keys.ts";

const CALLER: Caller = {
  account: "main",
  key: "1",
  role: "A",
  expiresMs: null,
  applications: null,
  pins: {},
  exempt: [],
};
const limited = (...applications: string[]) => ({ kind: "caller", caller: { ...CALLER, applications } }) as const;
const keyed = application([], { public: [{ method: "GET", path: "/open" }] });
const open = application([], { access: "public" });

test.each<[string, typeof keyed, Presented, string, string, string]>([
  ["a good key", keyed, { kind: "caller", caller: CALLER }, "GET", "/x", "admitted"],
  ["a key for this application", keyed, limited("enrollment", ""), "GET", "/x", "admitted"],
  ["a key for other applications only", keyed, limited("enrollment"), "GET", "/x", "key-refused"],
  ["a key for no application", keyed, limited(), "GET", "/x", "key-refused"],
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

test("a key for other applications is in nothing different from an unknown one", () => {
  const unknown: Presented = { kind: "unknown" };
  expect(presentedTo(keyed, limited("enrollment"))).toEqual(unknown);
  for (const [method, path] of [
    ["GET", "/x"],
    ["GET", "/open"],
    ["POST", "/open"],
  ] as const) {
    expect(admit(keyed, limited("enrollment"), method, path)).toEqual(admit(keyed, unknown, method, path));
  }
});

test.each<Presented>([{ kind: "none" }, { kind: "unknown" }, { kind: "unavailable" }, limited("")])(
  "what no application is kept from stays what it is: $kind",
  (presented) => {
    expect(presentedTo(keyed, presented)).toBe(presented);
  },
);

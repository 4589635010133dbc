import fc from "fast-check";
import { expect, test } from "vitest";
import { addressOf } from "./address.ts";

/** What the WHATWG parser makes of it: the promise that every shortcut must keep. */
function expected(text: string) {
  const url = new URL(text);
  return {
    proto: url.protocol.slice(0, -1),
    host: url.host,
    origin: url.origin,
    path: url.pathname,
    search: url.search,
  };
}

test.each([
  "http://127.0.0.1:8787/api/v2/contacts.json?uuid=a",
  "https://api.example/",
  "https://api.example/a/../b/./c",
  "https://api.example/a/%2e%2E/b",
  "https://api.example/a/.json",
  "https://api.example/a/..json",
  "https://api.example/a.b.c/d.e",
  "https://api.example/a./b",
  "https://api.example:443/a",
  "http://api.example:80/a",
  "http://api.example:443/a",
  "https://API.example/a",
  "https://api.example//a//",
  "https://api.example/a\\b",
  "https://api.example/ü?ü='x'",
  "https://api.example/a?",
  "https://api.example/a?b?c/../d#e",
  "https://api.example?x",
  "https://[::1]:8787/a",
  "https://user@api.example/a",
  "http://127.1/a",
  "http://0x7f.1/a",
  "http://localhost:8787/a",
  "http://127.000.000.001/a",
  "http://xn--bcher-kva.example/a",
  "http://api.example:08080/a",
  "http://api.example:60000/a",
])("%s", (text) => {
  expect(addressOf(text)).toEqual(expected(text));
});

test("whatever the path and query, the shortcut and the parser agree", () => {
  const part = fc.oneof(
    fc.constantFrom(".", "..", "%2e", "%2E.", "a.b", ".json", "", "v2", "%76", "a b", "é", "'", '"', "^", "|", "%"),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(part), fc.option(fc.string()), (parts, query) => {
      const text = `http://127.0.0.1:8787/${parts.join("/")}${query === null ? "" : `?${query}`}`;
      expect(addressOf(text)).toEqual(expected(text));
    }),
    { numRuns: 2_000 },
  );
});

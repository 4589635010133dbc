import { expect, test } from "vitest";
import { readCaller } from "./caller.ts";
import { linkTo } from "./page.ts";

test("links begin with what the client typed, not with what the router sends here", () => {
  const headers = {
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "api.example.com:8443",
    "X-Forwarded-Prefix": "/api/v2",
    "X-Account-Id": "main",
    "X-Key-Id": "k1",
    "X-Key-Role": "E",
    "X-API-Version": "2",
    "X-Request-Id": "r1",
  };
  const caller = readCaller(new Request("http://internal/contacts.json", { headers }));
  expect(caller).toEqual({
    account: "main",
    role: "E",
    actor: { key: "k1", version: "2", requestId: "r1", reason: "" },
    base: "https://api.example.com:8443/api/v2",
  });
  const link = linkTo(
    caller.base,
    "/contacts.json",
    new URLSearchParams("urn=tel%3A%2B250&cursor=old&cursor=older&x=1"),
  );
  const next = new URL(link({ at: 5, id: 6, back: false }));
  expect(next.href.startsWith("https://api.example.com:8443/api/v2/contacts.json?urn=tel%3A%2B250&cursor=")).toBe(true);
  expect(next.searchParams.getAll("cursor")).toHaveLength(1);
  expect(next.searchParams.get("x")).toBe("1");
});

test("a role that nobody gave a meaning to is none", () => {
  const role = (letter: string) => readCaller(new Request("http://x/", { headers: { "X-Key-Role": letter } })).role;
  expect([role("A"), role("S"), role("Z"), role("")]).toEqual(["A", "S", null, null]);
});

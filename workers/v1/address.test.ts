import { expect, test } from "vitest";
import { addressOf } from "./address.ts";

test.each([
  ["/contacts.json", { kind: "endpoint", name: "contacts", suffixed: true }],
  ["/contacts.json/", { kind: "endpoint", name: "contacts", suffixed: true }],
  ["/contacts", { kind: "endpoint", name: "contacts", suffixed: false }],
  ["/contacts/", { kind: "endpoint", name: "contacts", suffixed: false }],
  ["/.json", { kind: "root" }],
  ["/", { kind: "root" }],
  ["", { kind: "root" }],
  ["/contacts.xml", { kind: "unknown" }],
  ["/contacts.api", { kind: "unknown" }],
  ["/Contacts.json", { kind: "unknown" }],
  ["/contacts.json.json", { kind: "unknown" }],
  ["/contacts/1.json", { kind: "unknown" }],
  ["//contacts.json", { kind: "unknown" }],
  ["/contacts%2Ejson", { kind: "unknown" }],
])("%s", (path, address) => {
  expect(addressOf(path)).toEqual(address);
});

import { describe, expect, test } from "vitest";
import { matchEndpoint } from "./endpoint.ts";

describe("a path names an endpoint, with or without its suffix", () => {
  test.each([
    ["/", "", true],
    ["/.json", "", true],
    ["/contacts.json", "contacts", true],
    ["/contacts.json/", "contacts", true],
    ["/contacts.json?uuid=a/b", "contacts", true],
    ["/contacts", "contacts", false],
    ["/contacts.xml", "contacts.xml", false],
    ["/contacts.api", "contacts.api", false],
    ["/contacts%2Ejson", "contacts%2Ejson", false],
  ])("%s", async (path, endpoint, suffix) => {
    expect(await matchEndpoint(`http://v2${path}`)).toEqual({ kind: "endpoint", endpoint, suffix });
  });

  test.each(["/contacts/1", "/contacts/.json", "//contacts.json", "/a/b.json"])("%s names none", async (path) => {
    expect(await matchEndpoint(`http://v2${path}`)).toEqual({ kind: "nowhere" });
  });
});

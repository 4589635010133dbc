import { describe, expect, test } from "vitest";
import { match } from "./match.ts";
import { operationOf } from "./operation.ts";
import { ROUTES } from "./routes.ts";

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
    expect(await match(`http://v2${path}`)).toEqual({ kind: "endpoint", endpoint, suffix });
  });

  test.each(["/contacts/1", "/contacts/.json", "//contacts.json", "/a/b.json"])("%s names none", async (path) => {
    expect(await match(`http://v2${path}`)).toEqual({ kind: "nowhere" });
  });
});

describe("an operation", () => {
  test("exists for every row of the table", async () => {
    for (const route of ROUTES) {
      const { operation } = await operationOf(route.method, `http://v2/${route.endpoint}.json`, "A");
      expect(operation).toEqual({ kind: "route", route, suffix: true });
    }
  });

  test("is counted under its template, and never under what a client made up", async () => {
    const label = async (method: string, path: string) => (await operationOf(method, `http://v2${path}`, "A")).label;
    expect(await label("GET", "/contacts.json?urn=tel:1")).toBe("GET /contacts");
    expect(await label("HEAD", "/contacts")).toBe("GET /contacts");
    expect(await label("PUT", "/contacts.json")).toBe("PUT /contacts");
    expect(await label("BREW", "/contacts.json")).toBe("OTHER /contacts");
    expect(await label("GET", "/secrets.json")).toBe("GET /*");
    expect(await label("GET", "/a/b/c")).toBe("GET /*");
    expect(await label("GET", "/")).toBe("GET /");
  });

  test("is refused before anything else for a role that may not, or for nobody", async () => {
    const refusal = async (method: string, role: "S" | null) =>
      (await operationOf(method, "http://v2/groups.json?cursor=bogus", role)).operation;
    expect(await refusal("POST", "S")).toEqual({ kind: "refused", refusal: { why: "forbidden" } });
    expect(await refusal("GET", null)).toEqual({ kind: "refused", refusal: { why: "no-account" } });
  });
});

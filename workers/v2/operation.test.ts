import { describe, expect, test } from "vitest";
import { operationOf } from "./operation.ts";
import { ROUTES } from "./routes.ts";

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

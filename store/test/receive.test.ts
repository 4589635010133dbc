import { describe, expect, test } from "vitest";
import worker from "../index.ts";
import { bindings, fresh, ndjson, org } from "./fixture.ts";

function ask(path: string, body?: BodyInit): Promise<Response> {
  const init = body === undefined ? {} : { method: "POST", body };
  return worker.fetch(new Request(`http://store${path}`, init), bindings);
}

async function answer(path: string, body?: BodyInit): Promise<[number, unknown]> {
  const response = await ask(path, body);
  return [response.status, await response.json()];
}

describe("the import endpoint", () => {
  test("200 for a chunk, once and again; 200 for where to go on; 409 for a gap; 400 for a bad line", async () => {
    const { name } = fresh("http");
    const at = `/import?account=${name}&import=i`;
    const lines = ndjson({ ...org("other"), key: name });
    expect(await answer(at)).toEqual([200, { next: 0 }]);
    expect(await answer(`${at}&chunk=0`, lines)).toEqual([200, { applied: true, next: 1 }]);
    expect(await answer(`${at}&chunk=0`, lines)).toEqual([200, { applied: false, next: 1 }]);
    expect(await answer(at)).toEqual([200, { next: 1 }]);
    expect(await answer(`${at}&chunk=2`, "")).toEqual([409, { next: 1 }]);
    const [status, body] = await answer(`${at}&chunk=1`, '\n{"nothing": {}}');
    expect([status, body]).toMatchObject([400, { line: 2, field: "nothing" }]);
  });

  test.each([
    ["an account that is no key", "/import?account=A&import=i&chunk=0", "account"],
    ["no import", "/import?account=a&chunk=0", "import"],
    ["a chunk that is no number", "/import?account=a&import=i&chunk=-1", "chunk"],
    ["no chunk", "/import?account=a&import=i", "chunk"],
  ])("400 for %s", async (_, path, field) => {
    expect(await answer(path, "")).toMatchObject([400, { line: 0, field }]);
  });

  test("400 for bytes that are not UTF-8", async () => {
    const [status] = await answer("/import?account=a&import=i&chunk=0", new Uint8Array([0x7b, 0xff, 0x7d]));
    expect(status).toBe(400);
  });

  test("413 for a chunk that is too large", async () => {
    const [status] = await answer("/import?account=a&import=i&chunk=0", new Uint8Array(4_000_001).fill(10));
    expect(status).toBe(413);
  });

  test("204 for health, 404 for anything else", async () => {
    expect((await ask("/health")).status).toBe(204);
    for (const path of ["/", "/import/", "/contacts"]) expect((await ask(path)).status).toBe(404);
    expect((await ask("/health", "")).status).toBe(404);
  });
});

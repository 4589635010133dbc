/** An export as the router gets it: a body that waits for its reader, stops with it, and breaks rather than lie. */
import { evictDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import worker from "../index.ts";
import { type Ask, exportStream } from "../export/stream.ts";
import { exportAll, linesOf, reimported } from "./exporting.ts";
import { ALL, type Stub, bindings, done, fresh, imported, sql } from "./fixture.ts";
import { generated } from "./generated.ts";

let stub: Stub;
let name: string;
let text: string;
beforeAll(async () => {
  stub = await reimported(generated({ contacts: 2_000, messages: 3_000, runs: 500 }));
  name = (await stub.org())?.key ?? "";
  ({ text } = await exportAll(stub));
});

function ask(path: string, method = "GET"): Promise<Response> {
  return worker.fetch(new Request(`http://store${path}`, { method }), bindings);
}

/** The object's own answers, counted. */
function counted(account = stub): { readonly ask: Ask; readonly calls: () => number } {
  let calls = 0;
  return {
    ask: (from) => {
      calls += 1;
      return account.exportPart(from);
    },
    calls: () => calls,
  };
}

async function bodyOf(ask: Ask, broke: (reason: string) => void = () => {}): Promise<ReadableStreamDefaultReader> {
  const body = await exportStream(ask, broke);
  if (body === null) throw new Error("There is an account.");
  return body.getReader();
}

async function rest(reader: ReadableStreamDefaultReader): Promise<string> {
  const decoder = new TextDecoder();
  let read = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return read;
    read += decoder.decode(value as Uint8Array, { stream: true });
  }
}

/** Long enough for a stream that reads ahead to do so. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

/** An import of one line into the account: what no export survives. */
async function importInto(account: Stub): Promise<void> {
  const [head] = (await exportAll(account)).text.split("\n");
  const result = await account.importChunk({ importId: crypto.randomUUID(), chunk: 0, lines: head ?? "" });
  expect(result).toMatchObject({ ok: true });
}

describe("GET /export", () => {
  test("200 with the whole account as NDJSON", async () => {
    const response = await ask(`/export?account=${name}`);
    expect([response.status, response.headers.get("Content-Type")]).toEqual([200, "application/x-ndjson"]);
    expect(new TextDecoder().decode(await response.arrayBuffer()) === text).toBe(true);
  });

  test("404 for an account that was never imported, 400 for what is no key, 404 for other methods", async () => {
    const { name: nobody } = fresh("nobody");
    for (const [path, status] of [
      [`/export?account=${nobody}`, 404],
      ["/export?account=A", 400],
      ["/export", 400],
    ] as const) {
      const response = await ask(path);
      const { field, detail } = await response.json<{ field: string; detail: string }>();
      expect([response.status, field]).toEqual([status, "account"]);
      expect(detail).toMatch(/^.{15,}\.$/);
    }
    expect((await ask(`/export?account=${name}`, "POST")).status).toBe(404);
  });
});

describe("the body", () => {
  test("asks for a part when it is read, and holds none in advance", async () => {
    const { ask, calls } = counted();
    const reader = await bodyOf(ask);
    await pause();
    expect(calls()).toBe(1);
    await reader.read();
    await pause();
    expect(calls()).toBe(1);
    await reader.read();
    await pause();
    expect(calls()).toBe(2);
    await rest(reader);
    expect(calls()).toBe((await exportAll(stub)).parts.length);
  });

  test("asks for nothing more when its reader goes away, also in the midst of a question", async () => {
    const { ask, calls } = counted();
    const broke: string[] = [];
    const reader = await bodyOf(ask, (reason) => broke.push(reason));
    await reader.read();
    const asked = reader.read();
    await reader.cancel();
    await asked;
    await pause();
    expect([calls(), broke]).toEqual([2, []]);
  });

  test("asks for nothing more when its reader goes away while parts come empty", async () => {
    const emptied = await reimported(generated({ contacts: 8, messages: 4_500, runs: 1 }));
    for (const { uuid } of (await emptied.contacts(ALL)).page.items) {
      await done(emptied, { do: "contact.delete", target: { uuid } });
    }
    const parts = (await exportAll(emptied)).parts.map((part) => part.text === "");
    expect(parts.slice(0, 5)).toEqual([false, true, true, true, false]);
    const { ask, calls } = counted(emptied);
    const reader = await bodyOf(ask);
    await reader.read();
    const asked = reader.read();
    await reader.cancel();
    await asked;
    await pause();
    expect(calls()).toBe(2);
  });

  test("goes on where it was when the object restarts between two parts", async () => {
    const body = (await ask(`/export?account=${name}`)).body;
    const reader = body?.getReader();
    if (reader === undefined) throw new Error("There is a body.");
    const { value } = await reader.read();
    await evictDurableObject(stub);
    expect(new TextDecoder().decode(value) + (await rest(reader)) === text).toBe(true);
  });

  test("breaks where the account was imported meanwhile, with the reason for the operator's log", async () => {
    const { ask } = counted();
    const broke: string[] = [];
    const reader = await bodyOf(ask, (reason) => broke.push(reason));
    const { value } = await reader.read();
    expect(linesOf(new TextDecoder().decode(value as Uint8Array)).length).toBe(1_000);
    await importInto(stub);
    await expect(rest(reader)).rejects.toThrow("export the account again");
    expect(broke).toEqual(["imported"]);
  });

  test("breaks where the object fails, and is not ended", async () => {
    const account = await reimported(text);
    const broke: string[] = [];
    const reader = await bodyOf(
      (from) => account.exportPart(from),
      (reason) => broke.push(reason),
    );
    await reader.read();
    await sql(account, "DROP TABLE boundaries");
    await expect(rest(reader)).rejects.toThrow("export the account again");
    expect(broke).toEqual([expect.stringContaining("boundaries")]);
  });

  test("is not begun where the first part cannot be had", async () => {
    const failing: Ask = () => Promise.reject(new Error("The object is not there."));
    await expect(exportStream(failing, () => {})).rejects.toThrow();
  });

  test("ends with the last part of an account that fits into one", async () => {
    const small = await imported();
    const reader = await bodyOf((from) => small.exportPart(from));
    expect(linesOf(await rest(reader)).length).toBe((await exportAll(small)).text.split("\n").length - 1);
  });
});

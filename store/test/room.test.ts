/** An account that is full: what is refused, what goes on, and what the log says of it. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import type { Command } from "../../contracts/account.ts";
import { Account } from "../index.ts";
import type { Env } from "../env.ts";
import { ACTOR, type Stub, imported, ndjson, org } from "./fixture.ts";

const JOE = "00000000-0000-4000-8000-000000000101";
const usual = env as unknown as Env;

/** The object as it would be with other limits: on the same data, made again. */
function limited<T>(stub: Stub, limits: (size: number) => Partial<Env>, work: (account: Account) => Promise<T>) {
  return runInDurableObject(stub, (_, ctx) =>
    work(new Account(ctx, { ...usual, ...limits(ctx.storage.sql.databaseSize) })),
  );
}

const atLimit = (size: number) => ({ SIZE_WARNING: "1", SIZE_LIMIT: String(size) });
/** With many URNs, whose rows go with it: they leave room behind, as emptied rows do not. */
const create = (index: number): Command => ({
  do: "contact.create",
  set: { urns: Array.from({ length: 20 }, (_, nth) => `ext:${index}-${nth}-${"u".repeat(200)}`) },
});

afterEach(() => vi.restoreAllMocks());

test("what adds is refused and changes nothing; what deletes is done, and makes room where rows go", async () => {
  const stub = await imported();
  const made: string[] = [];
  for (let index = 0; index < 60; index++) {
    const result = await stub.write(ACTOR, [create(index)]);
    const [written] = result.ok ? result.written : [];
    if (written?.kind === "contact") made.push(written.contact.uuid);
  }
  expect(made.length).toBe(60);
  await limited(stub, atLimit, async (account) => {
    const before = await account.contacts({ limit: 250, from: null });
    expect(await account.write(ACTOR, [create(999)])).toEqual({ ok: false, at: 0, why: "full" });
    const both: Command[] = [{ do: "contact.delete", target: { uuid: JOE } }, create(999)];
    expect(await account.write(ACTOR, both)).toEqual({ ok: false, at: 1, why: "full" });
    expect(await account.contacts({ limit: 250, from: null })).toEqual(before);
    for (const uuid of made) {
      expect(await account.write(ACTOR, [{ do: "contact.delete", target: { uuid } }])).toMatchObject({ ok: true });
    }
    expect(await account.write(ACTOR, [create(999)])).toMatchObject({ ok: true });
  });
});

test("a chunk is refused, and applied when it comes again with room", async () => {
  const stub = await imported();
  const name = (await stub.org())?.key ?? "";
  const chunk = { importId: "second", chunk: 0, lines: ndjson({ ...org("main"), key: name }) };
  await limited(stub, atLimit, async (account) => {
    expect(await account.importChunk(chunk)).toEqual({ ok: false, why: "full" });
    expect(await account.importNext("second")).toBe(0);
    // What was applied before is said to be so.
    expect(await account.importChunk({ ...chunk, importId: "first" })).toEqual({ ok: true, applied: false, next: 1 });
  });
  expect(await stub.importChunk(chunk)).toEqual({ ok: true, applied: true, next: 1 });
});

test("a dry run is told what is wrong with it, and a repeated write what it came to", async () => {
  const stub = await imported();
  const once = { name: "n", print: "p" };
  const first = await stub.write(ACTOR, [create(1)], { once });
  await limited(stub, atLimit, async (account) => {
    expect(await account.write(ACTOR, [create(1)], { once })).toEqual(first);
    expect(await account.write(ACTOR, [create(1)], { dryRun: true })).toMatchObject({ ok: false, why: "invalid" });
    expect(await account.write(ACTOR, [create(2)], { dryRun: true })).toMatchObject({ ok: true });
  });
});

test("the log is told once, with the size and the limit", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const stub = await imported();
  await limited(
    stub,
    () => ({ SIZE_WARNING: "1" }),
    async (account) => {
      for (let index = 0; index < 3; index++) {
        expect(await account.write(ACTOR, [create(index)])).toMatchObject({ ok: true });
      }
    },
  );
  expect(warn).toHaveBeenCalledTimes(1);
  const said = JSON.parse(String(warn.mock.calls[0]?.[0])) as Record<string, unknown>;
  expect(said).toMatchObject({ event: "account-filling-up", limit: 9_000_000_000 });
  expect(said["bytes"]).toBeGreaterThan(4096);
});

test("with room the log is told nothing", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const stub = await imported();
  await limited(
    stub,
    () => ({}),
    async (account) => {
      expect(await account.write(ACTOR, [create(1)])).toMatchObject({ ok: true });
    },
  );
  expect(warn).not.toHaveBeenCalled();
});

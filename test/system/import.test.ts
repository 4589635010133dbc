/** Importing over the operator's API, with the real store behind it: what a broken line or a broken connection leaves behind. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importFile } from "../../cli/import.ts";
import { ADMIN_TOKEN, startSystem, type System } from "./harness.ts";
import { emptyAccount, plainContact, uuidOf } from "./seed.ts";
import { pages, v2 } from "./v2-api.ts";

let system: System;
let folder: string;
beforeAll(async () => {
  system = await startSystem();
  folder = mkdtempSync(join(tmpdir(), "milepost-import-test-"));
});
afterAll(async () => {
  await system.close();
  rmSync(folder, { recursive: true, force: true });
});

const org = (key: string) => {
  const { tokens: _, ...settings } = emptyAccount(key, "unused");
  return { org: settings };
};
const key = (token: string) => ({ tokens: { token, role: "A" } });
const contact = (number: number) => ({
  contacts: plainContact(uuidOf(number), {
    name: `Contact ${number}`,
    urns: [`tel:+25078800${String(number).padStart(4, "0")}`],
  }),
});

async function send(account: string, chunk: number, lines: readonly unknown[], token = ADMIN_TOKEN) {
  const answer = await system.fetch(`/admin/import?account=${account}&import=first&chunk=${chunk}`, {
    token: null,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/x-ndjson" },
    method: "POST",
    body: lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function count(token: string): Promise<number> {
  const contacts = await pages(v2(system), "/contacts.json", { token });
  return contacts.reduce((sum, { body }) => sum + body.results.length, 0);
}

test("a chunk is applied once however often it is sent, in order, and the store says where to go on", async () => {
  const token = "resumed-account-key";
  expect(await send("resumed", 0, [org("resumed"), key(token), contact(1)])).toEqual({
    status: 200,
    body: { applied: true, next: 1 },
  });
  expect(await send("resumed", 0, [org("resumed"), key(token), contact(1)])).toEqual({
    status: 200,
    body: { applied: false, next: 1 },
  });
  expect(await send("resumed", 2, [contact(3)])).toMatchObject({ status: 409, body: { next: 1 } });
  const progress = await system.fetch("/admin/import?account=resumed&import=first", {
    token: null,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  expect(await progress.json()).toEqual({ next: 1 });
  expect((await send("resumed", 1, [contact(2)])).body).toEqual({ applied: true, next: 2 });
  expect(await count(token)).toBe(2);
});

test("a bad line is named as its sender counts, and nothing of its chunk is there", async () => {
  const token = "half-account-key";
  const bad = { contacts: { ...contact(5).contacts, groups: ["00000000-0000-4000-8000-000000009999"] } };
  const refused = await send("half", 0, [org("half"), key(token), contact(4), bad]);
  expect(refused).toMatchObject({ status: 400, body: { line: 4, field: expect.stringContaining("groups") } });
  expect((await system.fetch("/api/v2/contacts.json", { token })).status).toBe(403);
  expect((await send("half", 0, [org("half"), key(token), contact(4)])).body).toEqual({ applied: true, next: 1 });
  expect(await count(token)).toBe(1);
});

test("nobody but the operator imports, and nobody learns whether an account is there", async () => {
  for (const account of ["main", "nowhere"]) {
    expect((await send(account, 0, [org(account)], "guessed")).status).toBe(401);
  }
  expect((await send("Not A Key", 0, [])).status).toBe(400);
  expect((await send("main", 0, ["\u0000not json"])).status).toBe(400);
});

test("a file of NDJSON goes in as chunks, and sent again it changes nothing", async () => {
  const token = "large-account-key";
  const file = join(folder, "large.ndjson");
  const lines = [org("large"), key(token), ...Array.from({ length: 2_345 }, (_, number) => contact(number))];
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join("\n"));
  const options = { file, url: system.url.origin, adminToken: ADMIN_TOKEN };
  const first = await importFile(options);
  expect(first.accounts).toBe(1);
  expect(first.applied).toBeGreaterThan(2);
  expect(await count(token)).toBe(2_345);
  expect((await importFile(options)).applied).toBe(0);
  expect(await count(token)).toBe(2_345);
});

/**
 * Whatever is sent: no answer is a fault, every answer is what the API document says, and nobody else's account changes.
 * `FUZZ_REQUESTS=100000` sends more, `FUZZ_SEED=…` the same ones again.
 */
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adminOf } from "../system/admin-api.ts";
import { TOKENS, startSystem, type System } from "../system/harness.ts";
import { type Api, v2 } from "../system/v2-api.ts";
import { Pool } from "./fuzz/pool.ts";
import { type Fuzzed, type FuzzedDocument, operationsOf, requestsFor } from "./fuzz/requests.ts";

const REQUESTS = Number(process.env["FUZZ_REQUESTS"] ?? 5_000);
const SEED = process.env["FUZZ_SEED"];
/** Sent side by side: more would only queue up. */
const AT_ONCE = 20;
/** Nobody's fuzzer: what it has must not change. */
const BYSTANDERS = ["other", "limited"];
const FUZZED = ["main", "anon", "suspended"];

const document = JSON.parse(
  readFileSync(new URL("../../workers/v2/openapi.json", import.meta.url), "utf8"),
) as FuzzedDocument;

let system: System;
let api: Api;
let before: string[];
const pools = new Map(FUZZED.map((account) => [account, new Pool()]));
const answered = new Map<string, Map<number, number>>();

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
  const admin = adminOf(system.url);
  for (const account of FUZZED) {
    for (const policy of ["v2", "v2.contacts", "v2.messages", "v2.runs"]) {
      const lifted = await admin(`/admin/accounts/${account}/limits/${policy}`, {
        method: "PUT",
        json: { unlimited: true },
      });
      expect(lifted.status, lifted.text).toBeLessThan(300);
    }
  }
  before = await bystanders();
  for (const text of before) expect(text).toMatch(/^\{"org":/);
  await learnOfOthers();
});
afterAll(() => system.close());

async function bystanders(): Promise<string[]> {
  const admin = adminOf(system.url);
  return Promise.all(BYSTANDERS.map(async (account) => (await admin(`/admin/accounts/${account}/export`)).text));
}

/** What a bystander has is named among the rest, as if somebody had come by its identifiers. */
async function learnOfOthers(): Promise<void> {
  for (const endpoint of ["contacts", "groups"]) {
    const { body } = await api(`/${endpoint}.json`, { token: TOKENS.other });
    expect(body.results).not.toEqual([]);
    for (const pool of pools.values()) pool.learn(endpoint, body);
  }
}

/** Sends it, and holds its answer to the document (in `api`). */
async function send(fuzzed: Fuzzed): Promise<void> {
  const account = fuzzed.caller === "surveyor" ? "main" : fuzzed.caller;
  const pool = pools.get(account) ?? new Pool();
  const { method, path, headers, body } = fuzzed;
  const query = new URLSearchParams();
  for (const [name, value] of fuzzed.query) {
    for (const one of [pool.fill(value)].flat()) query.append(name, String(one));
  }
  const url = `${path}?${query.toString()}`;
  const sent = ["GET", "HEAD"].includes(method) || body.kind === "none" ? undefined : textOf(body, pool);
  const asked = { method, token: TOKENS[fuzzed.caller], headers, ...(sent === undefined ? {} : { body: sent }) };
  const {
    status,
    text,
    body: answer,
  } = await api(url, asked).catch((error: unknown) => {
    throw new Error(`${method} ${url} ${(sent ?? "").slice(0, 2_000)}\n${String(error)}`, { cause: error });
  });
  expect(status, `${method} ${url} ${(sent ?? "").slice(0, 2_000)} → ${text.slice(0, 500)}`).toBeLessThan(500);
  const operation = `${method} ${path}`;
  const statuses = answered.get(operation) ?? new Map<number, number>();
  answered.set(operation, statuses.set(status, (statuses.get(status) ?? 0) + 1));
  if (method === "DELETE" && status === 204) for (const value of query.values()) pool.forget(value);
  if (status < 300) pool.learn(path.slice(1).replace(/\.json$/, ""), answer);
}

function textOf(body: Exclude<Fuzzed["body"], { kind: "none" }>, pool: Pool): string {
  return body.kind === "raw" ? body.text : JSON.stringify(pool.fill(body.value));
}

test(`${REQUESTS} requests of any kind are answered as documented, and no other account changes`, async () => {
  // What there is to name, first: every list as it is.
  for (const operation of operationsOf(document).filter((it) => it.startsWith("GET "))) {
    for (const caller of ["main", "anon", "suspended"] as const) {
      const path = operation.slice("GET ".length);
      await send({ method: "GET", path, query: [], headers: {}, body: { kind: "none" }, caller });
    }
  }
  const batches = fc.array(requestsFor(document), { minLength: AT_ONCE, maxLength: AT_ONCE, size: "max" });
  await fc.assert(
    fc.asyncProperty(batches, async (requests) => {
      await Promise.all(requests.map(send));
    }),
    {
      numRuns: Math.ceil(REQUESTS / AT_ONCE),
      // What an account answers depends on all that came before: a smaller example would be another one.
      endOnFailure: true,
      ...(SEED === undefined ? {} : { seed: Number(SEED) }),
    },
  );
  expect(await bystanders()).toEqual(before);
}, 600_000);

test("every operation was used, and nearly every one worked: what is only ever refused shows nothing", () => {
  const operations = operationsOf(document);
  const times = (operation: string, counts: (status: number) => boolean) =>
    [...(answered.get(operation) ?? [])].reduce((sum, [status, count]) => (counts(status) ? sum + count : sum), 0);
  expect(operations.filter((operation) => times(operation, () => true) < REQUESTS / 500)).toEqual([]);
  // Two may have had bad luck: a seed that never names a message which is still there, and incoming.
  const refused = operations.filter((operation) => times(operation, (status) => status < 300) === 0);
  expect(refused.length, refused.join(", ")).toBeLessThanOrEqual(2);
});

/** The messaging API's own limits (contract 0.7): per account and scope, refused requests not counted. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSystem, TOKENS, type System } from "./harness.ts";

const LIMITED = "e".repeat(40);
let system: System;

beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

const ask = (path: string, init: { method?: string; json?: unknown } = {}) =>
  system.fetch(path, { token: LIMITED, ...init });

async function statuses(count: number, path: string, init?: Parameters<typeof ask>[1]): Promise<number[]> {
  const answers: number[] = [];
  for (let index = 0; index < count; index++) {
    const answer = await ask(path, init);
    await answer.body?.cancel();
    answers.push(answer.status);
  }
  return answers;
}

const window = () => new Promise((resolve) => setTimeout(resolve, 2_100));

// Again where a limiter took longer than its second to answer: then the policy lets a request pass, as it should.
test("the imported account may 5 per 2 seconds in each scope, and a scope is not another's", { retry: 2 }, async () => {
  await window();
  const begun = Date.now();
  const contacts = await statuses(7, "/api/v2/contacts.json");
  const groups = await statuses(7, "/api/v2/groups.json");
  // On a machine so busy that the window has moved on, nothing is said.
  if (Date.now() - begun < 1_900) {
    expect(contacts).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(groups).toEqual([200, 200, 200, 200, 200, 429, 429]);
    // Everything but contacts, messages and runs is one scope.
    expect(await statuses(1, "/api/v2/org.json")).toEqual([429]);
  }
  const refused = await ask("/api/v2/org.json");
  expect(refused.headers.get("RateLimit-Policy")).toBe('"v2";q=5;w=2');
  await window();
  expect((await ask("/api/v2/contacts.json")).headers.get("RateLimit-Policy")).toBe('"v2.contacts";q=5;w=2');
});

test("a refused client is told whole seconds, and one sentence under detail", async () => {
  await window();
  let answer = await ask("/api/v2/contacts.json");
  for (let round = 0; round < 20 && answer.status !== 429; round++) answer = await ask("/api/v2/contacts.json");
  expect(answer.status).toBe(429);
  expect(answer.headers.get("Retry-After")).toMatch(/^[12]$/);
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining("Too many requests") });
});

test("refused requests are not counted, bad ones are", async () => {
  await window();
  const bad = await statuses(5, "/api/v2/contacts.json", { method: "POST", json: { urns: 5 } });
  const begun = Date.now();
  expect(bad).toEqual([400, 400, 400, 400, 400]);
  const more = await statuses(10, "/api/v2/contacts.json");
  if (Date.now() - begun < 1_500) expect(new Set(more)).toEqual(new Set([429]));
  await window();
  expect(await statuses(5, "/api/v2/contacts.json")).toEqual([200, 200, 200, 200, 200]);
});

test("other accounts have what the table says", async () => {
  const { headers } = await system.fetch("/api/v2/contacts.json", { token: TOKENS.other });
  expect(headers.get("RateLimit-Policy")).toBe('"v2.contacts";q=2500;w=3600');
  expect(headers.get("RateLimit")).toMatch(/^"v2\.contacts";r=2499;t=3600$/);
});

/**
 * kill -9 under writes whose clients do what `Idempotency-Key` is for: whoever lost an answer sends the request again.
 * Nothing is done twice, and nothing that was answered is missing.
 */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Bench } from "./fixture.ts";
import { CALLER, call } from "./milepost.ts";
import { runtimesBelow } from "./processes.ts";

const KILLS = 4;
const WRITERS = 4;

let bench: Bench;

beforeAll(async () => {
  bench = await Bench.create();
  await bench.startDeployed();
});

afterAll(() => bench.remove());

interface Made {
  readonly name: string;
  readonly uuid: string;
}

/** Without a URN: nothing but the key could tell that it was made before. */
async function make(name: string, lost: () => void): Promise<Made> {
  for (let tries = 0; tries < 200; tries += 1) {
    const headers = { ...CALLER, "Content-Type": "application/json", "Idempotency-Key": `"${name}"` };
    // Kills alone seldom fall between a write and its answer. An impatient client makes that happen all the time.
    const impatient = tries === 0 ? { signal: AbortSignal.timeout(1 + Math.floor(Math.random() * 12)) } : {};
    const asked = { method: "POST", headers, body: JSON.stringify({ name }), ...impatient };
    const answer = await fetch(new URL("/api/v2/contacts.json", bench.edge.url), asked)
      .then(async (response) => ({ status: response.status, text: await response.text() }))
      .catch(() => null);
    if (answer?.status === 201) return { name, uuid: (JSON.parse(answer.text) as Made).uuid };
    expect([undefined, 500, 502, 503]).toContain(answer?.status);
    lost();
    await pause(20);
  }
  throw new Error(`${name} was not answered in 200 tries.`);
}

/** Contacts of the sample have no name, some of them. */
interface Listed {
  readonly name: string | null;
  readonly uuid: string;
}

async function listed(): Promise<Made[]> {
  const all: Listed[] = [];
  for (let next: string | null = "/api/v2/contacts.json"; next !== null;) {
    const page: Response = await call(bench, next);
    const body = (await page.json()) as { next: string | null; results: Listed[] };
    all.push(...body.results);
    next = body.next;
  }
  return all.flatMap(({ name, uuid }) => (name?.startsWith("Repeated ") ? [{ name, uuid }] : []));
}

test("what was sent until it was answered is there once, as it was answered", async () => {
  const made: Made[] = [];
  let lost = 0;
  let running = true;
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let number = 0; running; number += 1) {
      made.push(await make(`Repeated ${writer}/${number}`, () => (lost += 1)));
    }
  });
  const twentyMore = async (): Promise<void> => {
    const enough = made.length + 20;
    while (made.length < enough) await pause(10);
  };
  for (let kill = 0; kill < KILLS; kill += 1) {
    await twentyMore();
    for (const runtime of runtimesBelow(process.pid)) process.kill(runtime, "SIGKILL");
  }
  await twentyMore();
  running = false;
  await Promise.all(writers);
  expect(lost, "answers were lost").toBeGreaterThan(0);
  const byName = (one: Made, other: Made) => (one.name < other.name ? -1 : 1);
  expect((await listed()).toSorted(byName)).toEqual(made.toSorted(byName));
});

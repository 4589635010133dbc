/** kill -9 of the runtime during a broadcast to 10,000: after it has come back, exactly one message each. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importFile } from "../../cli/import.ts";
import { Bench } from "./fixture.ts";
import { ADMIN_TOKEN, call } from "./milepost.ts";
import { runtimesBelow } from "./processes.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const RECIPIENTS = 10_000;
/** While it goes on; then it may come to its end. */
const KILLS = 5;
const GROUP = "20000000-0000-4000-8000-000000000000";

let bench: Bench;

beforeAll(async () => {
  bench = await Bench.create();
  await bench.startDeployed();
  await crowd();
});

afterAll(() => bench.remove());

/** Members of one group, imported into the account that the sample made. */
async function crowd(): Promise<void> {
  const sample = JSON.parse(await readFile(join(ROOT, "local/sample/seed.json"), "utf8")) as {
    orgs: Record<string, unknown>[];
  };
  const [main] = sample.orgs;
  const created_on = "2016-01-01T00:00:00.000000Z";
  const number = (index: number): string => String(index).padStart(12, "0");
  const contacts = Array.from({ length: RECIPIENTS }, (_, index) => ({
    uuid: `10000000-0000-4000-8000-${number(index)}`,
    name: null,
    language: null,
    urns: [`tel:+2507${String(10_000_000 + index)}`],
    groups: [GROUP],
    fields: {},
    blocked: false,
    stopped: false,
    created_on,
    modified_on: created_on,
  }));
  const groups = [{ id: 900, uuid: GROUP, name: "Everybody", query: null, created_on }];
  const file = join(bench.folder, "crowd.json");
  const org = { ...main, groups, contacts, flows: [], messages: [], runs: [], channel_events: [], tokens: [] };
  await writeFile(file, JSON.stringify({ version: 1, orgs: [{ ...org, resthook_events: [], boundaries: [] }] }));
  await importFile({ file, url: bench.edge.url, adminToken: ADMIN_TOKEN });
}

interface Listed {
  readonly next: string | null;
  readonly results: readonly { readonly status: string; readonly contact: { readonly uuid: string } }[];
}

/** Again while the runtime is down: a request that dies with it is a 502, or cut. */
async function list(path: string): Promise<Listed> {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    const answer = await call(bench, path).catch(() => null);
    const text = await answer?.text().catch(() => null);
    if (answer?.status === 200 && typeof text === "string") return JSON.parse(text) as Listed;
    await pause(20);
  }
  throw new Error(`${path} was not answered within 20 s.`);
}

async function statusOf(broadcast: number): Promise<string | undefined> {
  return (await list(`/api/v2/broadcasts.json?id=${broadcast}`)).results[0]?.status;
}

test("kills while it goes on lose nobody and repeat nobody", async () => {
  const body = JSON.stringify({ text: "To all of you", groups: [GROUP] });
  const answer = await call(bench, "/api/v2/broadcasts.json", { method: "POST", body });
  expect(answer.status).toBe(201);
  const { id } = (await answer.json()) as { id: number };

  const messages = `/api/v2/messages.json?broadcast=${id}`;
  let cut = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    if ((await statusOf(id)) !== "queued") break;
    const runtimes = runtimesBelow(process.pid);
    expect(runtimes.length).toBeGreaterThan(0);
    for (const runtime of runtimes) process.kill(runtime, "SIGKILL");
    const { results } = await list(messages);
    if (results.length > 0 && (await statusOf(id)) === "queued") cut += 1;
    // It gets some steps further in each of its lives.
    await pause(50);
  }
  expect(cut, "kills that came between the first message and the last").toBeGreaterThan(0);

  await expect.poll(() => statusOf(id), { timeout: 60_000, interval: 100 }).toBe("sent");
  const contacts: string[] = [];
  for (let next: string | null = messages; next !== null;) {
    const page: Listed = await list(next);
    expect(page.results.every(({ status }) => status === "sent")).toBe(true);
    contacts.push(...page.results.map(({ contact }) => contact.uuid));
    next = page.next;
  }
  expect(contacts).toHaveLength(RECIPIENTS);
  expect(new Set(contacts).size).toBe(RECIPIENTS);
});

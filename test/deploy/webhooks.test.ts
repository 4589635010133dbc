/**
 * Webhooks over the runtime's own network, which the system tests replace by Node's: a receiver that is not there, a
 * runtime that is killed meanwhile, and a receiver that sends its caller elsewhere.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { deployAll } from "../../cli/deploy.ts";
import { importFile } from "../../cli/import.ts";
import { type Receiver, receiver, signedWith } from "../system/receiver.ts";
import { sampleAccounts } from "../system/seed.ts";
import { Bench } from "./fixture.ts";
import { ADMIN_TOKEN, call, copyProject } from "./milepost.ts";
import { runtimesBelow } from "./processes.ts";

const FLOW = "00000000-0000-4000-8000-000000000021";
const JOE = "00000000-0000-4000-8000-000000000101";
const FRANK = "00000000-0000-4000-8000-000000000102";
/** For what goes on by itself: tries are seconds apart, and so are rests. */
const SOON = { timeout: 40_000, interval: 200 };

let bench: Bench;
const open: Receiver[] = [];

beforeAll(async () => {
  bench = await Bench.create();
  await bench.startDeployed();
  const root = await copyProject(bench.folder);
  await replace(join(root, "store/wrangler.toml"), '"public"', '"anywhere"');
  await deployAll({ root, target: bench.edge.api, only: ["milepost-store"] });
  await addResthook("flow");
});

afterAll(async () => {
  await bench.remove();
  await Promise.all(open.map((it) => it.stop()));
});

async function replace(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, "utf8");
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
}

/** To the sample's main account; its flow names none, so this one hears of its runs. */
async function addResthook(slug: string): Promise<void> {
  const instant = "2016-01-01T00:00:00.000000Z";
  const settings = Object.entries(sampleAccounts()[0] ?? {}).filter(([, value]) => !Array.isArray(value));
  const org = { ...Object.fromEntries(settings), languages: [] };
  const resthooks = [{ resthook: slug, created_on: instant, modified_on: instant }];
  const file = join(bench.folder, "resthooks.json");
  await writeFile(file, JSON.stringify({ version: 1, orgs: [{ ...org, resthooks }] }));
  await importFile({ file, url: bench.edge.url, adminToken: ADMIN_TOKEN });
}

async function receiving(...given: Parameters<typeof receiver>): Promise<Receiver> {
  const made = await receiver(...given);
  open.push(made);
  return made;
}

interface Delivery {
  readonly uuid: string;
  readonly status: string;
  readonly attempts: readonly { readonly status: number | null; readonly error: string | null }[];
}

async function post(path: string, body: object): Promise<Record<string, unknown>> {
  const response = await call(bench, `/api/v2/${path}.json`, { method: "POST", body: JSON.stringify(body) });
  const text = await response.text();
  expect(response.status, text).toBeLessThan(300);
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** Oldest first. Nothing while the runtime is away. */
async function deliveries(subscriber: unknown): Promise<readonly Delivery[]> {
  const response = await call(bench, `/api/v2/resthook_deliveries.json?subscriber=${String(subscriber)}`);
  if (response.status >= 500) return [];
  expect(response.status).toBe(200);
  return ((await response.json()) as { results: Delivery[] }).results.toReversed();
}

const subscribe = (to: Receiver) => post("resthook_subscribers", { resthook: "flow", target_url: to.url });
const start = (contacts: readonly string[]) => post("flow_starts", { flow: FLOW, contacts });
const interrupt = (contacts: readonly string[]) => post("contact_actions", { contacts, action: "interrupt" });

test("what happened while the receiver was down and the runtime was killed arrives, in order, once", async () => {
  const to = await receiving();
  const { id, secret } = await subscribe(to);
  await to.stop();
  await start([JOE, FRANK]);
  // Frank was in the flow already: that run is interrupted, so it is five once these have ended.
  await vi.waitFor(async () => {
    const tries = (await deliveries(id)).flatMap(({ attempts }) => attempts);
    expect(tries.length).toBeGreaterThanOrEqual(3);
    expect(tries.every(({ status, error }) => status === null && error === "unreachable")).toBe(true);
  }, SOON);
  await interrupt([JOE, FRANK]);
  for (const runtime of runtimesBelow(process.pid)) process.kill(runtime, "SIGKILL");
  await to.start();
  await vi.waitFor(async () => {
    expect((await deliveries(id)).map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "delivered"));
  }, SOON);
  const names = to.received.map(({ headers }) => headers["milepost-delivery"]);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(names)).toEqual(new Set((await deliveries(id)).map(({ uuid }) => uuid)));
  const runs = Object.groupBy(to.received, ({ body }) => new URLSearchParams(body).get("run") ?? "");
  const orders = Object.values(runs).map((of = []) => of.map(({ headers }) => headers["milepost-event"]).join());
  expect(orders.toSorted((one, other) => one.length - other.length)).toEqual([
    "run.ended",
    "run.started,run.ended",
    "run.started,run.ended",
  ]);
  expect(to.received.every((it) => signedWith(String(secret), it))).toBe(true);
  await call(bench, `/api/v2/resthook_subscribers.json?id=${String(id)}`, { method: "DELETE" });
});

test.each([301, 302, 303, 307, 308])("a redirect with %i is not followed: it is a failure", async (status) => {
  const elsewhere = await receiving();
  const to = await receiving(() => (response) => {
    response.writeHead(status, { Location: elsewhere.url }).end();
    return status;
  });
  const { id } = await subscribe(to);
  await start([JOE]);
  await vi.waitFor(async () => {
    const [delivery] = await deliveries(id);
    expect(delivery).toMatchObject({ status: "pending" });
    expect(delivery?.attempts.slice(0, 2)).toEqual(
      Array.from({ length: 2 }, () => expect.objectContaining({ status, error: null }) as unknown),
    );
  }, SOON);
  expect(elsewhere.received).toEqual([]);
  await call(bench, `/api/v2/resthook_subscribers.json?id=${String(id)}`, { method: "DELETE" });
});

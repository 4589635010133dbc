/** Webhooks from end to end: flows are started and interrupted over the API, and a receiver on loopback hears of it. */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { startSystem, type System } from "./harness.ts";
import { type Answering, type Receiver, type Received, receiver, signedWith } from "./receiver.ts";
import { emptyAccount, plainContact } from "./seed.ts";
import { type Api, type Wire, v2 } from "./v2-api.ts";

const FLOW = "00000000-0000-4000-8000-00000000f001";
const NODE = "00000000-0000-4000-8000-00000000f002";
const CHANNEL = "00000000-0000-4000-8000-00000000f003";
const INSTANT = "2016-01-01T00:00:00.000000Z";
const CONTACTS = Array.from({ length: 6 }, (_, index) => `00000000-0000-4000-8000-0000000000${10 + index}`);

let system: System;
const open: Receiver[] = [];

beforeAll(async () => {
  system = await startSystem({ store: { WEBHOOK_TARGETS: "anywhere" } });
});
afterEach(() => Promise.all(open.splice(0).map((it) => it.stop())));
afterAll(() => system.close());

async function receiving(answering?: Answering): Promise<Receiver> {
  const made = await receiver(answering);
  open.push(made);
  return made;
}

interface Told {
  readonly api: Api;
  readonly subscribe: (url: string) => Promise<{ readonly id: number; readonly secret: string }>;
  /** Brings the contacts into the flow, and waits until they are. */
  readonly start: (contacts: readonly string[]) => Promise<void>;
  readonly interrupt: (contacts: readonly string[]) => Promise<void>;
  /** Oldest first. */
  readonly deliveries: () => Promise<readonly Wire[]>;
  readonly finished: () => Promise<readonly Wire[]>;
}

let accounts = 0;

/** An account of its own, whose only flow names the resthook `told`. */
async function account(): Promise<Told> {
  accounts += 1;
  const token = String(accounts).padStart(40, "7");
  const contacts = CONTACTS.map((uuid, index) =>
    plainContact(uuid, { name: `Nº ${index} & co`, urns: [`tel:+25078800000${index}`] }),
  );
  const flow = { id: 21, uuid: FLOW, name: "Survey", type: "F", archived: false, expires: 60, labels: [] };
  const ruleset = { id: 1, node: NODE, label: "Color", ruleset_type: "wait_message", categories: ["Red"] };
  const channel = {
    id: 11,
    uuid: CHANNEL,
    name: null,
    address: null,
    country: "RW",
    type: "android",
    schemes: ["tel"],
  };
  await system.load(
    emptyAccount(`told-${accounts}`, token, {
      channels: [{ ...channel, device: null, last_seen: null, created_on: INSTANT }],
      contacts,
      flows: [{ ...flow, created_on: INSTANT, base_language: "eng", rulesets: [ruleset], resthooks: ["told"] }],
      resthooks: [{ resthook: "told", created_on: INSTANT, modified_on: INSTANT }],
    }),
  );
  const call = v2(system);
  const api: Api = (path, asked = {}) => call(path, { ...asked, token });
  const started = async (): Promise<number> => (await api(`/runs.json?flow=${FLOW}`)).body.results.length;
  const deliveries = async () => (await api("/resthook_deliveries.json")).body.results.toReversed();
  return {
    api,
    async subscribe(url) {
      const { status, body } = await api("/resthook_subscribers.json", { json: { resthook: "told", target_url: url } });
      expect(status).toBe(201);
      return { id: body["id"] as number, secret: String(body["secret"]) };
    },
    async start(contacts) {
      const before = await started();
      const { status, text } = await api("/flow_starts.json", { json: { flow: FLOW, contacts } });
      expect(status, text).toBe(201);
      await vi.waitFor(async () => expect(await started()).toBe(before + contacts.length), { timeout: 40_000 });
    },
    async interrupt(contacts) {
      const { status } = await api("/contact_actions.json", { json: { contacts, action: "interrupt" } });
      expect(status).toBe(204);
    },
    deliveries,
    finished: () =>
      vi.waitFor(
        async () => {
          const all = await deliveries();
          expect(all.filter(({ status }) => status === "pending")).toEqual([]);
          return all;
        },
        { timeout: 50_000, interval: 200 },
      ),
  };
}

const field = (received: Received, name: string): string | null => new URLSearchParams(received.body).get(name);
/** What a receiver was told and took, in its order. */
const taken = ({ received }: Receiver): Received[] => received.filter(({ status }) => status === 204);
const ids = (received: readonly Received[]) => received.map(({ headers }) => headers["milepost-delivery"]);
const eventsByRun = (received: readonly Received[]) => {
  const runs = Object.groupBy(received, (it) => field(it, "run") ?? "");
  return Object.values(runs).map((of = []) => of.map(({ headers }) => headers["milepost-event"]));
};
const BOTH = ["run.started", "run.ended"];

describe("a delivery", () => {
  test("is the event of the run, form-encoded as receivers know it, signed, in the form subscribed through", async () => {
    const [told, to] = [await account(), await receiving()];
    const { secret } = await told.subscribe(`${to.url}/hook?x=1`);
    await told.start([CONTACTS[0] ?? ""]);
    await told.finished();
    await told.interrupt([CONTACTS[0] ?? ""]);
    await told.finished();
    const [started, ended] = to.received;
    if (started === undefined || ended === undefined) throw new Error("Two were delivered.");
    expect(to.received).toHaveLength(2);
    expect([started.method, started.path, started.headers["content-type"]]).toEqual([
      "POST",
      "/hook?x=1",
      "application/x-www-form-urlencoded",
    ]);
    expect([started.headers["user-agent"], started.headers["x-api-version"]]).toEqual(["RapidPro", "2"]);
    expect([started.headers["milepost-event"], ended.headers["milepost-event"]]).toEqual(BOTH);
    expect(started.headers["milepost-attempt"]).toBe("1");

    const fields = Object.fromEntries(new URLSearchParams(started.body));
    const [run] = (await told.api("/runs.json")).body.results;
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/) as string;
    const { steps = "", values = "", ...plain } = fields;
    expect(plain).toEqual({
      channel: "11",
      channel_uuid: CHANNEL,
      relayer: "11",
      flow: "21",
      flow_uuid: FLOW,
      flow_name: "Survey",
      flow_base_language: "eng",
      run: String(run?.["id"]),
      step: NODE,
      phone: "+250788000000",
      contact: CONTACTS[0],
      contact_name: "Nº 0 & co",
      urn: "tel:+250788000000",
      time,
    });
    expect(JSON.parse(values)).toEqual([]);
    expect(JSON.parse(steps)).toEqual([
      { type: "R", node: NODE, arrived_on: time, left_on: null, text: null, value: null },
    ]);
    expect(JSON.parse(field(ended, "steps") ?? "")).toMatchObject([{ node: NODE, left_on: time }]);

    const events = (await told.api("/resthook_events.json?resthook=told")).body.results;
    expect(events).toHaveLength(2);
    expect(events[1]?.["data"]).toMatchObject({ flow_uuid: FLOW, steps: JSON.parse(steps), values: [], text: null });

    expect(signedWith(secret, started)).toBe(true);
    expect(signedWith(secret, ended)).toBe(true);
    expect(signedWith("mps_another", started)).toBe(false);
    expect(signedWith(secret, { ...started, body: `${started.body}&x=1` })).toBe(false);
    expect(signedWith(secret, { ...started, headers: { ...started.headers, "milepost-delivery": "x" } })).toBe(false);
    expect(signedWith(secret, started, Date.now() + 600_000)).toBe(false);
  });

  test("goes to each subscriber, under an id of its own, and no more to one that has left", async () => {
    const [told, first, second] = [await account(), await receiving(), await receiving()];
    const leaving = await told.subscribe(first.url);
    await told.subscribe(second.url);
    await told.start([CONTACTS[0] ?? ""]);
    await told.finished();
    await told.api(`/resthook_subscribers.json?id=${leaving.id}`, { method: "DELETE" });
    await told.interrupt([CONTACTS[0] ?? ""]);
    await told.finished();
    expect([first.received.length, second.received.length]).toEqual([1, 2]);
    expect(new Set(ids([...first.received, ...second.received])).size).toBe(3);
  });
});

describe("a receiver that was down for a while", () => {
  test("is told everything in the end, in order per run, nothing twice that it took", async () => {
    const [told, to] = [await account(), await receiving()];
    const { id } = await told.subscribe(to.url);
    to.answering = () => 503;
    await told.start(CONTACTS);
    await vi.waitFor(
      async () => {
        const tries = (await told.deliveries()).flatMap((it) => it["attempts"] as { status: number }[]);
        expect(tries.length).toBeGreaterThanOrEqual(CONTACTS.length);
        expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([503]));
      },
      { timeout: 40_000 },
    );
    await told.interrupt(CONTACTS);
    // It comes back, but does not take everything at first.
    const down = to.received.length;
    to.answering = (_, { length }) => (length < down + 12 && (length - down) % 3 === 2 ? 500 : 204);
    const all = await told.finished();
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 2 * CONTACTS.length }, () => "delivered"));
    expect(eventsByRun(taken(to))).toEqual(CONTACTS.map(() => BOTH));
    const delivered = ids(taken(to));
    expect(new Set(delivered).size).toBe(delivered.length);
    expect(new Set(delivered)).toEqual(new Set(all.map(({ uuid }) => uuid)));
    expect(all.every((it) => it["subscriber"] === id && it["next_attempt_on"] === null)).toBe(true);

    const attempts = all.flatMap((it) => it["attempts"] as { status: number | null; error: string | null }[]);
    expect(attempts.filter(({ status }) => status === 503)).toHaveLength(down);
    expect(attempts.filter(({ status }) => status === 500)).toHaveLength(4);
    expect(attempts.filter(({ status }) => status === 204)).toHaveLength(all.length);
    expect(to.received.every(({ headers }) => Number(headers["milepost-attempt"]) >= 1)).toBe(true);
  });

  test("holds up nobody else", async () => {
    const [told, up, hanging] = [await account(), await receiving(), await receiving(() => () => 0)];
    await told.subscribe(hanging.url);
    await told.subscribe(up.url);
    await told.start(CONTACTS);
    await told.interrupt(CONTACTS);
    await vi.waitFor(() => expect(eventsByRun(taken(up))).toEqual(CONTACTS.map(() => BOTH)), { timeout: 40_000 });
  });
});

describe("an answer", () => {
  test("is taken by its status alone: a body that never ends keeps nobody", async () => {
    const told = await account();
    const to = await receiving(() => (response) => {
      response.writeHead(200);
      response.write("x".repeat(100_000));
      return 204;
    });
    await told.subscribe(to.url);
    await told.start([CONTACTS[0] ?? ""]);
    const [delivery] = await told.finished();
    expect(delivery).toMatchObject({ status: "delivered", attempts: [{ status: 200, error: null }] });
  });

  test("that does not come in ten seconds is a failure, tried again", async () => {
    const told = await account();
    const to = await receiving((_, before) => (before.length === 0 ? () => 0 : 204));
    await told.subscribe(to.url);
    await told.start([CONTACTS[0] ?? ""]);
    const [delivery] = await told.finished();
    expect(delivery?.["attempts"]).toMatchObject([
      { status: null, error: "timeout" },
      { status: 204, error: null },
    ]);
    expect(new Set(ids(to.received)).size).toBe(1);
  });
});

test("deliveries are found by their id and their subscriber", async () => {
  const [told, to] = [await account(), await receiving()];
  const { id } = await told.subscribe(to.url);
  await told.start(CONTACTS.slice(0, 2));
  const [first, second] = await told.finished();
  const found = async (query: string) => (await told.api(`/resthook_deliveries.json?${query}`)).body.results;
  expect(await found(`uuid=${first?.uuid}`)).toEqual([first]);
  expect(await found(`subscriber=${id}`)).toEqual([second, first]);
  for (const query of ["uuid=x", "subscriber=999", "subscriber=x"]) expect(await found(query), query).toEqual([]);
});

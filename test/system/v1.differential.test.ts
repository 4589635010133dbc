/**
 * Twin accounts, the same operations: one of them through v1, the other through v2. What they hold in the end is the
 * same, but for identifiers and times. A generated sequence, the same one in every run.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN_TOKEN, startSystem, type System } from "./harness.ts";
import { type ImportedAccount, sampleAccounts } from "./seed.ts";
import { send } from "./sending.ts";
import { held } from "./v1.held.ts";
import { sequence } from "./v1.sequence.ts";
import { asV1, asV2, Twin, type Side } from "./v1.twins.ts";

const OPERATIONS = 520;
const SEED = 20_170_406;
const TOKENS = { old: "1".repeat(40), new: "2".repeat(40) };

let system: System;

beforeAll(async () => {
  system = held(await startSystem());
  for (const [key, token] of Object.entries(TOKENS)) {
    await system.load(twin(key, token));
    for (const policy of ["v1", "v2", "v2.contacts", "v2.messages", "v2.runs"]) await unlimited(key, policy);
  }
});
afterAll(() => system.close());

/** The sample's first account under another key, with more messages that came in: of each of its contacts some. */
function twin(key: string, token: string): ImportedAccount {
  const [main] = sampleAccounts() as [Readonly<Record<string, never>> & ImportedAccount];
  const { contacts, messages } = main as unknown as Record<"contacts" | "messages", Record<string, unknown>[]>;
  const more = Array.from({ length: 60 }, (_, index) => ({
    ...messages[0],
    id: 6_001 + index,
    contact: contacts[index % 3]?.["uuid"],
    urn: null,
    text: `Came in ${index}`,
    type: "inbox",
    visibility: "visible",
    direction: "in",
  }));
  return { ...main, key, tokens: [{ token, role: "A" }], messages: [...(messages as unknown[]), ...more] };
}

async function operate(method: string, path: string, json?: unknown): Promise<string> {
  const response = await send(new URL(`/admin/${path}`, system.url), {
    method,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, "Content-Type": "application/json" },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text;
}

const unlimited = (key: string, policy: string) =>
  operate("PUT", `accounts/${key}/limits/${policy}`, { unlimited: true });

function side(): Side {
  const [main] = sampleAccounts() as unknown as [Record<"contacts" | "labels", { uuid: string }[]>];
  const uuids = (list: "contacts" | "labels") => main[list].map(({ uuid }) => uuid);
  return { contacts: uuids("contacts"), labels: uuids("labels"), campaigns: [], events: [] };
}

/** Identifiers become the place of their first appearance; times and numbers go. */
function plain(text: string): readonly string[] {
  const seen = new Map<string, string>();
  const name = (uuid: string): string => {
    if (!seen.has(uuid)) seen.set(uuid, `#${seen.size}`);
    return seen.get(uuid) ?? "";
  };
  const without = (key: string, value: unknown): unknown =>
    /(_on|^time|^id|^started|^broadcast|^key|^device|^last_seen|^last_seen_on)$/.test(key) ? undefined : value;
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith('{"tokens"') && !line.startsWith('{"version"'))
    .map((line) => JSON.stringify(JSON.parse(line), without))
    .map((line) => line.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, name));
}

async function listsOf(twin: Twin): Promise<string> {
  const lists = [
    "contacts",
    "contacts.json?deleted=1",
    "groups",
    "labels",
    "fields",
    "campaigns",
    "campaign_events",
    "broadcasts",
    "runs",
  ];
  const lines: string[] = [];
  for (const list of lists) {
    const path = list.includes("?") ? list : `${list}.json`;
    for (let next: string | null = `v2/${path}`; next !== null;) {
      const page = (await twin.ask("GET", next)) as { results: unknown[]; next: string | null };
      lines.push(...page.results.map((object) => JSON.stringify({ list, object })));
      next = page.next === null ? null : page.next.replace(/^.*\/api\//, "");
    }
  }
  return lines.join("\n");
}

test(`${OPERATIONS} operations through v1 and through v2 end in equal data`, { timeout: 180_000 }, async () => {
  const operations = sequence(SEED, OPERATIONS);
  const older = new Twin(system, TOKENS.old, side());
  const newer = new Twin(system, TOKENS.new, side());
  // Each account has its own order; the two do not wait for one another.
  await Promise.all([
    (async () => {
      for (const operation of operations) await asV1(older, operation);
    })(),
    (async () => {
      for (const operation of operations) await asV2(newer, operation);
    })(),
  ]);
  await quiet();
  const [mine, theirs] = [plain(await listsOf(older)), plain(await listsOf(newer))];
  expect(mine.length).toBeGreaterThan(200);
  expect(unlike(mine, theirs)).toEqual([]);
  const [one, other] = [
    plain(await operate("GET", "accounts/old/export")),
    plain(await operate("GET", "accounts/new/export")),
  ];
  expect(one.length).toBeGreaterThan(200);
  expect(unlike(one, other)).toEqual([]);
});

/** The first lines that differ: one that is out of place makes all that follow it differ. */
function unlike(mine: readonly string[], theirs: readonly string[]): readonly string[] {
  const different = Array.from({ length: Math.max(mine.length, theirs.length) }, (_, at) => at).filter(
    (at) => mine[at] !== theirs[at],
  );
  return different.slice(0, 3).map((at) => `${mine[at]}\n${theirs[at]}`);
}

/** What v1 promised and did not wait for: broadcasts. */
async function quiet(): Promise<void> {
  for (const token of Object.values(TOKENS)) {
    const twin = new Twin(system, token, side());
    for (let tries = 0; tries < 500; tries += 1) {
      const { results } = (await twin.ask("GET", "v2/broadcasts.json")) as { results: { status: string }[] };
      if (results.every(({ status }) => status !== "queued")) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** Lists that change while a client walks them: what nobody touches comes exactly once, whatever happens around it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSystem, type System } from "./harness.ts";
import { emptyAccount, plainContact, plainMessage } from "./seed.ts";
import { type Api, type Told, v2 } from "./v2-api.ts";

const MESSAGES = 3_000;
const TOKEN = "w".repeat(40);
const CONTACT = "00000000-0000-4000-8000-00000000c0de";
const CHANNEL = "00000000-0000-4000-8000-00000000ca11";
const MADE = "2016-01-01T00:00:00.000000Z";
/** Half of them at one instant: places inside a tie must hold as well. */
const instantOf = (index: number): string =>
  `2016-02-01T00:${String(index % 2 === 0 ? 0 : index % 60).padStart(2, "0")}:00.000000Z`;

let system: System;
let api: Api;

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
});
afterAll(() => system.close());

function account(key: string, token: string) {
  const channel = {
    id: 1,
    uuid: CHANNEL,
    name: null,
    address: null,
    country: null,
    type: "A",
    schemes: ["tel"],
    device: null,
  };
  const urn = "tel:+250788000001";
  const messages = Array.from({ length: MESSAGES }, (_, index) =>
    plainMessage(index + 1, CONTACT, {
      urn,
      channel: CHANNEL,
      created_on: instantOf(index),
      modified_on: instantOf(index),
    }),
  );
  return emptyAccount(key, token, {
    channels: [{ ...channel, last_seen: null, created_on: MADE }],
    contacts: [plainContact(CONTACT, { name: "Ann", urns: [urn], created_on: MADE, modified_on: MADE })],
    messages,
  });
}

const ACTIONS = ["archive", "label", "delete", "restore", "unlabel"] as const;

/** Acts on every seventh message, all over the list, and sends new ones, until told that the walk is over. */
async function change(token: string, walking: { over: boolean }): Promise<ReadonlySet<number>> {
  const touched = new Set<number>();
  const act = async (action: string, messages: readonly number[]): Promise<void> => {
    for (const id of messages) touched.add(id);
    const label = action.endsWith("label") ? { label_name: "Walked" } : {};
    const { status, text } = await api("/message_actions.json", { json: { messages, action, ...label }, token });
    expect(status, text).toBe(204);
  };
  expect((await api("/labels.json", { json: { name: "Walked" }, token })).status).toBe(201);
  const deleted = new Set<number>();
  for (let turn = 0; !walking.over; turn++) {
    const action = ACTIONS[turn % ACTIONS.length] ?? "archive";
    const ids = [1, 2, 3].map((nth) => 7 * (1 + ((turn * 139 + nth * 100) % 428))).filter((id) => !deleted.has(id));
    if (action === "delete") for (const id of ids) deleted.add(id);
    if (ids.length > 0) await act(action, ids);
    const sent = await api("/broadcasts.json", { json: { contacts: [CONTACT], text: `New ${turn}` }, token });
    expect(sent.status, sent.text).toBe(201);
  }
  return touched;
}

describe.each([
  ["messages", "/messages.json", "n".repeat(40)],
  ["messages of a folder", "/messages.json?folder=inbox", "o".repeat(40)],
  ["messages by their last change", "/messages.json?folder=incoming", TOKEN],
  ["messages of a contact", `/messages.json?contact=${CONTACT}`, "p".repeat(40)],
])("%s", (name, path, token) => {
  test("that nobody touches while others are made, archived, labelled and deleted come exactly once", async () => {
    await system.load(account(`walk-${name.replaceAll(" ", "-")}`, token));
    const walking = { over: false };
    const changing = change(token, walking);
    const seen = new Map<number, number>();
    try {
      for (let next: string | null = path; next !== null;) {
        const page: Told = await api(next, { token });
        expect(page.status, page.text).toBe(200);
        for (const item of page.body.results) seen.set(Number(item["id"]), (seen.get(Number(item["id"])) ?? 0) + 1);
        next = page.body.next;
      }
    } finally {
      walking.over = true;
    }
    const touched = await changing;
    expect(touched.size).toBeGreaterThan(0);
    const wrong = Array.from({ length: MESSAGES }, (_, index) => index + 1)
      .filter((id) => !touched.has(id))
      .filter((id) => seen.get(id) !== 1);
    expect(wrong).toEqual([]);
  });
});

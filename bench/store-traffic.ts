/** Lines of what an account has millions of, and of flows; in proportions as a real one has them. */
import { FEW, FIELDS, RESTHOOKS, type Line, type Sizes } from "./store-sizes.ts";
import { instantOf, mixed, slugOf, textOf, times, urnOf, uuidOf } from "./store-made.ts";

/** Of all groups and labels so many are in daily use, as in real accounts: a page names few of them. */
const IN_USE = 40;

/** One in so many is of the one contact, broadcast, group or flow that is asked for: more than 1,000 pages of them. */
const BUSY = { contact: 16, broadcast: 8, group: 3, flow: 2 } as const;

export function contactLine(index: number, { contacts }: Sizes): Line {
  const hash = mixed(index);
  // Contacts are changed in another order than they were made in.
  const modified = (index * 7_919) % contacts;
  return {
    contacts: {
      uuid: uuidOf("contact", index),
      name: `Contact ${index}`,
      language: hash % 2 === 0 ? "eng" : null,
      urns: hash % 5 === 0 ? [urnOf(index), `telegram:${index}`] : [urnOf(index)],
      groups: [...(hash % BUSY.group === 0 ? [0] : []), 1 + ((hash >>> 3) % IN_USE)].map((group) =>
        uuidOf("group", group),
      ),
      fields: { field_0: "female", field_1: String(hash % 90), [`field_${2 + (hash % (FIELDS - 2))}`]: "Kigali" },
      blocked: hash % 97 === 0,
      stopped: hash % 89 === 0,
      created_on: instantOf(index),
      modified_on: instantOf(modified),
    },
  };
}

export function flowLine(index: number): Line {
  return {
    flows: {
      id: index + 1,
      uuid: uuidOf("flow", index),
      name: `Flow ${index}`,
      type: index % 2 === 0 ? "message" : "voice",
      archived: index % 2 === 1,
      expires: 10_080,
      labels: [{ uuid: uuidOf("other", 2_000_000 + (index % 10)), name: `Flow label ${index % 10}` }],
      created_on: instantOf(index),
      base_language: "eng",
      rulesets: [0, 1].map((nth) => ({
        id: index * 2 + nth + 1,
        node: uuidOf("other", index * 2 + nth),
        label: `Question ${nth}`,
        ruleset_type: "wait_message",
        categories: ["Yes", "No", "Other"],
      })),
    },
  };
}

type MessageKind = readonly [direction: string, type: string, status: string, visibility: string];

/** What any 20 messages in a row are; every page then has as much of each as any other. */
const MESSAGES: readonly [MessageKind, ...MessageKind[]] = [
  ["in", "inbox", "handled", "visible"],
  ...times(3, (): MessageKind => ["in", "inbox", "handled", "visible"]),
  ...times(3, (): MessageKind => ["in", "flow", "handled", "visible"]),
  ...times(2, (): MessageKind => ["in", "inbox", "handled", "archived"]),
  ["in", "inbox", "handled", "deleted"],
  ...times(7, (): MessageKind => ["out", "inbox", "delivered", "visible"]),
  ["out", "flow", "sent", "visible"],
  ["out", "inbox", "queued", "visible"],
  ["out", "inbox", "failed", "visible"],
];

/** Which of them have labels: one of the inbox, one of the flows. */
const LABELLED: ReadonlySet<number> = new Set([0, 4]);

export function messageLine(index: number, { contacts }: Sizes): Line {
  const hash = mixed(index ^ 0x3c6ef372);
  const [turn, nth] = [Math.floor(index / MESSAGES.length), (index * 7) % MESSAGES.length];
  const contact = turn % BUSY.contact === 0 ? 0 : mixed(hash) % contacts;
  const [direction, type, status, visibility] = MESSAGES[nth] ?? MESSAGES[0];
  const deleted = visibility === "deleted";
  const labelled = LABELLED.has(nth);
  return {
    messages: {
      id: index + 1,
      contact: uuidOf("contact", contact),
      urn: urnOf(contact),
      channel: uuidOf("channel", (hash >>> 9) % 10),
      broadcast: direction === "out" ? 1 + ((hash >>> 15) % BUSY.broadcast === 0 ? 0 : (hash >>> 18) % 1_000) : null,
      direction,
      type,
      status,
      visibility,
      text: deleted ? "" : textOf(hash),
      labels: labelled ? [...new Set([0, (hash >>> 15) % IN_USE])].map((label) => `Label ${label}`) : [],
      created_on: instantOf(index),
      sent_on: direction === "out" ? instantOf(index) : null,
      modified_on: instantOf(index + (hash % 100)),
      ...(type === "flow" && { flow: uuidOf("flow", (hash >>> 9) % 50) }),
    },
  };
}

export function runLine(index: number, { contacts }: Sizes): Line {
  const hash = mixed(index ^ 0x1f83d9ab);
  const done = hash % 10 !== 0;
  const flow = (hash >>> 4) % BUSY.flow === 0 ? 0 : (hash >>> 5) % FEW.flows;
  const answer = { value: "yes", category: "Yes", node: uuidOf("other", flow * 2), name: "Question 0" };
  return {
    runs: {
      id: index + 1,
      uuid: uuidOf("run", index),
      flow: uuidOf("flow", flow),
      contact: uuidOf("contact", index % 2 === 0 ? 0 : mixed(hash) % contacts),
      responded: (hash >>> 7) % 4 !== 0,
      path: [{ node: uuidOf("other", flow * 2), time: instantOf(index) }],
      values: { question_0: { ...answer, time: instantOf(index) } },
      created_on: instantOf(index),
      modified_on: instantOf(index + (hash % 100)),
      exited_on: done ? instantOf(index + 100) : null,
      exit_type: done ? "completed" : null,
      expires_on: null,
    },
  };
}

export function callLine(index: number, { contacts }: Sizes): Line {
  const hash = mixed(index ^ 0x5be0cd19);
  return {
    channel_events: {
      id: index + 1,
      type: "mo_call",
      contact: uuidOf("contact", index % 2 === 0 ? 0 : mixed(hash) % contacts),
      channel: uuidOf("channel", (hash >>> 9) % 10),
      time: instantOf(index),
      duration: hash % 600,
      created_on: instantOf(index),
    },
  };
}

export function resthookEventLine(index: number): Line {
  const resthook = slugOf(index % 2 === 0 ? 0 : mixed(index) % RESTHOOKS);
  return { resthook_events: { resthook, data: { event: "run.started", number: index }, created_on: instantOf(index) } };
}

/**
 * A large account in the import format, the same on every run: every member takes all that its shape allows, so that an
 * export that forgets or bends one of them is noticed.
 */

import { MESSAGE_STATUSES } from "../../contracts/messages.ts";

const WORDS = ["a", "émigré", "日本語", '"quoted"\\', "line\nbreak\t\u0000", "😀", "'; DROP TABLE x", " ", "<b>&amp;"];

/** Mulberry32: a few lines, and the same sequence everywhere. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export interface Sizes {
  readonly contacts: number;
  readonly messages: number;
  readonly runs: number;
}

/** Whole lines, the account's first. */
export function generated({ contacts, messages, runs }: Sizes, seed = 1): string {
  const below = random(seed);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const sometimes = <T>(value: T): T | null => (below(3) === 0 ? null : value);
  const some = <T>(from: readonly T[], most: number): T[] => [
    ...new Set(Array.from({ length: below(most + 1) }, () => pick(from))),
  ];
  const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  const uuid = (kind: number, index: number) =>
    `00000000-0000-4000-8${kind.toString(16).padStart(3, "0")}-${index.toString(16).padStart(12, "0")}`;
  const instant = () =>
    `${new Date(below(2_000_000_000) * 1000).toISOString().slice(0, 19)}.${String(below(1_000_000)).padStart(6, "0")}Z`;
  const word = () => `${pick(WORDS)}${below(100)}`;
  const data = () => ({ text: word(), number: below(1e9) / 8, none: null, list: [true, [], { deep: word() }] });
  const uuids = (kind: number, count: number) => times(count, (index) => uuid(kind, index));

  const channelIds = uuids(1, 7);
  const groupIds = uuids(2, 40);
  const labels = times(9, (index) => `Label ${index} ${pick(WORDS)}`);
  const keys = times(12, (index) => `field_${index}`);
  const contactIds = uuids(3, contacts);
  const flowIds = uuids(4, 15);
  const hooks = times(3, (index) => `hook-${index}`);
  const flowLabels = times(5, (index) => ({ uuid: uuid(5, index), name: word() }));

  const lists: Record<string, unknown[]> = {
    org: [
      {
        key: "x",
        id: 77,
        uuid: uuid(0, 1),
        name: "Große Firma",
        country: "RW",
        languages: ["fra", "eng"],
        primary_language: "fra",
        timezone: "Africa/Kigali",
        date_style: "month_first",
        anon: true,
        suspended: true,
        rate_limit: { limit: 7, window: 60 },
      },
    ],
    channels: channelIds.map((id, index) => ({
      id: 100 - index * 3,
      uuid: id,
      name: sometimes(word()),
      address: sometimes(word()),
      country: sometimes("KE"),
      type: word(),
      schemes: some(["tel", "twitter", "ext"], 3),
      ...(index % 3 === 1 && { released: true }),
      device: sometimes(data()),
      last_seen: sometimes(instant()),
      created_on: instant(),
    })),
    fields: keys.map((key, index) => ({
      key,
      label: `Field ${index}`,
      value_type: pick(["text", "numeric", "datetime", "state", "district", "ward"]),
      created_on: instant(),
    })),
    groups: groupIds.map((id, index) => ({
      id: 1_000 - index * 7,
      uuid: id,
      name: `Group ${index} ${pick(WORDS)}`,
      query: sometimes(word()),
      created_on: instant(),
    })),
    labels: labels.map((name, index) => ({ uuid: uuid(6, index), name, created_on: instant() })),
    contacts: contactIds.map((id, index) => ({
      uuid: id,
      name: sometimes(word()),
      language: sometimes("eng"),
      urns: times(below(4), (nth) => `ext:${index}-${pick(WORDS).replaceAll("\n", "")}-${9 - nth}`),
      groups: some(groupIds, 5),
      fields: Object.fromEntries(some(keys, 6).map((key) => [key, word()])),
      blocked: below(2) === 0,
      stopped: below(2) === 0,
      created_on: instant(),
      modified_on: instant(),
    })),
    flows: flowIds.map((id, index) => ({
      id: 500 - index * 2,
      uuid: id,
      name: word(),
      type: word(),
      archived: below(2) === 0,
      expires: below(1_000),
      labels: some(flowLabels, 3),
      created_on: instant(),
      base_language: sometimes("eng"),
      rulesets: times(below(4), (nth) => ({
        id: index * 10 + 9 - nth,
        node: uuid(7, nth),
        label: word(),
        ruleset_type: word(),
        categories: some(WORDS, 3),
      })),
      ...(below(2) === 0 && { resthooks: ["not-there", ...some(hooks, 2)] }),
      ...(below(2) === 0 && {
        saved: {
          definition: { version: 10, odd: [null, { é: "\u0000" }] },
          revision: 1 + below(9),
          saved_on: instant(),
        },
      }),
    })),
    messages: times(messages, (index) => ({
      id: 9_000_000_000 - index * 2,
      contact: pick(contactIds),
      urn: sometimes("tel:+250788000000"),
      channel: sometimes(pick(channelIds)),
      ...(below(3) === 0 && { broadcast: 1 + below(50) }),
      direction: pick(["in", "out"]),
      type: sometimes(pick(["inbox", "flow", "ivr"])),
      status: pick(MESSAGE_STATUSES),
      visibility: pick(["visible", "archived", "deleted"]),
      text: below(5) === 0 ? "" : word(),
      labels: some(labels, 3),
      created_on: instant(),
      sent_on: sometimes(instant()),
      modified_on: sometimes(instant()),
      ...(below(3) === 0 && { flow: pick(flowIds) }),
      ...(below(4) === 0 && {
        attachments: times(1 + below(3), () => ({ content_type: word(), url: word() })),
        quick_replies: times(1 + below(3), () => ({ text: word(), extra: sometimes(word()) })),
      }),
    })),
    runs: times(runs, (index) => ({
      id: 50_000 - index,
      uuid: uuid(8, index),
      flow: pick(flowIds),
      contact: pick(contactIds),
      responded: below(2) === 0,
      path: times(below(3), data),
      values: Object.fromEntries(some(keys, 3).map((key) => [key, data()])),
      created_on: instant(),
      modified_on: instant(),
      exited_on: sometimes(instant()),
      exit_type: sometimes(pick(["completed", "interrupted", "expired"])),
      expires_on: sometimes(instant()),
    })),
    channel_events: times(120, (index) => ({
      id: 3_000 - index,
      type: word(),
      contact: pick(contactIds),
      channel: pick(channelIds),
      time: instant(),
      duration: below(100),
      created_on: instant(),
    })),
    resthooks: hooks.map((resthook) => ({ resthook, created_on: instant(), modified_on: instant() })),
    resthook_events: times(60, () => ({
      resthook: pick(hooks),
      data: pick([data(), word(), 1.5, null, []]),
      created_on: instant(),
    })),
    boundaries: times(50, (index) => ({
      osm_id: `R${index}`,
      name: word(),
      level: below(4),
      parent: index === 0 ? null : sometimes(`R${below(index)}`),
      aliases: some(WORDS, 3),
      geometry: sometimes({ type: "MultiPolygon", coordinates: [[[[below(180) / 7, 1]]]] }),
    })),
    // The last one's group is gone.
    campaigns: uuids(13, 8).map((id, index) => ({
      id: 300 + index * 2,
      uuid: id,
      name: `Campaign ${index} ${pick(WORDS)}`,
      group: index === 7 ? uuid(2, 4_000) : pick(groupIds),
      created_on: instant(),
    })),
    campaign_events: uuids(14, 60).map((id, index) => ({
      id: 700 + index * 3,
      uuid: id,
      campaign: uuid(13, below(8)),
      relative_to: pick(keys),
      offset: below(2_000) - 1_000,
      unit: pick(["minutes", "hours", "days", "weeks"]),
      delivery_hour: below(25) - 1,
      ...(index % 2 === 0
        ? { flow: pick(flowIds), message: null }
        : { flow: null, message: pick([word(), { eng: word() }]) }),
      created_on: instant(),
    })),
  };
  return Object.entries(lists)
    .flatMap(([list, items]) => items.map((item) => `${JSON.stringify({ [list]: item })}\n`))
    .join("");
}

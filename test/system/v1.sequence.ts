/** A sequence of operations that both versions take, made of a seed: who is there, blocked, deleted or labelled is kept track of. */
import { CUSTOMERS } from "./sample.ts";
import type { Operation } from "./v1.twins.ts";

interface Contact {
  urns: string[];
  blocked: boolean;
  stopped: boolean;
  deleted: boolean;
  started: boolean;
}

interface Message {
  readonly id: number;
  readonly contact: number;
  state: "visible" | "archived" | "deleted";
}

/** Mulberry32: 32 bits of state are enough to tell operations apart. */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What the twins are imported with, see v1.differential.test.ts. */
function sample(): { contacts: Contact[]; messages: Message[] } {
  const contact = (urn: string, stopped = false): Contact => ({
    urns: [urn],
    blocked: false,
    stopped,
    deleted: false,
    started: true,
  });
  const contacts = [
    contact("tel:+250788123123"),
    contact("twitter:franky"),
    contact("tel:+250788000001"),
    contact("tel:+250788000002", true),
  ];
  const messages = Array.from({ length: 60 }, (_, index) => ({
    id: 6_001 + index,
    contact: index % 3,
    state: "visible" as const,
  }));
  return { contacts, messages };
}

export function sequence(seed: number, length: number): readonly Operation[] {
  const upTo = random(seed);
  const { contacts, messages } = sample();
  const made = { labels: 1, campaigns: 0, events: 0, fields: 0, names: 0 };
  const cancelled = new Set<number>();
  const operations: Operation[] = [];

  const serial = (): number => (made.names += 1);
  const one = <T>(list: readonly T[]): T | undefined => list[upTo(Math.max(1, list.length))];
  /** In the list's order, which is that of making: v2 takes contacts one after the other by it. */
  const some = <T>(list: readonly T[], most: number): T[] => {
    const chosen = new Set<T>();
    for (let tries = upTo(most) + 1; tries > 0; tries--) {
      const it = one(list);
      if (it !== undefined) chosen.add(it);
    }
    return list.filter((it) => chosen.has(it));
  };
  /** New ones only: what the sample's contacts are is told by their import, not by the operations. */
  const places = (fits: (contact: Contact) => boolean): number[] =>
    contacts.flatMap((contact, place) => (place > 3 && !contact.deleted && fits(contact) ? [place] : []));
  const active = (): number[] => places(({ blocked }) => !blocked);
  const at = (place: number): Contact => contacts[place] as Contact;

  const makers: readonly (() => Operation | null)[] = [
    () => {
      const number = serial();
      const urns = [
        `tel:+2507885${String(number).padStart(5, "0")}`,
        ...(upTo(3) === 0 ? [`twitter:user${number}`] : []),
      ];
      contacts.push({ urns, blocked: false, stopped: false, deleted: false, started: false });
      const groups = upTo(2) === 0 ? [] : some(["Customers", "Group A", "Group B", "Group C"], 2);
      return { do: "create", name: `Contact ${number}`, urns, groups, nickname: `Nick ${number}` };
    },
    () => {
      const place = one(places(() => true));
      const urn = place === undefined ? undefined : at(place).urns[0];
      return urn === undefined ? null : { do: "found", name: `Found ${serial()}`, urn };
    },
    () => {
      const contact = one(active());
      if (contact === undefined) return null;
      const urns = [...at(contact).urns, ...(upTo(3) === 0 ? [`twitter:more${serial()}`] : [])];
      at(contact).urns = urns;
      return { do: "update", contact, name: `Changed ${serial()}`, urns, group: upTo(2) === 0 ? null : CUSTOMERS };
    },
    () => {
      const contact = upTo(4) === 0 ? one(places(() => true)) : undefined;
      if (contact === undefined) return null;
      at(contact).deleted = true;
      return { do: "delete", contact };
    },
    () => {
      const action = one(["add", "remove", "block", "unblock", "archive"] as const) ?? "add";
      const chosen = some(action === "add" || action === "remove" ? active() : places(() => true), 3);
      for (const place of action === "block" || action === "unblock" ? chosen : [])
        at(place).blocked = action === "block";
      return chosen.length === 0 ? null : { do: "act", contacts: chosen, action };
    },
    () => {
      if (made.fields >= 20) return null;
      const type =
        one([
          ["T", "text"],
          ["N", "numeric"],
          ["D", "datetime"],
          ["S", "state"],
        ] as const) ?? (["T", "text"] as const);
      return { do: "field", label: `Field ${(made.fields += 1)}`, type };
    },
    () => {
      made.labels += 1;
      return { do: "label", name: `Label ${serial()}` };
    },
    () => ({ do: "rename", label: upTo(made.labels), name: `Renamed ${serial()}` }),
    () => {
      const action = one(["archive", "unarchive", "delete"] as const) ?? "archive";
      const fitting = messages.filter(({ state }) => state === (action === "unarchive" ? "archived" : "visible"));
      const chosen = some(fitting, action === "delete" ? 1 : 4);
      const state = { archive: "archived", unarchive: "visible", delete: "deleted" } as const;
      for (const message of chosen) message.state = state[action];
      return chosen.length === 0 ? null : { do: "mark", messages: chosen.map(({ id }) => id), action };
    },
    () => {
      const chosen = some(
        messages.filter(({ state }) => state === "visible"),
        5,
      );
      const ids = chosen.map(({ id }) => id);
      return ids.length === 0 ? null : { do: "tag", messages: ids, label: upTo(made.labels), on: upTo(3) > 0 };
    },
    () => {
      const contact = one(active());
      return contact === undefined ? null : { do: "send", contact, text: `Sent ${serial()}` };
    },
    () => {
      const chosen = some(active(), 4);
      return chosen.length === 0 ? null : { do: "broadcast", contacts: chosen, text: `Broadcast ${serial()}` };
    },
    () => {
      const restart = upTo(3) > 0;
      const chosen = some(restart ? active() : active().filter((place) => !at(place).started), 3);
      for (const place of chosen) at(place).started = true;
      return chosen.length === 0 ? null : { do: "start", contacts: chosen, restart };
    },
    () => {
      made.campaigns += 1;
      return { do: "campaign", name: `Campaign ${serial()}` };
    },
    () => {
      if (made.campaigns === 0) return null;
      made.events += 1;
      return { do: "event", campaign: upTo(made.campaigns), offset: upTo(30) + 1, message: `In time ${serial()}` };
    },
    () => {
      const event = one(
        Array.from({ length: made.events }, (_, place) => place).filter((place) => !cancelled.has(place)),
      );
      if (event === undefined) return null;
      cancelled.add(event);
      return { do: "cancel", event };
    },
  ];

  while (operations.length < length) {
    // New contacts more often than anything else: everything else is about contacts.
    const maker = makers[upTo(3) === 0 ? 0 : upTo(makers.length)];
    const operation = maker?.() ?? null;
    if (operation !== null) operations.push(operation);
  }
  return operations;
}

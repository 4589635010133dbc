import type { CountedMessageQuery } from "../../../contracts/counted_messages.ts";
import type { MessageStatus } from "../../../contracts/messages.ts";
import type { Change, Guide } from "../change.ts";
import { sent, split } from "../query.ts";

/** In v2 as in v1 nobody sees whether a message waits for its channel or in its queue. */
const STATUSES: Readonly<Record<string, readonly MessageStatus[]>> = {
  I: ["initializing"],
  Q: ["queued", "pending"],
  W: ["wired"],
  S: ["sent"],
  D: ["delivered"],
  H: ["handled"],
  E: ["errored"],
  F: ["failed"],
  R: ["resent"],
};
const DIRECTIONS = { I: ["in"], O: ["out"] } as const;
const TYPES = { I: ["inbox"], F: ["flow"], V: ["ivr"] } as const;

export const MESSAGE_LETTERS = {
  status: Object.keys(STATUSES),
  direction: Object.keys(DIRECTIONS),
  type: Object.keys(TYPES),
};

type Words<T extends string> = Readonly<Record<string, readonly T[]>>;

export const messageStatesAreLetters: Change<CountedMessageQuery> = {
  select: (query, selection) => ({
    ...selection,
    ...sent({
      status: wordsOf(STATUSES, split(query, "status")),
      direction: wordsOf<"in" | "out">(DIRECTIONS, split(query, "direction")),
      type: wordsOf<"inbox" | "flow" | "ivr">(TYPES, split(query, "type")),
    }),
  }),
  response: (message) => ({
    ...message,
    status: letterOf(STATUSES, message["status"]),
    direction: letterOf(DIRECTIONS, message["direction"]),
    type: letterOf(TYPES, message["type"]),
  }),
};

/** A letter that stands for nothing finds nothing. */
export function wordsOf<T extends string>(
  words: Words<T>,
  letters: readonly string[] | undefined,
): readonly T[] | undefined {
  return letters?.flatMap((letter) => words[letter.trim().toUpperCase()] ?? []);
}

/** Null for null: a message of no type. */
export function letterOf(words: Words<string>, word: unknown): string | null {
  return Object.keys(words).find((letter) => words[letter]?.includes(String(word))) ?? null;
}

export const guide: Guide = {
  change:
    "v1's `status`, `direction` and `type` of a message are letters, in objects and in filters, of which it takes several; v2 has words, and `folder` instead of the filters.",
  affects: "Everybody who reads messages.",
  migrate:
    "Read `queued` for Q (and what waited as P), `wired`, `sent`, `delivered`, `handled`, `errored`, `failed`, `initializing`, `resent`; `in` and `out`; `inbox`, `flow` and `ivr`. Ask for `folder=inbox`, `flows`, `archived`, `outbox`, `sent` or `failed`.",
  why: "A word needs no table beside it, and each folder is a list that is read without looking at other messages.",
  severity: "mechanical",
};

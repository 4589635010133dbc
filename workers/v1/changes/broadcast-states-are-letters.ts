import type { BroadcastStatus } from "../../../contracts/broadcasts.ts";
import type { CountedBroadcastQuery } from "../../../contracts/counted_messages.ts";
import type { Change, Guide } from "../change.ts";
import { sent, split } from "../query.ts";
import { letterOf, wordsOf } from "./message-states-are-letters.ts";

const STATUSES: Readonly<Record<string, readonly BroadcastStatus[]>> = {
  Q: ["queued"],
  S: ["sent"],
  F: ["failed"],
};

export const BROADCAST_LETTERS = Object.keys(STATUSES);

export const broadcastStatesAreLetters: Change<CountedBroadcastQuery> = {
  select: (query, selection) => ({
    ...selection,
    ...sent({ status: wordsOf(STATUSES, split(query, "status")) }),
  }),
  response: (broadcast) => ({ ...broadcast, status: letterOf(STATUSES, broadcast["status"]) }),
};

export const guide: Guide = {
  change:
    "v1's `status` of a broadcast is a letter (Q, S, F), by which it finds broadcasts too; v2 has the words `queued`, `sent` and `failed`, and no such filter.",
  affects: "Everybody who waits for a broadcast to be sent.",
  migrate: "Ask for the broadcast by `id` and read the word.",
  why: "A word needs no table beside it.",
  severity: "silent",
};

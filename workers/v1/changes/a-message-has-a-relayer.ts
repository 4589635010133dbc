import type { Change, Guide } from "../change.ts";

export const aMessageHasARelayer: Change = {
  response: (message, { beside }) => ({ ...message, relayer: beside["channel"] ?? null, delivered_on: null }),
};

export const guide: Guide = {
  change:
    "v1's message has the integer of its channel in `relayer`, and a `delivered_on` that is always null; v2 has the channel as a reference in `channel`, and no such date.",
  affects: "Whoever tells by a message's relayer where it came from or went to.",
  migrate: "Read `channel.uuid`, and `status` to see whether a message was delivered.",
  why: "Integers do not survive a move between installations.",
  severity: "mechanical",
};

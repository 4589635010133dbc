import type { Call, Change, Guide } from "../change.ts";
import { faults } from "../refusals.ts";

export const aChannelIsAnInteger: Change = {
  needs: (call) => {
    const id = channelIn(call);
    return isNumber(id) ? [{ fact: "channel", id }] : [];
  },
  request: (call, facts) => {
    const { channel: _, ...body } = call.body;
    const id = channelIn(call);
    if (id === undefined) return call;
    if (id === null) return { ...call, body };
    if (!isNumber(id)) return { refuse: faults({ channel: ["This field must be an integer."] }) };
    if (typeof facts.channel === "string") return { ...call, body: { ...body, channel: facts.channel } };
    return { refuse: faults({ channel: [`There is no channel with the number ${id}.`] }) };
  },
};

function channelIn({ method, body }: Call): unknown {
  return method === "POST" ? body["channel"] : undefined;
}

function isNumber(id: unknown): id is number {
  return Number.isSafeInteger(id);
}

export const guide: Guide = {
  change: "v1 takes the integer of the channel to send through in `channel`; v2 takes its UUID.",
  affects: "Whoever chooses the channel of a broadcast or a message.",
  migrate: "Look the UUID up in `channels` once, by the channel's address, and send it. v2 refuses an integer.",
  why: "Integers do not survive a move between installations.",
  severity: "loud",
};

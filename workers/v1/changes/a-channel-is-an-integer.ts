import type { Call, Change, Guide } from "../change.ts";
import { faults } from "../refusals.ts";

export const aChannelIsAnInteger: Change = {
  needs: (call) => (Number.isSafeInteger(channelIn(call)) ? [{ fact: "around" }] : []),
  request: (call, facts) => {
    const { channel: _, ...body } = call.body;
    const id = channelIn(call);
    if (id === undefined) return call;
    if (id === null) return { ...call, body };
    if (!Number.isSafeInteger(id)) return { refuse: faults({ channel: ["This field must be an integer."] }) };
    const channel = facts.around?.channel;
    if (typeof channel === "string") return { ...call, body: { ...body, channel } };
    return { refuse: faults({ channel: [`There is no channel with the number ${Number(id)}.`] }) };
  },
};

function channelIn({ method, body }: Call): unknown {
  return method === "POST" ? body["channel"] : undefined;
}

export const guide: Guide = {
  change: "v1 takes the integer of the channel to send through in `channel`; v2 takes its UUID.",
  affects: "Whoever chooses the channel of a broadcast or a message.",
  migrate: "Look the UUID up in `channels` once, by the channel's address, and send it. v2 refuses an integer.",
  why: "Integers do not survive a move between installations.",
  severity: "loud",
};

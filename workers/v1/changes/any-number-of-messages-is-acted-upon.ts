import type { Change, Guide } from "../change.ts";

/** What v2 takes in one operation. */
const AT_ONCE = 100;

/**
 * A hundred messages are one operation, and operations are one transaction up to the batch's limit: 10,000 messages with
 * the label they get. Which of them may be acted upon is asked before, not with the write: a message that is deleted in
 * between makes v2 refuse all of them.
 */
export const anyNumberOfMessagesIsActedUpon: Change = {
  needs: (call) => {
    const ids = numbersIn(call.body["messages"]);
    return ids.length === 0 ? [] : [{ fact: "received", ids }];
  },
  request: (call, { received = [] }) => {
    const starts = Array.from({ length: Math.max(1, Math.ceil(received.length / AT_ONCE)) }, (_, at) => at * AT_ONCE);
    const bodies = starts.map((start) => ({ ...call.body, messages: received.slice(start, start + AT_ONCE) }));
    const before = bodies.slice(0, -1).map((body) => ({ method: "POST" as const, path: call.path, body, blames: {} }));
    return { ...call, body: bodies.at(-1) ?? call.body, before: [...call.before, ...before] };
  },
};

function numbersIn(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "number") : [];
}

export const guide: Guide = {
  change:
    "v1 acts on any number of messages at once, and leaves out those that are unknown, deleted or sent; v2 takes at most 100, and refuses all of them for one of those.",
  affects:
    "Whoever acts on more than 100 messages at once, or on messages without knowing that they are there and received.",
  migrate:
    "Send at most 100 with each request, and leave out the one that a refusal names. In v1 up to 10,000 were done all or none; of more, those before a failure stayed done.",
  why: "A write that leaves out half of what it was asked for looks like one that worked.",
  severity: "loud",
};

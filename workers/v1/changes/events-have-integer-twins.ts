import type { Call, Change, Facts, Guide } from "../change.ts";
import { EVENT_TWINS, eventNames } from "../events.ts";
import { type Faults, faults, renamed } from "../refusals.ts";

export const eventsHaveIntegerTwins: Change = {
  needs: (call) => (call.method === "POST" ? [{ fact: "named", names: eventNames(call.body) }] : []),
  request: (call, { named }) => {
    if (call.method !== "POST" || named === undefined) return call;
    const unknown = unknownIn(call, named);
    if (Object.keys(unknown).length > 0) return { refuse: faults(unknown) };
    const { event, campaign, flow, ...body } = call.body;
    const uuids = {
      ...(event === undefined ? {} : { uuid: named.event?.uuid }),
      ...(campaign === undefined ? {} : { campaign_uuid: named.campaign?.uuid }),
      ...(flow === undefined ? {} : { flow_uuid: named.flow?.uuid ?? null }),
    };
    return { ...call, numbered: { beside: besideOf(named) }, body: { ...body, ...uuids } };
  },
  response: (event, { id, beside }) => ({
    ...event,
    event: id,
    campaign: beside["campaign"],
    flow: beside["flow"] ?? null,
  }),
  problem: (answer, call) =>
    EVENT_TWINS.filter(({ twin }) => call.body[twin] !== undefined).reduce(
      (turned, { twin, uuid }) => renamed(turned, uuid, twin),
      answer,
    ),
};

/** Integers that nothing has: v2 knows no integers, so it cannot say so. */
function unknownIn({ body }: Call, named: NonNullable<Facts["named"]>): Faults {
  const found = EVENT_TWINS.filter(({ twin }) => typeof body[twin] === "number" && named[twin] === null);
  return Object.fromEntries(
    found.map(({ twin }) => [twin, [`There is no ${twin} with the number ${String(body[twin])}.`]]),
  );
}

/** An event never moves: its own campaign goes before the one that was sent. */
function besideOf({ event, campaign, flow }: NonNullable<Facts["named"]>) {
  return { campaign: (event?.campaign ?? campaign)?.id ?? null, flow: flow?.id ?? null };
}

export const guide: Guide = {
  change:
    "v1's event has integers, `event`, `campaign` and `flow`, beside the UUIDs, and is written by either; v2's campaign event has only UUIDs.",
  affects: "Whoever keeps the integers of campaigns, events or flows.",
  migrate: "Keep UUIDs. Both are shown by v1 as long as it is there: read the list once and note which is which.",
  why: "Integers do not survive a move between installations, and told how many there were.",
  severity: "mechanical",
};

import type { Change, Guide } from "../change.ts";
import { refIn } from "../refs.ts";

export const channelEventsAreCalledCalls: Change = {
  response: (event, { id, beside }) => ({
    ...event,
    call: id,
    contact: refIn(event["contact"])?.uuid,
    relayer: beside["channel"],
    relayer_phone: beside["address"],
    phone: beside["phone"],
    created_on: event["time"],
  }),
};

export const guide: Guide = {
  change:
    "v1 calls a channel event `call`, says when it happened in `created_on`, and tells the numbers of both sides; v2 says when it happened in `time`, when it was recorded in `created_on`, and refers to contact and channel by UUID.",
  affects: "Everybody who reads calls.",
  migrate:
    "Read `channel_events`, `id` instead of `call`, `time` instead of `created_on`; look up addresses in `channels` and numbers in `contacts`. `before` and `after` go by when a call was recorded, in both versions.",
  why: "A call may be reported long after it was made, and whoever fetches what is new must not miss it.",
  severity: "mechanical",
};

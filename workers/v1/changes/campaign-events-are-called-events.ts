import type { Change, Guide } from "../change.ts";

export const campaignEventsAreCalledEvents: Change = {
  request: (call) => ({ ...call, path: "/campaign_events.json" }),
};

export const guide: Guide = {
  change:
    "v1's `events` are those of campaigns; v2 calls them `campaign_events`, and its `events` are the account's log of changes.",
  affects: "Everybody who reads or writes events of campaigns. Reading `events` of v2 works and shows something else.",
  migrate: "Ask for `campaign_events`.",
  why: "There are events of campaigns, of channels and of resthooks, and each has a name of its own.",
  severity: "silent",
};

import { expect, test } from "vitest";
import { post, remove, turned } from "./calls.fixture.ts";
import { campaignEventsAreCalledEvents as change } from "./campaign-events-are-called-events.ts";

test.each([post({}), remove({ uuid: ["e"] })])("a %o goes to v2's endpoint of another name", (call) => {
  expect(turned(change, { ...call, path: "/events.json" })).toEqual({ ...call, path: "/campaign_events.json" });
});

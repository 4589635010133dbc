import { expect, test } from "vitest";
import { channelEventsAreCalledCalls as change } from "./channel-events-are-called-calls.ts";

test("a call has numbers of both sides, and the time it was made for its date", () => {
  const event = { id: 7, contact: { uuid: "c", name: "Joe" }, time: "made", created_on: "recorded", duration: 5 };
  const beside = { channel: 11, address: "+1", phone: null };
  expect(change.response?.(event, { id: 7, beside })).toMatchObject({
    call: 7,
    contact: "c",
    relayer: 11,
    relayer_phone: "+1",
    phone: null,
    created_on: "made",
    duration: 5,
  });
});

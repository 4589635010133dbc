import { expect, test } from "vitest";
import { aMessageHasARelayer } from "./a-message-has-a-relayer.ts";

test("the number of its channel, or null, and never a date of delivery", () => {
  const seen = (channel: number | null) => ({ id: 1, beside: { channel } });
  expect(aMessageHasARelayer.response?.({}, seen(11))).toEqual({ relayer: 11, delivered_on: null });
  expect(aMessageHasARelayer.response?.({}, seen(null))).toEqual({ relayer: null, delivered_on: null });
});

import { expect, test } from "vitest";
import { Misuse } from "./command.ts";
import { timeLimits } from "./time-limits.ts";

test("unless set each has its own; set, it is seconds", () => {
  expect(timeLimits({})).toEqual({ wrangler: 600_000, call: 30_000 });
  expect(timeLimits({ MILEPOST_WRANGLER_SECONDS: "1800" })).toEqual({ wrangler: 1_800_000, call: 30_000 });
  expect(timeLimits({ MILEPOST_WRANGLER_SECONDS: "", MILEPOST_CALL_SECONDS: "0.25" })).toEqual({
    wrangler: 600_000,
    call: 250,
  });
});

test.each(["0", "-1", "10m", "1e9", "86401", "Infinity", " "])(
  "'%s' is no time, and is told by its variable",
  (text) => {
    expect(() => timeLimits({ MILEPOST_CALL_SECONDS: text })).toThrow(Misuse);
    expect(() => timeLimits({ MILEPOST_WRANGLER_SECONDS: text })).toThrow(
      /^MILEPOST_WRANGLER_SECONDS is '.*such as 600\.$/,
    );
  },
);

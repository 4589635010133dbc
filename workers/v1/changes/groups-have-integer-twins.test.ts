import { expect, test } from "vitest";
import { groupsHaveIntegerTwins } from "./groups-have-integer-twins.ts";

test("the integer of the counted reads is shown", () => {
  expect(groupsHaveIntegerTwins.response?.({ uuid: "u" }, { id: 31, beside: {} })).toEqual({ uuid: "u", group: 31 });
});

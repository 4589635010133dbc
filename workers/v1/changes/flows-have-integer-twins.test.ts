import { expect, test } from "vitest";
import { flowsHaveIntegerTwins } from "./flows-have-integer-twins.ts";

test("the number stands beside the flow, and finds it", () => {
  expect(flowsHaveIntegerTwins.response?.({ uuid: "u" }, { id: 7, beside: {} })).toEqual({ uuid: "u", flow: 7 });
  expect(flowsHaveIntegerTwins.select?.({ flow: ["7", "x", "8"] }, {})).toEqual({ flow: [7, 8] });
  expect(flowsHaveIntegerTwins.select?.({ flow: ["x"] }, {})).toEqual({ flow: [] });
  expect(flowsHaveIntegerTwins.select?.({}, { archived: true })).toEqual({ archived: true });
});

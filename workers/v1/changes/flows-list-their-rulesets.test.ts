import { expect, test } from "vitest";
import { flowsListTheirRulesets } from "./flows-list-their-rulesets.ts";

function shown(type: string, categories: readonly string[]): unknown {
  const rulesets = [{ id: 7, node: "n", label: "Color", type, categories }];
  return flowsListTheirRulesets.response?.({ uuid: "u" }, { id: 1, beside: { rulesets } })["rulesets"];
}

test.each([
  ["wait_message", ["Red", "Other"], "C"],
  ["wait_message", ["All Responses"], "O"],
  ["wait_digit", ["1", "2"], "M"],
  ["wait_digits", ["All Responses"], "K"],
  ["wait_recording", ["All Responses"], "R"],
  ["expression", [], "O"],
])("a %s of %j is answered by %s", (type, categories, letter) => {
  expect(shown(type, categories)).toEqual([
    { node: "n", label: "Color", response_type: letter, ruleset_type: type, id: 7 },
  ]);
});

test("a flow of which nothing is told beside has none", () => {
  expect(flowsListTheirRulesets.response?.({}, { id: null, beside: {} })).toEqual({ rulesets: [] });
});

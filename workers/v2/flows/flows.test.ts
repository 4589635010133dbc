import { describe, expect, test } from "vitest";
import { resultsOf } from "./flows.ts";
import { resultKey } from "./key.ts";

describe("a flow's results", () => {
  test("are one for each key, with every category and every place that sets it", () => {
    const rulesets = [
      { node: "n1", label: "Color", categories: ["Red", "Other"] },
      { node: "n2", label: "Age", categories: ["Child"] },
      { node: "n3", label: "color", categories: ["Blue", "Other"] },
    ];
    expect(resultsOf(rulesets)).toEqual([
      { key: "color", name: "Color", categories: ["Red", "Other", "Blue"], node_uuids: ["n1", "n3"] },
      { key: "age", name: "Age", categories: ["Child"], node_uuids: ["n2"] },
    ]);
  });

  test.each([
    ["Color", "color"],
    ["Response 1", "response_1"],
    ["Âge / sexe", "_ge_sexe"],
    ["", ""],
  ])("%j has the key %j", (label, key) => {
    expect(resultKey(label)).toBe(key);
  });
});

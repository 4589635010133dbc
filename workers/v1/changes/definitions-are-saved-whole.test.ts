import { expect, test } from "vitest";
import { post, refused, turned } from "./calls.fixture.ts";
import { definitionsAreSavedWhole } from "./definitions-are-saved-whole.ts";

const NODE = "00000000-0000-4000-8000-00000000006A";
const BODY = {
  metadata: { name: "Colors", expires: 60, author: "Ann" },
  version: 10,
  base_language: "eng",
  flow_type: "S",
  entry: NODE,
  action_sets: [{ uuid: "a" }],
  rule_sets: [
    {
      uuid: NODE,
      label: "Color",
      ruleset_type: "wait_message",
      rules: [
        { category: { fra: "Rouge", eng: "Red" } },
        { category: "Blue" },
        { category: { eng: "Red" } },
        { category: { fra: "Vert" } },
        { test: {} },
      ],
    },
  ],
};

test("a definition is an act that shows the flow; its rulesets are taken out of it", () => {
  const { act } = turned(definitionsAreSavedWhole, post({ ...BODY, more: "not kept" }));
  expect(act).toMatchObject({
    act: "definition.save",
    args: {
      uuid: null,
      name: "Colors",
      type: "survey",
      expires: 60,
      baseLanguage: "eng",
      rulesets: [
        { node: NODE.toLowerCase(), label: "Color", type: "wait_message", categories: ["Red", "Blue", "Vert"] },
      ],
    },
    shows: { kind: "definitions", as: "one" },
  });
  expect(JSON.parse(String(Object(act?.args)["definition"]))).toEqual(BODY);
});

test("with a UUID it is an update, and what is left out is as it was or empty", () => {
  const { act } = turned(definitionsAreSavedWhole, post({ metadata: { uuid: NODE, name: "C" }, version: 10 }));
  expect(act?.args).toMatchObject({
    uuid: NODE.toLowerCase(),
    type: null,
    expires: null,
    baseLanguage: null,
    rulesets: [],
  });
});

test.each([
  [{}, ["metadata", "version"]],
  [{ ...BODY, metadata: [] }, ["metadata"]],
  [{ ...BODY, metadata: { uuid: "x", expires: -1 } }, ["metadata"]],
  [
    {
      metadata: { name: "C" },
      version: "10",
      base_language: "e",
      flow_type: "X",
      action_sets: {},
      rule_sets: [{}],
      entry: 5,
    },
    ["action_sets", "base_language", "entry", "flow_type", "rule_sets", "version"],
  ],
  [{ ...BODY, rule_sets: Array.from({ length: 1_001 }, () => BODY.rule_sets[0]) }, ["rule_sets"]],
  [{ ...BODY, action_sets: ["\u0000"] }, ["non_field_errors"]],
])("%j is refused", (body, fields) => {
  const [status, said] = refused(definitionsAreSavedWhole, post(body)) as [number, object];
  expect([status, Object.keys(said).toSorted()]).toEqual([400, fields]);
});

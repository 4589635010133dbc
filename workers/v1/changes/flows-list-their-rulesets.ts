import type { CountedRuleset } from "../../../contracts/counted_flows.ts";
import type { Change, Guide } from "../change.ts";

export const flowsListTheirRulesets: Change = {
  response: (flow, { beside }) => ({ ...flow, rulesets: rulesetsIn(beside["rulesets"]).map(ruleset) }),
};

function ruleset({ id, node, label, type, categories }: CountedRuleset) {
  return { node, label, response_type: responseType(type, categories), ruleset_type: type, id };
}

const BY_TYPE: Readonly<Record<string, string>> = { wait_digit: "M", wait_digits: "K", wait_recording: "R" };

/** Menu, keypad, recording; else categorised where there is more than the category of everything, else open. */
function responseType(type: string, categories: readonly string[]): string {
  return BY_TYPE[type] ?? (categories.length > 1 ? "C" : "O");
}

/** As the counted reads told them. */
function rulesetsIn(value: unknown): readonly CountedRuleset[] {
  return Array.isArray(value) ? value : [];
}

export const guide: Guide = {
  change:
    "v1's flow has its `rulesets`, each with `node`, `label`, `response_type`, `ruleset_type` and a number; v2's has `results`, one for each key, with its categories and all of its nodes.",
  affects: "Clients that look up what a run's values mean.",
  migrate:
    "Read `results`: `key` is the key in a run's `values`, `name` is the label, `node_uuids` are the nodes. The type of a ruleset is in `definitions`.",
  why: "Several places of a flow may set one result, and readers of results had to know them all.",
  severity: "mechanical",
};

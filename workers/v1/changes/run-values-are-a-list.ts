import { isObject } from "../../../http/object.ts";
import type { Change, Guide, Wire } from "../change.ts";
import { milliseconds } from "./dates-have-milliseconds.ts";

/**
 * v2 has the last answer of each result. What it does not show, the words of the answer and answers before the last one,
 * is told beside it: runs that were sent with their steps keep an answer with each.
 */
export const runValuesAreAList: Change = {
  response: (run, { beside }) => {
    const path = parsed(beside["path"]);
    const results = parsed(beside["results"]);
    const shown = isObject(run["values"]) ? run["values"] : {};
    const visits = listIn(path).flatMap((step, at) => visitOf(step, timeOf(run["path"], at)));
    const known = new Set(visits.map(({ node, time }) => `${String(node)} ${String(time)}`));
    const last = Object.entries(shown).map(([key, value]) =>
      valueOf(objectIn(value), objectIn(objectIn(results)[key])),
    );
    return {
      ...run,
      values: [...visits, ...last.filter(({ node, time }) => !known.has(`${String(node)} ${String(time)}`))],
    };
  },
};

function visitOf(step: Wire, time: unknown): Wire[] {
  if (typeof step["category"] !== "string") return [];
  const { node, name, category, text, value } = step;
  return [
    { node, label: name ?? null, category, text: text ?? null, value, rule_value: value, time: milliseconds(time) },
  ];
}

/** @param kept the same as it is stored: with the words of the answer, and with a number as it was written */
function valueOf(shown: Wire, kept: Wire): Wire {
  const value = typeof kept["value"] === "string" ? kept["value"] : (shown["value"] ?? null);
  return {
    node: shown["node"] ?? null,
    label: shown["name"] ?? null,
    category: shown["category"] ?? null,
    text: typeof kept["text"] === "string" ? kept["text"] : null,
    value,
    rule_value: value,
    time: milliseconds(shown["time"] ?? null),
  };
}

/** JSON as stored; what came by import may be anything. */
export function parsed(text: unknown): unknown {
  return typeof text === "string" ? JSON.parse(text) : null;
}

export function listIn(value: unknown): readonly Wire[] {
  return Array.isArray(value) ? value.map(objectIn) : [];
}

export function objectIn(value: unknown): Wire {
  return isObject(value) ? value : {};
}

function timeOf(path: unknown, at: number): unknown {
  return listIn(path)[at]?.["time"] ?? null;
}

export const guide: Guide = {
  change:
    "v1's run has a list of `values` with the answers of all visits, each with `node`, `label`, `text`, `value`, `rule_value` and its category; v2 has an object in `values`, by the result's key, with the last answer of each.",
  affects: "Every client that reads what was answered in a run.",
  migrate:
    "Read `values.<key>`: `name` is the label, `value` a number where it is one. The words of the answer are those of the message that was received.",
  why: "Readers want the result, and had to look for the last answer in a list.",
  severity: "mechanical",
};

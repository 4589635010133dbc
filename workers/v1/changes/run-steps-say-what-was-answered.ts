import type { Change, Guide, Wire } from "../change.ts";
import { milliseconds } from "./dates-have-milliseconds.ts";
import { listIn, objectIn, parsed } from "./run-values-are-a-list.ts";

export const runStepsSayWhatWasAnswered: Change = {
  response: (run, { beside }) => {
    const path = listIn(run["path"]);
    const kept = listIn(parsed(beside["path"]));
    const results = Object.values(objectIn(parsed(beside["results"]))).map(objectIn);
    const asking = new Set(Array.isArray(beside["asking"]) ? beside["asking"] : []);
    const steps = path.map(({ node, time }, at): Wire => {
      const last = path.findLastIndex((step) => step["node"] === node) === at;
      const result = last ? results.find((one) => one["node"] === node) : undefined;
      const { text, value } = { ...result, ...kept[at] };
      return {
        type: asking.has(node) ? "R" : "A",
        node,
        arrived_on: milliseconds(time),
        // A run leaves a node when it arrives at the next, or ends.
        left_on: milliseconds(path[at + 1]?.["time"] ?? run["exited_on"] ?? null),
        text: text ?? null,
        value: value ?? null,
      };
    });
    return { ...run, steps };
  },
};

export const guide: Guide = {
  change:
    "v1's run has `steps`, each with its type (A sends, R asks), when it was left, and what was answered there; v2 has a `path` of nodes and times.",
  affects: "Clients that follow a contact through a flow.",
  migrate:
    "Read `path`: a node is left when the next one is reached, or at `exited_on`. Nodes that ask are in the flow's `results`, and answers in the run's `values`.",
  why: "Most readers want results. The path is short, so that it can be left out with `paths=0`.",
  severity: "mechanical",
};

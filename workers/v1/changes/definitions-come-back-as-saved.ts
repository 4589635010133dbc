import { isObject } from "../../../http/object.ts";
import type { Change, Guide } from "../change.ts";
import { milliseconds } from "./dates-have-milliseconds.ts";

/** v2's form of a flow is made of its rulesets. One that was saved as a whole is kept as a whole, beside it. */
export const definitionsComeBackAsSaved: Change = {
  response: (shown, { beside }) => {
    const { definition, revision = 1, savedOn } = beside;
    const saved: unknown = typeof definition === "string" ? JSON.parse(definition) : null;
    const now = objectIn(shown["metadata"]);
    const whole = isObject(saved) ? saved : shown;
    const { uuid, name, expires } = now;
    const date = typeof savedOn === "number" ? new Date(savedOn / 1000).toISOString() : milliseconds(now["saved_on"]);
    return { ...whole, metadata: { ...objectIn(whole["metadata"]), uuid, name, expires, revision, saved_on: date } };
  },
};

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

export const guide: Guide = {
  change:
    "v1's `flow_definition` answers a flow as it was saved, with its `action_sets` and a `revision`; v2's `definitions` answers what it knows of a flow, its rulesets, among the flows and campaigns that were asked for.",
  affects: "Clients that show or edit flows, such as Surveyor.",
  migrate:
    "Read `flows[0]` of `definitions.json?flow=UUID&dependencies=none`. What a flow says and does between its questions is not there.",
  why: "Of a flow v2 keeps what its results and its runs need.",
  severity: "silent",
};

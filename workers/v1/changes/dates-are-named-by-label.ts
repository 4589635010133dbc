import { isObject } from "../../../http/object.ts";
import type { Change, Guide } from "../change.ts";
import { eventNames } from "../events.ts";
import { keyOfLabel } from "../labels.ts";

/** The field is created in the transaction that writes the event: without the event there is no field. */
export const datesAreNamedByLabel: Change = {
  needs: (call) => (call.method === "POST" ? [{ fact: "named", names: eventNames(call.body) }] : []),
  request: (call, { named }) => {
    const label = call.body["relative_to"];
    if (call.method !== "POST" || typeof label !== "string" || named === undefined) return call;
    const key = named.field ?? keyOfLabel(label);
    const creation = {
      method: "POST" as const,
      path: "/fields.json",
      body: { label, value_type: "datetime" },
      blames: "relative_to",
    };
    const before = named.field === null ? [...call.before, creation] : call.before;
    return { ...call, body: { ...call.body, relative_to: key }, before };
  },
  response: (event) => {
    const field = event["relative_to"];
    return { ...event, relative_to: isObject(field) ? field["label"] : field };
  },
};

export const guide: Guide = {
  change:
    "v1's `relative_to` of an event is a field's label, and a label that no field has creates a field of dates; v2's is a reference with key and label, and takes only the key of a field that exists.",
  affects: "Everybody who reads or writes events.",
  migrate: "Send `relative_to` as a key, read `relative_to.label`, and create the field first.",
  why: "Labels change. A misspelt one created a field that no contact had a date in, and the event was never due.",
  severity: "loud",
};

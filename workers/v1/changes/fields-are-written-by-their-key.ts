import type { Change, Guide } from "../change.ts";
import { keyOfLabel } from "../labels.ts";
import { faults } from "../refusals.ts";

/**
 * v2 makes the key of a new field from its label and never changes it. A field whose key is not the
 * label's is therefore created with a label that makes the key, and gets its own label in the same
 * transaction. Keys that no label makes (two underscores in a row) cannot be had this way: 400 under `key`.
 */
export const fieldsAreWrittenByTheirKey: Change = {
  needs: (call) => (call.method === "POST" ? [{ fact: "around" }] : []),
  request: (call, facts) => {
    if (call.method !== "POST") return call;
    const { key: named, ...body } = call.body;
    const ofLabel = keyOfLabel(String(body["label"]));
    const key = typeof named === "string" ? named : ofLabel;
    if (facts.around?.fields.some((field) => field.key === key) === true)
      return { ...call, body, query: { key: [key] } };
    if (key === ofLabel) return { ...call, body, query: {} };
    const stepping = labelOfKey(key);
    if (keyOfLabel(stepping) !== key) {
      return { refuse: faults({ key: [`No new field can have the key ${key}: leave out doubled underscores.`] }) };
    }
    const creation = { method: "POST" as const, path: call.path, body: { ...body, label: stepping }, blames: "key" };
    return { ...call, body, query: { key: [key] }, before: [...call.before, creation] };
  },
};

function labelOfKey(key: string): string {
  return key.replaceAll("_", "-");
}

export const guide: Guide = {
  change:
    "v1 writes the field that has the key, given or made from the label, and creates it when there is none; v2 creates without `?key=` and updates with it.",
  affects: "Whoever posts a field to make sure that it exists.",
  migrate:
    "Update with `POST /fields.json?key=…`; on a 404 create without it. Creating a label that exists is a 400 under `label`.",
  why: "Creating and changing are two intentions, and only one of them can lose data.",
  severity: "loud",
};

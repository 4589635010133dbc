import type { Change, Guide } from "../change.ts";
import { faultsOf } from "../refusals.ts";
import { isObject } from "../../../http/object.ts";

/** What v2 takes for a key. Anything else can only be a label, or a key in another case. */
const KEY = /^[a-z][a-z0-9_]*$/;

/**
 * A word may be both the key of one field and the label of another; the key wins. Usually the fields are known by now
 * (`around.ts`); where they are not, v2 is asked with the word as it is, and the labels are read when it does not know it.
 */
export const fieldsAreKnownByLabel: Change = {
  needs: (call, _facts, refusal) => {
    const names = isObject(call.body["fields"]) ? Object.keys(call.body["fields"]) : [];
    const unsure = names.some((name) => !KEY.test(name)) || faultsOf(refusal)?.["fields"] !== undefined;
    return names.length > 0 && unsure ? [{ fact: "fields" }] : [];
  },
  request: (call, { fields: known }) => {
    const given = call.body["fields"];
    if (known === undefined || !isObject(given)) return call;
    const keyOf = (name: string): string => {
      const lower = name.toLowerCase();
      const byKey = known.find(({ key }) => key === lower);
      return (byKey ?? known.find(({ label }) => label.toLowerCase() === lower))?.key ?? name;
    };
    const fields = Object.fromEntries(Object.entries(given).map(([name, value]) => [keyOf(name), value]));
    return { ...call, body: { ...call.body, fields } };
  },
};

export const guide: Guide = {
  change: "v1 takes a field's label where v2 takes only its key, in the `fields` of a contact.",
  affects: 'Whoever writes `"Nick name"` instead of `"nick_name"` in a contact\'s `fields`.',
  migrate: "Use keys: `GET /fields.json` has the key of each label. An unknown name is a 400 under `fields`.",
  why: "A label may be changed by anybody at any time; a key never is.",
  severity: "loud",
};

import type { Change, Guide } from "../change.ts";
import { isObject } from "../../../http/object.ts";

/** A word may be both the key of one field and the label of another; the key wins. */
export const fieldsAreKnownByLabel: Change = {
  needs: ({ body: { fields } }) => (isObject(fields) && Object.keys(fields).length > 0 ? [{ fact: "around" }] : []),
  request: (call, { around }) => {
    const given = call.body["fields"];
    if (around === undefined || !isObject(given)) return call;
    const known = around.fields;
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

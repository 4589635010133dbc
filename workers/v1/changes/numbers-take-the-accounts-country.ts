import type { Change, Guide } from "../change.ts";
import { stringsIn } from "../shapes.ts";
import { isNational } from "../urns.ts";

/** Where they are known, the normal forms of all URNs take their place, so that the changes behind this one can compare. */
export const numbersTakeTheAccountsCountry: Change = {
  needs: (call) => (stringsIn(call.body["urns"]).some(isNational) ? [{ fact: "around" }] : []),
  request: (call, { around }) => {
    if (call.body["urns"] === undefined || around === undefined) return call;
    const normal = stringsIn(call.body["urns"]).map((urn) => around.normal.get(urn) ?? urn);
    return { ...call, body: { ...call.body, urns: [...new Set(normal)] } };
  },
};

export const guide: Guide = {
  change:
    "v1 completes a telephone number without country code with the account's country; v2 refuses such a number with a 400.",
  affects: "Whoever sends numbers as people write them at home, such as `tel:0788123123`.",
  migrate: "Send numbers with `+` and the country code: `tel:+250788123123`.",
  why: "An account has people in more than one country; a guess sends messages to strangers.",
  severity: "loud",
};

import type { Change } from "../change.ts";
import { stringsIn } from "../shapes.ts";
import { isNational, normalUrn } from "../urns.ts";

export const numbersTakeTheAccountsCountry: Change = {
  description:
    "v1 completes a telephone number without country code with the account's country; v2 refuses such a number.",
  needs: (call) => (stringsIn(call.body["urns"]).some(isNational) ? [{ fact: "org" }] : []),
  request: (call, facts) => {
    if (call.body["urns"] === undefined) return call;
    const normal = stringsIn(call.body["urns"]).map((urn) => normalUrn(urn, facts.org?.country ?? null));
    return { ...call, body: { ...call.body, urns: [...new Set(normal)] } };
  },
};

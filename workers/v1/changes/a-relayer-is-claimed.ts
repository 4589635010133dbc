import type { Change, Guide } from "../change.ts";
import { faults } from "../refusals.ts";
import { faultsIn, nullable, type Shape, text } from "../shapes.ts";

const SHAPE: Shape = {
  required: ["claim_code", "phone"],
  checks: { claim_code: text({ max: 16 }), phone: text({ max: 16 }), name: nullable(text({ max: 64 })) },
};

const NO_TELEPHONE =
  "No telephone has this claim code: none announces itself here. Channels are imported; ask your operator for one.";

/** No carrier is behind this product, and so no telephone ever waits to be claimed: every code is an unknown one. */
export const aRelayerIsClaimed: Change = {
  request: (call) => {
    if (call.method !== "POST") return call;
    const found = faultsIn(call.body, SHAPE);
    return { refuse: faults(Object.keys(found).length > 0 ? found : { claim_code: [NO_TELEPHONE] }) };
  },
};

export const guide: Guide = {
  change:
    "v1 takes a telephone's claim code and makes it a relayer, here with 400 for every code, because no telephone announces itself to this installation; v2's channels are read only.",
  affects: "Whoever claims telephones.",
  migrate: "Have your operator import the channel.",
  why: "Connecting a channel is done once, with credentials that do not belong into an API of messages.",
  severity: "loud",
};

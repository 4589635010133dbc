import { aDeleteOfNothingHasNoBody } from "../changes/a-delete-of-nothing-has-no-body.ts";
import { aRelayerDeleteTakesEveryMatch } from "../changes/a-relayer-delete-takes-every-match.ts";
import { aRelayerIsClaimed } from "../changes/a-relayer-is-claimed.ts";
import { channelsAreCalledRelayers } from "../changes/channels-are-called-relayers.ts";
import { datesHaveMilliseconds } from "../changes/dates-have-milliseconds.ts";
import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { relayersAreFoundByManyValues } from "../changes/relayers-are-found-by-many-values.ts";
import { listEndpoint } from "../endpoint.ts";

export const relayers = listEndpoint({
  name: "relayers",
  roles: ["A", "E"],
  methods: ["GET", "POST", "DELETE"],
  counted: "channels",
  identifier: "uuid",
  objects: (upstream, refs) => upstream.pick("channels", refs),
  changes: [
    onlyItsFirstAttributes([
      "relayer",
      "phone",
      "name",
      "country",
      "last_seen",
      "power_level",
      "power_status",
      "power_source",
      "network_type",
      "pending_message_count",
    ]),
    datesHaveMilliseconds,
    relayersAreFoundByManyValues,
    aRelayerIsClaimed,
    aDeleteOfNothingHasNoBody,
    aRelayerDeleteTakesEveryMatch,
    channelsAreCalledRelayers,
  ],
});

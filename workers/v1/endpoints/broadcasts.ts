import { aChannelIsAnInteger } from "../changes/a-channel-is-an-integer.ts";
import { broadcastsAreFoundByManyValues } from "../changes/broadcasts-are-found-by-many-values.ts";
import { broadcastStatesAreLetters } from "../changes/broadcast-states-are-letters.ts";
import { datesHaveMilliseconds } from "../changes/dates-have-milliseconds.ts";
import { numbersTakeTheAccountsCountry } from "../changes/numbers-take-the-accounts-country.ts";
import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { recipientsAreBareUuids } from "../changes/recipients-are-bare-uuids.ts";
import { listEndpoint } from "../endpoint.ts";

export const broadcasts = listEndpoint({
  name: "broadcasts",
  roles: ["A", "E"],
  methods: ["GET", "POST"],
  counted: "broadcasts",
  identifier: "id",
  objects: (upstream, refs) => upstream.pick("broadcasts", refs),
  changes: [
    onlyItsFirstAttributes(["id", "urns", "contacts", "groups", "text", "status", "created_on"]),
    datesHaveMilliseconds,
    recipientsAreBareUuids,
    broadcastsAreFoundByManyValues,
    broadcastStatesAreLetters,
    numbersTakeTheAccountsCountry,
    aChannelIsAnInteger,
  ],
});

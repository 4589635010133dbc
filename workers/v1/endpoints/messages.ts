import { aChannelIsAnInteger } from "../changes/a-channel-is-an-integer.ts";
import { aMessageGoesToSeveral } from "../changes/a-message-goes-to-several.ts";
import { aMessageHasARelayer } from "../changes/a-message-has-a-relayer.ts";
import { aSendNamesItsRecipientsThreeWays } from "../changes/a-send-names-its-recipients-three-ways.ts";
import { datesHaveMilliseconds } from "../changes/dates-have-milliseconds.ts";
import { labelsAreAskedForWithSigns } from "../changes/labels-are-asked-for-with-signs.ts";
import { messagesAreFoundByManyValues } from "../changes/messages-are-found-by-many-values.ts";
import { messagesNameLabelsAndContactsPlainly } from "../changes/messages-name-labels-and-contacts-plainly.ts";
import { messageStatesAreLetters } from "../changes/message-states-are-letters.ts";
import { numbersTakeTheAccountsCountry } from "../changes/numbers-take-the-accounts-country.ts";
import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { type Endpoint, listEndpoint } from "../endpoint.ts";

function messagesCalled(name: string): Endpoint {
  return listEndpoint({
    name,
    roles: ["A", "E", "S"],
    writers: ["A", "E"],
    methods: ["GET", "POST"],
    counted: "messages",
    identifier: "id",
    objects: (upstream, refs) => upstream.pick("messages", refs),
    changes: [
      onlyItsFirstAttributes([
        "id",
        "broadcast",
        "contact",
        "urn",
        "status",
        "type",
        "labels",
        "relayer",
        "direction",
        "archived",
        "text",
        "created_on",
        "sent_on",
        "delivered_on",
      ]),
      datesHaveMilliseconds,
      messageStatesAreLetters,
      messagesAreFoundByManyValues,
      labelsAreAskedForWithSigns,
      messagesNameLabelsAndContactsPlainly,
      aMessageHasARelayer,
    ],
    writing: [
      aSendNamesItsRecipientsThreeWays,
      numbersTakeTheAccountsCountry,
      aChannelIsAnInteger,
      aMessageGoesToSeveral,
    ],
  });
}

export const messages = messagesCalled("messages");

/** The older name of the same. */
export const sms = messagesCalled("sms");

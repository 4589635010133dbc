import { aDeleteOfNothingHasNoBody } from "../changes/a-delete-of-nothing-has-no-body.ts";
import { aDeleteTakesEveryMatch } from "../changes/a-delete-takes-every-match.ts";
import { anUpdateAnswers201 } from "../changes/an-update-answers-201.ts";
import { campaignEventsAreCalledEvents } from "../changes/campaign-events-are-called-events.ts";
import { datesAreNamedByLabel } from "../changes/dates-are-named-by-label.ts";
import { datesHaveMilliseconds } from "../changes/dates-have-milliseconds.ts";
import { eventBodiesHoldIntegers } from "../changes/event-bodies-hold-integers.ts";
import { eventsAreFoundByManyValues } from "../changes/events-are-found-by-many-values.ts";
import { eventsHaveIntegerTwins } from "../changes/events-have-integer-twins.ts";
import { eventsReferByBareUuids } from "../changes/events-refer-by-bare-uuids.ts";
import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { theIdentifierIsInTheBody } from "../changes/the-identifier-is-in-the-body.ts";
import { unitsAreLetters } from "../changes/units-are-letters.ts";
import { listEndpoint } from "../endpoint.ts";
import { detail } from "../refusals.ts";

const FILTERS = ["uuid", "event", "campaign_uuid", "campaign"];

export const events = listEndpoint({
  name: "events",
  roles: ["A", "E"],
  methods: ["GET", "POST", "DELETE"],
  counted: "campaign_events",
  identifier: "uuid",
  objects: (upstream, refs) => upstream.pick("campaign_events", refs),
  changes: [
    onlyItsFirstAttributes([
      "uuid",
      "campaign_uuid",
      "flow_uuid",
      "relative_to",
      "offset",
      "unit",
      "delivery_hour",
      "message",
      "created_on",
      "event",
      "campaign",
      "flow",
    ]),
    datesHaveMilliseconds,
    anUpdateAnswers201,
    campaignEventsAreCalledEvents,
    eventsAreFoundByManyValues,
    aDeleteOfNothingHasNoBody,
    aDeleteTakesEveryMatch(FILTERS, detail(400, `Say which events to delete, by ${FILTERS.join(", ")}.`)),
    eventBodiesHoldIntegers,
    eventsHaveIntegerTwins,
    datesAreNamedByLabel,
    theIdentifierIsInTheBody,
    unitsAreLetters,
    eventsReferByBareUuids,
  ],
});

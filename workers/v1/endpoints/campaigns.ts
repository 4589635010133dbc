import { aCampaignNamesItsGroup } from "../changes/a-campaign-names-its-group.ts";
import { anUpdateAnswers201 } from "../changes/an-update-answers-201.ts";
import { campaignsAreFoundByManyValues } from "../changes/campaigns-are-found-by-many-values.ts";
import { campaignsHaveIntegerTwins } from "../changes/campaigns-have-integer-twins.ts";
import { campaignsHaveShortNames } from "../changes/campaigns-have-short-names.ts";
import { datesHaveMilliseconds } from "../changes/dates-have-milliseconds.ts";
import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { theIdentifierIsInTheBody } from "../changes/the-identifier-is-in-the-body.ts";
import { listEndpoint } from "../endpoint.ts";

export const campaigns = listEndpoint({
  name: "campaigns",
  roles: ["A", "E"],
  methods: ["GET", "POST"],
  counted: "campaigns",
  identifier: "uuid",
  objects: (upstream, refs) => upstream.pick("campaigns", refs),
  changes: [
    onlyItsFirstAttributes(["uuid", "name", "group_uuid", "created_on", "campaign", "group"]),
    datesHaveMilliseconds,
    anUpdateAnswers201,
    campaignsAreFoundByManyValues,
    campaignsHaveShortNames,
    campaignsHaveIntegerTwins,
    theIdentifierIsInTheBody,
    aCampaignNamesItsGroup,
  ],
});

import { aDeleteOfNothingHasNoBody } from "../changes/a-delete-of-nothing-has-no-body.ts";
import { aDeleteTakesEveryMatch } from "../changes/a-delete-takes-every-match.ts";
import { aKnownUrnUpdatesItsContact } from "../changes/a-known-urn-updates-its-contact.ts";
import { anUpdateAnswers201 } from "../changes/an-update-answers-201.ts";
import { anUpdateKeepsTheLanguage } from "../changes/an-update-keeps-the-language.ts";
import { anUpdateWithoutANameClearsIt } from "../changes/an-update-without-a-name-clears-it.ts";
import { aPhoneIsAUrn } from "../changes/a-phone-is-a-urn.ts";
import { contactBodiesHoldStrings } from "../changes/contact-bodies-hold-strings.ts";
import { contactsAreFoundByManyValues } from "../changes/contacts-are-found-by-many-values.ts";
import { datesHaveMilliseconds } from "../changes/dates-have-milliseconds.ts";
import { fieldsAreKnownByLabel } from "../changes/fields-are-known-by-label.ts";
import { groupsAreBareUuids } from "../changes/groups-are-bare-uuids.ts";
import { groupsAreNamed } from "../changes/groups-are-named.ts";
import { numbersTakeTheAccountsCountry } from "../changes/numbers-take-the-accounts-country.ts";
import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { stoppedIsCalledFailed } from "../changes/stopped-is-called-failed.ts";
import { theIdentifierIsInTheBody } from "../changes/the-identifier-is-in-the-body.ts";
import { urnsStayWithTheirContact } from "../changes/urns-stay-with-their-contact.ts";
import { deletedContacts } from "../deleted.ts";
import { listEndpoint } from "../endpoint.ts";

export const contacts = listEndpoint({
  name: "contacts",
  roles: ["A", "E", "S"],
  methods: ["GET", "POST", "DELETE"],
  counted: "contacts",
  identifier: "uuid",
  objects: (upstream, refs, { deleted }, query) =>
    deleted === true ? deletedContacts(upstream, refs, query) : upstream.pick("contacts", refs),
  changes: [
    onlyItsFirstAttributes([
      "uuid",
      "name",
      "language",
      "group_uuids",
      "urns",
      "fields",
      "blocked",
      "failed",
      "modified_on",
      "phone",
      "groups",
    ]),
    datesHaveMilliseconds,
    anUpdateAnswers201,
    contactBodiesHoldStrings,
    contactsAreFoundByManyValues,
    aDeleteOfNothingHasNoBody,
    aDeleteTakesEveryMatch(["uuid", "urns"], { status: 400, body: null }),
    theIdentifierIsInTheBody,
    anUpdateWithoutANameClearsIt,
    anUpdateKeepsTheLanguage,
    stoppedIsCalledFailed,
    groupsAreNamed,
    groupsAreBareUuids,
    fieldsAreKnownByLabel,
    aPhoneIsAUrn,
    numbersTakeTheAccountsCountry,
    urnsStayWithTheirContact,
    aKnownUrnUpdatesItsContact,
  ],
});

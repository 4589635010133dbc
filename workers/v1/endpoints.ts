/**
 * v1, endpoint by endpoint: who may use it, how, and in which changes it differs from v2. The order of a list
 * matters, see `change.ts`: the first change stands next to the client.
 */
import { aCountIsCalledSize } from "./changes/a-count-is-called-size.ts";
import { aDeleteOfNothingHasNoBody } from "./changes/a-delete-of-nothing-has-no-body.ts";
import { aDeleteTakesEveryMatch } from "./changes/a-delete-takes-every-match.ts";
import { aKnownUrnUpdatesItsContact } from "./changes/a-known-urn-updates-its-contact.ts";
import { anUpdateAnswers201 } from "./changes/an-update-answers-201.ts";
import { anUpdateKeepsTheLanguage } from "./changes/an-update-keeps-the-language.ts";
import { anUpdateWithoutANameClearsIt } from "./changes/an-update-without-a-name-clears-it.ts";
import { aPhoneIsAUrn } from "./changes/a-phone-is-a-urn.ts";
import { contactBodiesHoldStrings } from "./changes/contact-bodies-hold-strings.ts";
import { contactsAreFoundByManyValues } from "./changes/contacts-are-found-by-many-values.ts";
import { datesHaveMilliseconds } from "./changes/dates-have-milliseconds.ts";
import { fieldBodiesMayNameAKey } from "./changes/field-bodies-may-name-a-key.ts";
import { fieldsAreFoundByPartOfAKey } from "./changes/fields-are-found-by-part-of-a-key.ts";
import { fieldsAreKnownByLabel } from "./changes/fields-are-known-by-label.ts";
import { fieldsAreWrittenByTheirKey } from "./changes/fields-are-written-by-their-key.ts";
import { groupsAreBareUuids } from "./changes/groups-are-bare-uuids.ts";
import { groupsAreFoundByPartOfAName } from "./changes/groups-are-found-by-part-of-a-name.ts";
import { groupsAreNamed } from "./changes/groups-are-named.ts";
import { groupsHaveIntegerTwins } from "./changes/groups-have-integer-twins.ts";
import { numbersTakeTheAccountsCountry } from "./changes/numbers-take-the-accounts-country.ts";
import { onlyItsFirstAttributes } from "./changes/only-its-first-attributes.ts";
import { stoppedIsCalledFailed } from "./changes/stopped-is-called-failed.ts";
import { theIdentifierIsInTheBody } from "./changes/the-identifier-is-in-the-body.ts";
import { urnsStayWithTheirContact } from "./changes/urns-stay-with-their-contact.ts";
import { valueTypesAreLetters } from "./changes/value-types-are-letters.ts";
import { deletedContacts } from "./deleted.ts";
import { type Endpoint, listEndpoint, objectEndpoint } from "./endpoint.ts";
import type { ContactSelection, FieldSelection, GroupSelection } from "./selections.ts";

const org = objectEndpoint({
  name: "org",
  roles: ["A", "E", "S"],
  methods: ["GET"],
  changes: [
    onlyItsFirstAttributes("org", [
      "name",
      "country",
      "languages",
      "primary_language",
      "timezone",
      "date_style",
      "anon",
    ]),
  ],
});

const contacts = listEndpoint<ContactSelection>({
  name: "contacts",
  roles: ["A", "E", "S"],
  methods: ["GET", "POST", "DELETE"],
  everything: {},
  identifier: "uuid",
  count: (lists, account, selection, page) => lists.contacts(account, { ...selection, page }),
  objects: (upstream, refs, { deleted }, query) =>
    deleted === true ? deletedContacts(upstream, refs, query) : upstream.pick("contacts", refs),
  changes: [
    onlyItsFirstAttributes("contact", [
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
    aDeleteTakesEveryMatch,
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

const groups = listEndpoint<GroupSelection>({
  name: "groups",
  roles: ["A", "E"],
  methods: ["GET"],
  everything: {},
  identifier: "uuid",
  count: (lists, account, selection, page) => lists.groups(account, { ...selection, page }),
  objects: (upstream, refs) => upstream.pick("groups", refs),
  changes: [
    onlyItsFirstAttributes("group", ["group", "uuid", "name", "size"]),
    groupsAreFoundByPartOfAName,
    groupsHaveIntegerTwins,
    aCountIsCalledSize,
  ],
});

const fields = listEndpoint<FieldSelection>({
  name: "fields",
  roles: ["A", "E", "S"],
  methods: ["GET", "POST"],
  everything: {},
  identifier: "key",
  count: (lists, account, selection, page) => lists.fields(account, { ...selection, page }),
  objects: (upstream, refs) => upstream.pick("fields", refs),
  changes: [
    onlyItsFirstAttributes("field", ["key", "label", "value_type"]),
    anUpdateAnswers201,
    fieldsAreFoundByPartOfAKey,
    fieldBodiesMayNameAKey,
    valueTypesAreLetters,
    fieldsAreWrittenByTheirKey,
  ],
});

const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map(
  [contacts, fields, groups, org].map((endpoint) => [endpoint.name, endpoint]),
);

export function endpointCalled(name: string): Endpoint | undefined {
  return ENDPOINTS.get(name);
}

/** In the order of the root listing. */
export function endpointNames(): readonly string[] {
  return [...ENDPOINTS.keys()];
}

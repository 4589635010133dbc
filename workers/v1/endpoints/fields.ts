import { anUpdateAnswers201 } from "../changes/an-update-answers-201.ts";
import { fieldBodiesMayNameAKey } from "../changes/field-bodies-may-name-a-key.ts";
import { fieldsAreFoundByPartOfAKey } from "../changes/fields-are-found-by-part-of-a-key.ts";
import { fieldsAreWrittenByTheirKey } from "../changes/fields-are-written-by-their-key.ts";
import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { valueTypesAreLetters } from "../changes/value-types-are-letters.ts";
import { listEndpoint } from "../endpoint.ts";

export const fields = listEndpoint({
  name: "fields",
  roles: ["A", "E", "S"],
  methods: ["GET", "POST"],
  counted: "fields",
  identifier: "key",
  objects: (upstream, refs) => upstream.pick("fields", refs),
  changes: [
    onlyItsFirstAttributes(["key", "label", "value_type"]),
    anUpdateAnswers201,
    fieldsAreFoundByPartOfAKey,
    fieldBodiesMayNameAKey,
    valueTypesAreLetters,
    fieldsAreWrittenByTheirKey,
  ],
});

import { anUpdateAnswers201 } from "../changes/an-update-answers-201.ts";
import { aTakenNameIsAFaultOfTheWhole } from "../changes/a-taken-name-is-a-fault-of-the-whole.ts";
import { labelsAreFoundByPartOfAName } from "../changes/labels-are-found-by-part-of-a-name.ts";
import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { theIdentifierIsInTheBody } from "../changes/the-identifier-is-in-the-body.ts";
import { listEndpoint } from "../endpoint.ts";

export const labels = listEndpoint({
  name: "labels",
  roles: ["A", "E"],
  methods: ["GET", "POST"],
  counted: "labels",
  identifier: "uuid",
  objects: (upstream, refs) => upstream.pick("labels", refs),
  changes: [
    onlyItsFirstAttributes(["uuid", "name", "count"]),
    anUpdateAnswers201,
    labelsAreFoundByPartOfAName,
    aTakenNameIsAFaultOfTheWhole,
    theIdentifierIsInTheBody,
  ],
});

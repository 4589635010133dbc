import { definitionsAreFoundByUuid } from "../changes/definitions-are-found-by-uuid.ts";
import { definitionsAreSavedWhole } from "../changes/definitions-are-saved-whole.ts";
import { definitionsComeBackAsSaved } from "../changes/definitions-come-back-as-saved.ts";
import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { singleEndpoint } from "../endpoint.ts";

export const flowDefinition = singleEndpoint({
  name: "flow_definition",
  roles: ["A", "E", "S"],
  // Surveyors read flows.
  writers: ["A", "E"],
  methods: ["GET", "POST"],
  counted: "definitions",
  kind: "definitions",
  nothing: { status: 400, body: { error: "There is no flow with this UUID: give one in uuid." } },
  changes: [
    onlyItsFirstAttributes(["metadata", "version", "base_language", "flow_type", "action_sets", "rule_sets", "entry"]),
    definitionsAreFoundByUuid,
    definitionsAreSavedWhole,
    definitionsComeBackAsSaved,
  ],
});

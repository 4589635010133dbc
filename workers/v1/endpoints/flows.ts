import { datesHaveMilliseconds } from "../changes/dates-have-milliseconds.ts";
import { flowLabelsAreNames } from "../changes/flow-labels-are-names.ts";
import { flowsAreFoundByManyValues } from "../changes/flows-are-found-by-many-values.ts";
import { flowsCountAllTheirRuns } from "../changes/flows-count-all-their-runs.ts";
import { flowsHaveIntegerTwins } from "../changes/flows-have-integer-twins.ts";
import { flowsListTheirRulesets } from "../changes/flows-list-their-rulesets.ts";
import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { listEndpoint } from "../endpoint.ts";

export const flows = listEndpoint({
  name: "flows",
  roles: ["A", "E", "S"],
  methods: ["GET"],
  counted: "flows",
  identifier: "uuid",
  objects: (upstream, refs) => upstream.pick("flows", refs),
  changes: [
    onlyItsFirstAttributes([
      "uuid",
      "name",
      "archived",
      "labels",
      "runs",
      "completed_runs",
      "participants",
      "expires",
      "rulesets",
      "created_on",
      "flow",
    ]),
    datesHaveMilliseconds,
    flowsAreFoundByManyValues,
    flowsHaveIntegerTwins,
    flowLabelsAreNames,
    flowsCountAllTheirRuns,
    flowsListTheirRulesets,
  ],
});

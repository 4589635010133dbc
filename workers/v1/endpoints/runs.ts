import { aPhoneStartsItsContact } from "../changes/a-phone-starts-its-contact.ts";
import { datesHaveMilliseconds } from "../changes/dates-have-milliseconds.ts";
import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { runBodiesNameWhoIsStarted } from "../changes/run-bodies-name-who-is-started.ts";
import { runStepsSayWhatWasAnswered } from "../changes/run-steps-say-what-was-answered.ts";
import { runValuesAreAList } from "../changes/run-values-are-a-list.ts";
import { runsAreFoundByManyValues } from "../changes/runs-are-found-by-many-values.ts";
import { runsAreMadeAtOnce } from "../changes/runs-are-made-at-once.ts";
import { runsCompleteOrExpire } from "../changes/runs-complete-or-expire.ts";
import { runsHaveBareReferences } from "../changes/runs-have-bare-references.ts";
import { runsNameFlowsByNumber } from "../changes/runs-name-flows-by-number.ts";
import { listEndpoint } from "../endpoint.ts";

/** Of a run, here and in the answer of `steps`. */
export const RUN_ATTRIBUTES = [
  "run",
  "flow_uuid",
  "flow",
  "contact",
  "completed",
  "values",
  "steps",
  "created_on",
  "modified_on",
  "expires_on",
  "expired_on",
];

export const runs = listEndpoint({
  name: "runs",
  roles: ["A", "E", "S"],
  // Surveyors read runs, and send their own through `steps`.
  writers: ["A", "E"],
  methods: ["GET", "POST"],
  counted: "runs",
  identifier: "id",
  objects: (upstream, refs) => upstream.pick("runs", refs),
  changes: [
    onlyItsFirstAttributes(RUN_ATTRIBUTES),
    datesHaveMilliseconds,
    runBodiesNameWhoIsStarted,
    runsAreFoundByManyValues,
    runsNameFlowsByNumber,
    aPhoneStartsItsContact,
    runsHaveBareReferences,
    runValuesAreAList,
    runStepsSayWhatWasAnswered,
    runsCompleteOrExpire,
    runsAreMadeAtOnce,
  ],
});

import { datesHaveMilliseconds } from "../changes/dates-have-milliseconds.ts";
import { interviewsAreSentAsSteps } from "../changes/interviews-are-sent-as-steps.ts";
import { onlyItsFirstAttributes } from "../changes/only-its-first-attributes.ts";
import { runStepsSayWhatWasAnswered } from "../changes/run-steps-say-what-was-answered.ts";
import { runValuesAreAList } from "../changes/run-values-are-a-list.ts";
import { runsCompleteOrExpire } from "../changes/runs-complete-or-expire.ts";
import { runsHaveBareReferences } from "../changes/runs-have-bare-references.ts";
import { objectEndpoint } from "../endpoint.ts";
import { RUN_ATTRIBUTES } from "./runs.ts";

export const steps = objectEndpoint({
  name: "steps",
  roles: ["A", "E", "S"],
  methods: ["POST"],
  changes: [
    onlyItsFirstAttributes(RUN_ATTRIBUTES),
    datesHaveMilliseconds,
    interviewsAreSentAsSteps,
    runsHaveBareReferences,
    runValuesAreAList,
    runStepsSayWhatWasAnswered,
    runsCompleteOrExpire,
  ],
});

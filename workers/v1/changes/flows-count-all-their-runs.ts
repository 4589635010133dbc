import { isObject } from "../../../http/object.ts";
import type { Change, Guide } from "../change.ts";

/** What v2 shows beside these is part of them: it waits, or it failed, and is active or interrupted here. */
const STATES = ["active", "completed", "interrupted", "expired"];

export const flowsCountAllTheirRuns: Change = {
  response: (flow) => {
    const counts = isObject(flow["runs"]) ? flow["runs"] : {};
    const runs = STATES.reduce((sum, state) => sum + Number(counts[state] ?? 0), 0);
    return { ...flow, runs, completed_runs: counts["completed"] ?? 0, participants: null };
  },
};

export const guide: Guide = {
  change:
    "v1's flow has the number of its runs in `runs`, that of the completed ones in `completed_runs`, and `participants`, which is null; v2 has an object in `runs`, with a number for each state.",
  affects: "Clients that show how far a flow has come.",
  migrate: "Read `runs.completed`; for all runs add `active`, `completed`, `interrupted` and `expired`.",
  why: "How many runs wait, were interrupted or have expired could not be told before.",
  severity: "mechanical",
};

import type { Change, Guide } from "../change.ts";

/** The last instant that a date of four digits can tell. */
const LAST = 253_402_300_799_999;

export const runsCompleteOrExpire: Change = {
  response: (run, { beside }) => {
    const { expiresOn } = beside;
    const exit = run["exit_type"];
    return {
      ...run,
      completed: exit === "completed",
      expired_on: exit === "expired" ? run["exited_on"] : null,
      // Microseconds, cut.
      expires_on:
        typeof expiresOn === "number" ? new Date(Math.min(Math.floor(expiresOn / 1000), LAST)).toISOString() : null,
    };
  },
};

export const guide: Guide = {
  change:
    "v1's run has `completed`, `expired_on` and `expires_on`; v2 has `exited_on` and `exit_type`, which is completed, interrupted, expired, or null while the run goes on.",
  affects: "Clients that ask whether a run is over. An interrupted run looks in v1 as if it went on.",
  migrate:
    "Take a run for completed when `exit_type` is `completed`. When it will expire follows from the flow's `expires`, counted from the last answer.",
  why: "A run that was interrupted could not be told from one that goes on.",
  severity: "mechanical",
};

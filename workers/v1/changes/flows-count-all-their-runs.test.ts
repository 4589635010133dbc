import { expect, test } from "vitest";
import { WRITTEN } from "./calls.fixture.ts";
import { flowsCountAllTheirRuns } from "./flows-count-all-their-runs.ts";

test("runs are added up, those that wait or failed not twice", () => {
  const runs = { active: 1, waiting: 1, completed: 2, interrupted: 4, expired: 8, failed: 1 };
  expect(flowsCountAllTheirRuns.response?.({ runs }, WRITTEN)).toEqual({
    runs: 15,
    completed_runs: 2,
    participants: null,
  });
});

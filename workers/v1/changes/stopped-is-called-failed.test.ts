import { expect, test } from "vitest";
import { WRITTEN } from "./calls.fixture.ts";
import { stoppedIsCalledFailed } from "./stopped-is-called-failed.ts";

test.each([true, false, null])("stopped %s is failed %s", (stopped) => {
  expect(stoppedIsCalledFailed.response?.({ stopped }, WRITTEN)).toMatchObject({ failed: stopped });
});

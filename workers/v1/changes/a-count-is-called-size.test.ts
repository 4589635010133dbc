import { expect, test } from "vitest";
import { aCountIsCalledSize } from "./a-count-is-called-size.ts";
import { WRITTEN } from "./calls.fixture.ts";

test("count is size", () => {
  expect(aCountIsCalledSize.response?.({ count: 2 }, WRITTEN)).toMatchObject({ size: 2 });
});

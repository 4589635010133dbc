import { expect, test } from "vitest";
import { post, refused, turned } from "./calls.fixture.ts";
import { runsNameFlowsByNumber } from "./runs-name-flows-by-number.ts";

test("numbers find runs", () => {
  expect(runsNameFlowsByNumber.select?.({ flow: ["1,2"] }, {})).toEqual({ flowNumbers: [1, 2] });
});

test("a number takes the place of the UUID, and both are refused", () => {
  expect(turned(runsNameFlowsByNumber, post({ flow: 1 })).body).toEqual({ flow_uuid: 1 });
  expect(turned(runsNameFlowsByNumber, post({ flow_uuid: "u" })).body).toEqual({ flow_uuid: "u" });
  expect(refused(runsNameFlowsByNumber, post({ flow: 1, flow_uuid: "u" }))).toEqual([
    400,
    { non_field_errors: [expect.any(String)] },
  ]);
});

test("what is wrong with the flow is said under the name it came by", () => {
  const answer = { status: 400, body: { flow_uuid: ["No."] } };
  expect(runsNameFlowsByNumber.problem?.(answer, post({ flow: 1 })).body).toEqual({ flow: ["No."] });
  expect(runsNameFlowsByNumber.problem?.(answer, post({ flow_uuid: "u" }))).toBe(answer);
});

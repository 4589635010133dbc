import { expect, test } from "vitest";
import { runsHaveBareReferences } from "./runs-have-bare-references.ts";

test("references are UUIDs, with the number of the flow, and its own is called run", () => {
  const run = { id: 7, flow: { uuid: "f", name: "Flow" }, contact: { uuid: "c", name: null } };
  expect(runsHaveBareReferences.response?.(run, { id: 7, beside: { flow: 3 } })).toEqual({
    id: 7,
    run: 7,
    flow: 3,
    flow_uuid: "f",
    contact: "c",
  });
});

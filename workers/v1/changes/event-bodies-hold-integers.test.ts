import { expect, test } from "vitest";
import { post, refused, remove } from "./calls.fixture.ts";
import { eventBodiesHoldIntegers as change } from "./event-bodies-hold-integers.ts";

const EVENT = { relative_to: "Registered", offset: 1, unit: "D", delivery_hour: -1, message: "Hi" };

function faultsOf(body: Readonly<Record<string, unknown>>): readonly string[] | null {
  const found = refused(change, post(body)) as [number, object] | null;
  return found && Object.keys(found[1]).toSorted();
}

test.each([
  [{}, null],
  [{ flow: null, flow_uuid: undefined, message: null }, null],
  [{ campaign: 1, event: 2 }, null],
  [{ campaign: "1", event: 1.5, flow: true }, ["campaign", "event", "flow"]],
  [{ relative_to: "ab", unit: "days" }, ["relative_to", "unit"]],
  [{ message: { eng: "Hi" } }, ["message"]],
  [{ campaign: 1, campaign_uuid: "c" }, ["non_field_errors"]],
  [{ uuid: "e", event: 1 }, ["non_field_errors"]],
])("with %o: %o", (over, faults) => {
  expect(faultsOf({ ...EVENT, ...over })).toEqual(faults);
});

test("everything that is missing is named, and a delete has no body to look at", () => {
  expect(faultsOf({})).toEqual(["delivery_hour", "offset", "relative_to", "unit"]);
  expect(refused(change, remove({ uuid: ["e"] }))).toBeNull();
});

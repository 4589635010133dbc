import { expect, test } from "vitest";
import { post, remove, turned, WRITTEN } from "./calls.fixture.ts";
import { eventsReferByBareUuids as change } from "./events-refer-by-bare-uuids.ts";

test("UUIDs are v2's references", () => {
  expect(turned(change, post({ campaign_uuid: "c", flow_uuid: null, offset: 1 })).body).toEqual({
    campaign: "c",
    flow: null,
    offset: 1,
  });
  expect(turned(change, post({})).body).toEqual({});
});

test.each([
  [
    { flow: { uuid: "f", name: "F" }, message: null },
    { flow_uuid: "f", message: null },
  ],
  [
    { flow: null, message: "Hi" },
    { flow_uuid: null, message: "Hi" },
  ],
  [
    { flow: null, message: { fra: "Bonjour", eng: "Hi" } },
    { flow_uuid: null, message: "Bonjour" },
  ],
])("%o is shown as %o", (event, shown) => {
  const campaign = { uuid: "c", name: "C" };
  expect(change.response?.({ campaign, ...event }, WRITTEN)).toMatchObject({ campaign_uuid: "c", ...shown });
});

test("a refusal is told under v1's names", () => {
  const answer = { status: 400, body: { campaign: ["No."], flow: ["No."], offset: ["No."] } };
  expect(change.problem?.(answer, post({})).body).toEqual({
    campaign_uuid: ["No."],
    flow_uuid: ["No."],
    offset: ["No."],
  });
  expect(change.problem?.(answer, remove({}))).toBe(answer);
});

import { expect, test } from "vitest";
import { asked, post, refused, remove, turned } from "./calls.fixture.ts";
import { eventsHaveIntegerTwins as change } from "./events-have-integer-twins.ts";

const CAMPAIGN = { id: 5, uuid: "c" };
const NOTHING = { event: null, campaign: null, flow: null, field: null };
const NEW = { ...NOTHING, campaign: CAMPAIGN, flow: { id: 7, uuid: "f" } };
const OLD = { ...NEW, event: { id: 9, uuid: "e", campaign: { id: 6, uuid: "d" } } };

test("one question finds out all that is named", () => {
  const body = { event: 9, campaign_uuid: "c", flow: 7, relative_to: "Due date" };
  expect(change.needs?.(post(body), {})).toEqual([
    {
      fact: "named",
      names: {
        event: { id: 9 },
        campaign: { uuid: "c" },
        flow: { id: 7 },
        field: { label: "Due date", key: "due_date" },
      },
    },
  ]);
  expect(asked(change, remove({}))).toEqual([]);
});

test("integers become UUIDs, and the others are known for the answer", () => {
  const made = turned(change, post({ campaign: 5, flow: 7, offset: 1 }), { named: NEW });
  expect(made).toMatchObject({
    body: { campaign_uuid: "c", flow_uuid: "f", offset: 1 },
    numbered: { beside: { campaign: 5, flow: 7 } },
  });
  expect(turned(change, post({ flow: null }), { named: NOTHING }).body).toEqual({ flow_uuid: null });
});

test("an event keeps its campaign, whatever was sent", () => {
  const call = turned(change, post({ event: 9, campaign: 5 }), { named: OLD });
  expect(call).toMatchObject({ body: { uuid: "e", campaign_uuid: "c" }, numbered: { beside: { campaign: 6 } } });
});

test("unknown integers are all named; unknown UUIDs are v2's to refuse", () => {
  const body = { event: 1, campaign: 2, flow: 3 };
  const said = { event: [expect.any(String)], campaign: [expect.any(String)], flow: [expect.any(String)] };
  expect(refused(change, post(body), { named: NOTHING })).toEqual([400, said]);
  expect(refused(change, post({ uuid: "e", campaign_uuid: "c" }), { named: NOTHING })).toBeNull();
});

test("a refusal is told under the name that was sent", () => {
  const answer = { status: 400, body: { campaign_uuid: ["No."], flow_uuid: ["No."] } };
  expect(change.problem?.(answer, post({ campaign: 5, flow_uuid: "f" })).body).toEqual({
    campaign: ["No."],
    flow_uuid: ["No."],
  });
});

test("the numbers are shown; an event of a message has no flow's", () => {
  expect(change.response?.({}, { id: 9, beside: { campaign: 5 } })).toEqual({ event: 9, campaign: 5, flow: null });
});

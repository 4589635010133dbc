import { expect, test } from "vitest";
import { post, refused, turned } from "./calls.fixture.ts";
import { interviewsAreSentAsSteps } from "./interviews-are-sent-as-steps.ts";

const NODE = "00000000-0000-4000-8000-000000000061";
const BODY = {
  flow: "00000000-0000-4000-8000-000000000021",
  contact: "00000000-0000-4000-8000-00000000010A",
  revision: 2,
  started: "2016-04-01T00:00:00.000Z",
  completed: 1,
  steps: [
    { node: NODE, arrived_on: "2016-04-01T00:00:01.500Z", actions: [{ type: "reply" }], errors: [] },
    { node: NODE, arrived_on: "2016-04-01T00:00:02.000Z", rule: { category: "Red", value: 4, text: "four" } },
  ],
  submitted_by: "ann@example.org",
};
const AT = 1_459_468_800_000_000;

test("an interview is an act that shows its run", () => {
  expect(turned(interviewsAreSentAsSteps, post(BODY)).act).toEqual({
    act: "steps.submit",
    args: {
      flow: BODY.flow,
      contact: BODY.contact.toLowerCase(),
      started: AT,
      completed: true,
      steps: [
        { node: NODE, arrivedOn: AT + 1_500_000, answer: null },
        { node: NODE, arrivedOn: AT + 2_000_000, answer: { category: "Red", value: "4", text: "four" } },
      ],
      by: "ann@example.org",
    },
    shows: { kind: "runs", as: "one" },
  });
});

test("it goes on unless it is said to be completed", () => {
  const { completed: _left, submitted_by: _out, ...rest } = BODY;
  expect(turned(interviewsAreSentAsSteps, post(rest)).act?.args).toMatchObject({ completed: false, by: "" });
});

test.each([
  [{}, ["contact", "flow", "started", "steps"]],
  [
    { ...BODY, flow: "x", contact: null, revision: "two", started: "today" },
    ["contact", "flow", "revision", "started"],
  ],
  [{ ...BODY, steps: {} }, ["steps"]],
  [{ ...BODY, steps: [5] }, ["steps"]],
  [{ ...BODY, steps: [{ node: NODE, arrived_on: "now" }] }, ["steps"]],
  [{ ...BODY, steps: [{ ...BODY.steps[0], rule: "Red" }] }, ["steps"]],
  [{ ...BODY, steps: [{ ...BODY.steps[0], rule: {} }] }, ["steps"]],
  [{ ...BODY, steps: Array.from({ length: 1_001 }, () => BODY.steps[0]) }, ["steps"]],
  [{ ...BODY, submitted_by: "a\u0000b" }, ["non_field_errors"]],
])("%j is refused", (body, fields) => {
  const [status, said] = refused(interviewsAreSentAsSteps, post(body)) as [number, object];
  expect([status, Object.keys(said).toSorted()]).toEqual([400, fields]);
});

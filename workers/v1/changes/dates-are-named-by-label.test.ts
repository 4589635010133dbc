import { expect, test } from "vitest";
import { asked, post, remove, turned, WRITTEN } from "./calls.fixture.ts";
import { datesAreNamedByLabel as change } from "./dates-are-named-by-label.ts";

const NOTHING = { event: null, campaign: null, flow: null, field: null };

test("a label becomes the key of its field", () => {
  const call = post({ relative_to: "Registered On" });
  expect([asked(change, call), asked(change, remove({}))]).toEqual([["named"], []]);
  const known = turned(change, call, { named: { ...NOTHING, field: "registered" } });
  expect([known.body, known.before]).toEqual([{ relative_to: "registered" }, []]);
});

test("a field that is not there is created in the same transaction", () => {
  const call = turned(change, post({ relative_to: "Next visit" }), { named: NOTHING });
  expect(call.body).toEqual({ relative_to: "next_visit" });
  expect(call.before).toEqual([
    {
      method: "POST",
      path: "/fields.json",
      body: { label: "Next visit", value_type: "datetime" },
      blames: "relative_to",
    },
  ]);
});

test("the label is shown", () => {
  const field = { key: "registered", label: "Registered On", name: "Registered On" };
  expect(change.response?.({ relative_to: field }, WRITTEN)).toEqual({ relative_to: "Registered On" });
});

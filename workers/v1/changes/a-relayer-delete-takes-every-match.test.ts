import { expect, test } from "vitest";
import { aRelayerDeleteTakesEveryMatch as change } from "./a-relayer-delete-takes-every-match.ts";
import { asked, post, refused, remove, turned } from "./calls.fixture.ts";

test.each([{ relayer: ["1"] }, { phone: ["+1"] }, { country: ["RW"] }, { before: ["x"] }, { after: ["x"] }])(
  "%o is looked up first",
  (query) => {
    expect(asked(change, remove(query))).toEqual(["selected"]);
  },
);

test.each([{}, { relayers: ["1"] }, { page: ["1"] }])("%o names none: refused, and not all of them", (query) => {
  expect(asked(change, remove(query))).toEqual([]);
  expect(refused(change, remove(query))).toEqual([400, { detail: expect.stringContaining("relayer, phone") }]);
});

test("404 without a body where nothing was found", () => {
  expect(refused(change, remove({ relayer: ["1"] }), { selected: [] })).toEqual([404, null]);
});

test("what was found is given up at once, by the store: v2 cannot", () => {
  expect(turned(change, remove({ relayer: ["1"] }), { selected: ["a", "b"] }).act).toEqual({
    act: "channels.release",
    args: { channels: ["a", "b"] },
    shows: null,
  });
});

test("writes are not looked at", () => {
  expect([asked(change, post({})), refused(change, post({}))]).toEqual([[], null]);
});

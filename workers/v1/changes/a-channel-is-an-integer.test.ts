import { expect, test } from "vitest";
import { aChannelIsAnInteger } from "./a-channel-is-an-integer.ts";
import { around, asked, post, refused, turned } from "./calls.fixture.ts";

test("the channel of that number is looked up, and v2 gets its UUID", () => {
  const call = post({ text: "Hi", channel: 11 });
  expect(asked(aChannelIsAnInteger, call)).toEqual(["around"]);
  expect(turned(aChannelIsAnInteger, call, around({ channel: "c" })).body).toEqual({ text: "Hi", channel: "c" });
});

test("without a channel nothing is asked, and null is none", () => {
  expect(asked(aChannelIsAnInteger, post({}))).toEqual([]);
  expect(turned(aChannelIsAnInteger, post({ text: "Hi", channel: null })).body).toEqual({ text: "Hi" });
});

test.each([
  ["that nothing has", 99, around({})],
  ["that is a string", "11", {}],
  ["that is no whole number", 1.5, {}],
])("a number %s is refused", (_name, channel, facts) => {
  expect(refused(aChannelIsAnInteger, post({ channel }), facts)).toEqual([400, { channel: [expect.any(String)] }]);
});

import { expect, test } from "vitest";
import { messagesAreFoundByManyValues } from "./messages-are-found-by-many-values.ts";

test.each([
  ["nothing", {}, {}],
  ["ids with commas", { id: ["1,2, 3"] }, { id: [1, 2, 3] }],
  ["the older name", { sms: ["1", "2"] }, { id: [1, 2] }],
  ["both names: what both have", { id: ["1,2"], sms: ["2,3"] }, { id: [2] }],
  ["an id that is none", { id: ["x"] }, { id: [] }],
  [
    "UUIDs of contacts and groups",
    { contact: ["a,b"], group_uuids: ["c", "d"] },
    { contact: ["a", "b"], group: ["c", "d"] },
  ],
  ["names of groups, commas included", { group: ["a,b"] }, { groupNames: ["a,b"] }],
  [
    "numbers of others",
    { broadcast: ["7"], flow: ["1,2"], channel: ["3", "4"] },
    { broadcast: [7], flow: [1, 2], channel: [3, 4] },
  ],
  ["a comma is no second channel", { channel: ["3,4"] }, { channel: [] }],
  ["phones", { phone: ["+1,+2"] }, { phone: ["+1", "+2"] }],
  ["URNs, commas included", { urn: ["ext:a,b"] }, { urn: ["ext:a,b"] }],
  ["URNs as the client names them", { urn: ["a:1"], urns: ["b:2"] }, { urn: ["a:1", "b:2"] }],
  ["text and state", { text: ["hi, you"], archived: ["1"] }, { text: "hi, you", archived: true }],
  ["not archived", { archived: ["false"] }, { archived: false }],
  ["bounds", { before: ["2016-01-01T00:00:00.000001Z"] }, { before: 1_451_606_400_000_001 }],
  ["a bound that is none", { after: ["2016-01-01T00:00:00Z"] }, null],
])("%s", (_name, query, selection) => {
  expect(messagesAreFoundByManyValues.select?.(query, {})).toEqual(selection);
});

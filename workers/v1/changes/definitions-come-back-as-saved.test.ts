import { expect, test } from "vitest";
import { definitionsComeBackAsSaved } from "./definitions-come-back-as-saved.ts";

const metadata = { uuid: "u", name: "Flow", expires: 720, saved_on: "2016-04-01T00:00:00.000001Z" };
const SHOWN = { metadata, version: 10, action_sets: [] };

test("a flow that was never saved is v2's, and the first revision", () => {
  const beside = { revision: 1, definition: null, savedOn: null };
  expect(definitionsComeBackAsSaved.response?.(SHOWN, { id: 1, beside })).toEqual({
    ...SHOWN,
    metadata: { ...metadata, revision: 1, saved_on: "2016-04-01T00:00:00.000Z" },
  });
});

test("one that was saved comes back, with what is known of it now", () => {
  const saved = { metadata: { name: "Old", author: "Ann" }, version: 11, action_sets: [{ uuid: "a" }] };
  const beside = { revision: 3, definition: JSON.stringify(saved), savedOn: 1_459_468_800_500_999 };
  expect(definitionsComeBackAsSaved.response?.(SHOWN, { id: 1, beside })).toEqual({
    ...saved,
    metadata: {
      author: "Ann",
      uuid: "u",
      name: "Flow",
      expires: 720,
      revision: 3,
      saved_on: "2016-04-01T00:00:00.500Z",
    },
  });
});

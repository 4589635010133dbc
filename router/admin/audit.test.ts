import { expect, test } from "vitest";
import { wireDetail } from "./audit.ts";

test("what changed is told in this API's words: instants, names, the nameless application", () => {
  expect(
    wireDetail({
      expiresMs: { before: null, after: 0 },
      keysAdded: 3,
      applications: ["", "enrollment"],
      limit: { before: { limit: 5, window: 2 }, after: "unlimited" },
      label: { before: "a", after: null },
    }),
  ).toEqual({
    expires_on: { before: null, after: "1970-01-01T00:00:00.000Z" },
    keys_added: 3,
    applications: ["default", "enrollment"],
    limit: { before: { limit: 5, window: 2 }, after: "unlimited" },
    label: { before: "a", after: null },
  });
});

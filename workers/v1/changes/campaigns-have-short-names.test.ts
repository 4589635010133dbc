import { expect, test } from "vitest";
import { post, refused } from "./calls.fixture.ts";
import { campaignsHaveShortNames as change } from "./campaigns-have-short-names.ts";

test.each([
  [{ name: "x".repeat(64), group: "G" }, null],
  [{ name: "x".repeat(65), group: "G" }, ["name"]],
  [{ group: "G" }, ["name"]],
  [{ name: "N", group_uuid: 5, campaign: "5", uuid: null }, ["uuid", "campaign", "group_uuid"]],
  [{ name: "N", group: "G", group_uuid: "u" }, ["non_field_errors"]],
])("%o", (body, faults) => {
  const found = refused(change, post(body)) as [number, object] | null;
  expect(found && Object.keys(found[1])).toEqual(faults);
});

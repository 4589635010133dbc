import { expect, test } from "vitest";
import { WRITTEN } from "./calls.fixture.ts";
import { onlyItsFirstAttributes } from "./only-its-first-attributes.ts";

test("shows the attributes named, in that order, and nothing that came later", () => {
  const change = onlyItsFirstAttributes(["uuid", "name"]);
  const shown = change.response?.({ name: "Customers", status: "ready", uuid: "u" }, WRITTEN);
  expect(JSON.stringify(shown)).toBe('{"uuid":"u","name":"Customers"}');
});

import { expect, test } from "vitest";
import { boundariesAreKnownByTheirId as change } from "./boundaries-are-known-by-their-id.ts";
import { WRITTEN } from "./calls.fixture.ts";

test.each([
  [{ osm_id: "R0", name: "Rwanda" }, "R0"],
  [null, null],
])("the parent %o is %o", (parent, id) => {
  const boundary = { osm_id: "R1", name: "Kigali", level: 1, parent, geometry: null };
  expect(Object.entries(change.response?.(boundary, WRITTEN) ?? {})).toEqual(
    Object.entries({ boundary: "R1", name: "Kigali", level: 1, parent: id, geometry: null }),
  );
});

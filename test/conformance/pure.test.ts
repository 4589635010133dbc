/** Every case in data form against the pure resolver. */
import { describe, expect, test } from "vitest";
import { caseFiles, groupedByTable } from "./files.ts";
import { difference } from "./outcome.ts";
import { pureLevel } from "./pure.ts";
import { tableOf } from "./table.ts";

describe.each(groupedByTable(caseFiles))(
  "the table at $registry.base/ with $registry.headers",
  ({ registry, cases }) => {
    const now = Date.parse(registry.now);
    const run = pureLevel(tableOf(registry, now), now);
    test.each(cases)("$id $request.method $request.url $request.headers → $expect", (one) => {
      expect(difference(one.expect, run(one))).toBeNull();
    });
  },
);

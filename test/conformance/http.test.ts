/** Every case in data form over HTTP, against the router with that table; pins wait for accounts. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseFiles, groupedByTable } from "./files.ts";
import { startHttpLevel, type HttpLevel } from "./http.ts";
import { difference } from "./outcome.ts";

describe.each(groupedByTable(caseFiles))(
  "the table at $registry.base/ with $registry.headers",
  ({ registry, cases }) => {
    let http: HttpLevel;
    beforeAll(async () => {
      http = await startHttpLevel(registry);
    });
    afterAll(() => http.close());

    test.each(cases.filter(({ request }) => request.pin == null))(
      "$id $request.method $request.url → $expect",
      async (one) => {
        const outcome = await http.run(one);
        expect(outcome.kind === "ran" ? difference(one.expect, outcome.actual) : outcome.reason).toBeNull();
      },
    );
  },
);

/** Every case in data form over HTTP, against the router with that table. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseFiles, groupedByTable } from "./files.ts";
import { startHttpLevel, type HttpLevel } from "./http.ts";
import { difference } from "./outcome.ts";
import { tableOf } from "./table.ts";

describe.each(groupedByTable(caseFiles))(
  "the table at $registry.base/ with $registry.headers",
  ({ registry, cases }) => {
    let http: HttpLevel;
    beforeAll(async () => {
      http = await startHttpLevel(tableOf(registry, Date.now()));
    });
    afterAll(() => http.close());

    test.each(cases)("$id $request.method $request.url → $expect", async (one) => {
      expect(difference(one.expect, await http.run(one))).toBeNull();
    });
  },
);

import { expect, test, describe } from "vitest";
import { imported, ndjson, org } from "./fixture.ts";
import { exportAll, linesOf, reimported, rekeyed } from "./exporting.ts";

describe("the whole sample", () => {
  test.each(["main", "other", "anon", "suspended", "limited"] as const)(
    "account %s comes out line for line as it went in",
    async (key) => {
      const stub = await imported(key);
      const name = (await stub.org())?.key ?? "";
      const { text } = await exportAll(stub);
      expect(linesOf(text)).toEqual(linesOf(`${ndjson({ ...org(key), key: name })}\n`));
      const again = await exportAll(await reimported(text));
      expect(rekeyed(again.text, "x")).toBe(rekeyed(text, "x"));
    },
  );
  test("in parts of one row", async () => {
    const stub = await imported();
    const { text } = await exportAll(stub);
    expect((await exportAll(stub, { rows: 1, characters: 1e6 })).text).toBe(text);
    expect((await exportAll(stub, { rows: 100, characters: 1 })).text).toBe(text);
  });
});

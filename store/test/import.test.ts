import { describe, expect, test } from "vitest";
import { ALL, imported, sql } from "./fixture.ts";

describe("smoke", () => {
  test("imports the sample", async () => {
    const stub = await imported();
    const page = await stub.contacts(ALL);
    console.log(JSON.stringify(page));
    console.log(JSON.stringify(await sql(stub, "EXPLAIN QUERY PLAN SELECT * FROM contacts")));
    expect(page.page.items.length).toBe(4);
  });
});

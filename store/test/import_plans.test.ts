/** No line of an import may read more than it writes, however large the account has grown: shown to SQLite's planner. */
import { expect, test } from "vitest";
import { clock } from "../clock.ts";
import { applyChunk } from "../import/chunk.ts";
import { context } from "../read/account.ts";
import { imported, ndjson, org } from "./fixture.ts";
import { faults, plansOf } from "./planned.ts";

test("every statement of a chunk, of new lines and of known ones, finds its rows by an index", async () => {
  const stub = await imported();
  const name = (await stub.org())?.key ?? "";
  const lines = ndjson({ ...org("main"), key: name });
  const more = { ...org("main").messages[0], id: 900_001 };
  const plans = await plansOf(stub, (db, storage) => {
    const writer = {
      db,
      clock: clock(db, () => 2_000_000_000_000_000),
      context: context(db),
      transaction: (work: () => void) => storage.transactionSync(work),
    };
    const chunk = { importId: "planned", chunk: 0, lines: `${lines}\n${JSON.stringify({ messages: more })}` };
    expect(applyChunk(writer, name, chunk)).toMatchObject({ ok: true, applied: true });
  });
  expect(plans.length).toBeGreaterThan(25);
  for (const { sql, plan } of plans) expect(faults(plan, null), `${sql}\n${plan.join("\n")}`).toEqual([]);
});

/** An account from before runs were counted: what its flows had is counted when it wakes on this build. */
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { migrate } from "../migrate.ts";
import { MIGRATIONS } from "../migrations/index.ts";
import { fresh } from "./fixture.ts";

test("runs that were there are counted by their flow and state", async () => {
  await runInDurableObject(fresh().stub, async (_, { storage }) => {
    await storage.deleteAll();
    const before = MIGRATIONS.findIndex(({ name }) => name === "0005_work");
    migrate(storage, MIGRATIONS.slice(0, before));
    const { sql } = storage;
    sql.exec("INSERT INTO contacts (uuid, created_on, modified_on) VALUES ('c', 1, 1)");
    for (const uuid of ["f", "g", "h"]) {
      sql.exec(
        "INSERT INTO flows (uuid, name, type, archived, expires, created_on) VALUES (?, 'F', 'message', 0, 1, 1)",
        uuid,
      );
    }
    const runs = [
      [1, null],
      [1, null],
      [1, "completed"],
      [1, "interrupted"],
      [2, "expired"],
      [2, "expired"],
    ] as const;
    for (const [index, [flow, exit]] of runs.entries()) {
      sql.exec(
        `INSERT INTO runs (uuid, flow, contact, responded, path, results, created_on, modified_on, exited_on, exit_type)
          VALUES (?, ?, 1, 0, '[]', '{}', 1, 1, iif(?3 IS NULL, NULL, 1), ?3)`,
        `r${index}`,
        flow,
        exit,
      );
    }
    migrate(storage, MIGRATIONS);
    const counted = sql.exec("SELECT uuid, active, completed, interrupted, expired FROM flows ORDER BY id").toArray();
    expect(counted).toEqual([
      { uuid: "f", active: 2, completed: 1, interrupted: 1, expired: 0 },
      { uuid: "g", active: 0, completed: 0, interrupted: 0, expired: 2 },
      { uuid: "h", active: 0, completed: 0, interrupted: 0, expired: 0 },
    ]);
  });
});

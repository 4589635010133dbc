import { runInDurableObject } from "cloudflare:test";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clock, following } from "./clock.ts";
import { database } from "./database.ts";
import { fresh } from "./test/fixture.ts";

describe("the clock of an object", () => {
  test("takes the machine's time where that moves on", () => {
    expect(following(10, 50)).toBe(50);
  });

  test("always moves on, whatever the machine's clock does", () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat(), { minLength: 1 }), (readings) => {
        let last = 0;
        for (const now of readings) {
          const next = following(last, Math.floor(now / 2));
          expect(next).toBeGreaterThan(last);
          last = next;
        }
      }),
    );
  });

  test("goes on from what was stored when the object wakes with an earlier machine clock", async () => {
    const { stub } = fresh();
    await runInDurableObject(stub, (_, state) => {
      const db = database(state.storage.sql);
      const before = clock(db, () => 5_000_000);
      expect([before.tick(), before.tick()]).toEqual([5_000_000, 5_000_001]);
      before.save(db);
      const woken = clock(db, () => 1_000);
      expect([woken.tick(), woken.tick()]).toEqual([5_000_002, 5_000_003]);
    });
  });
});

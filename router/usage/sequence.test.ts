import fc from "fast-check";
import { expect, test } from "vitest";
import { REMEMBERED_FLUSHES } from "./bounds.ts";
import { receive, type Received } from "./sequence.ts";

test("in whatever order flushes come, and however often, each of the last 32 is counted once", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 200 }), (order) => {
      let known: Received | null = null;
      let highest = 0;
      const counted = new Set<number>();
      for (const seq of order) {
        const next = receive(known, seq);
        // The oracle: a list of everything, and the rule that what is too old is not counted.
        const fresh = !counted.has(seq) && highest - seq < REMEMBERED_FLUSHES;
        expect(next !== null, `${seq} after ${order.join()}`).toBe(fresh);
        if (next === null) continue;
        counted.add(seq);
        highest = Math.max(highest, seq);
        known = next;
      }
    }),
    { numRuns: 2_000 },
  );
});

test("what is remembered fits an integer of SQLite and comes back as it was", () => {
  let known = receive(null, 1);
  for (let seq = 2; seq <= 100; seq += 1) known = receive(known, seq);
  expect(known).toEqual({ highest: 100, bits: 2 ** 32 - 1 });
  expect(receive(known, 69)).toBeNull();
  expect(receive(known, 132)).toEqual({ highest: 132, bits: 1 });
});

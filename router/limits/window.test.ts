import { describe, expect, test } from "vitest";
import * as fc from "fast-check";
import { MOST_CELLS } from "./numbers.ts";
import { charge, free, takeBack, total, waitFor, type Cells } from "./window.ts";

const cellsOf = (...charges: readonly [number, number][]) => {
  const cells: Cells = [];
  for (const [expiry, count] of charges) charge(cells, expiry, count);
  return cells;
};

describe("cells", () => {
  test("are kept in order, whatever the order of the charges", () => {
    expect(cellsOf([30, 1], [10, 2], [20, 3])).toEqual([
      [10, 2],
      [20, 3],
      [30, 1],
    ]);
  });
  test("of the same instant are one", () => expect(cellsOf([10, 1], [10, 2])).toEqual([[10, 3]]));
  test("of nothing are none", () => expect(cellsOf([10, 0])).toEqual([]));

  test("go when their latest instant goes", () => {
    const cells = cellsOf([10, 1], [20, 2]);
    free(cells, 9);
    expect(total(cells)).toBe(3);
    free(cells, 10);
    expect(cells).toEqual([[20, 2]]);
    free(cells, 20);
    expect(cells).toEqual([]);
  });

  test("are merged where the fewest tokens wait the least, and count as long as the later one", () => {
    const cells = cellsOf(...Array.from({ length: MOST_CELLS }, (_, at): [number, number] => [at * 100, 5]));
    charge(cells, 1_201, 1);
    expect(cells).toHaveLength(MOST_CELLS);
    expect(cells.find(([latest]) => latest === 1_201)).toEqual([1_201, 6]);
    charge(cells, 19_890, 1);
    expect(cells.at(-1)).toEqual([19_900, 6]);
  });

  test("never count a token for shorter than it was charged, and are bounded", () => {
    const charges = fc.array(fc.tuple(fc.nat(10_000), fc.integer({ min: 1, max: 50 })), { maxLength: 400 });
    fc.assert(
      fc.property(charges, (all) => {
        const cells = cellsOf(...all);
        expect(cells.length).toBeLessThanOrEqual(MOST_CELLS);
        for (const instant of [0, 2_500, 5_000, 9_999]) {
          free(cells, instant);
          const owed = all.filter(([expiry]) => expiry > instant).reduce((sum, [, count]) => sum + count, 0);
          expect(total(cells)).toBeGreaterThanOrEqual(owed);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("what is taken back", () => {
  test("comes out of its own cell", () => {
    const cells = cellsOf([10, 5], [20, 5]);
    expect(takeBack(cells, 20, 3)).toBe(3);
    expect(cells).toEqual([
      [10, 5],
      [20, 2],
    ]);
  });
  test("is found in the cell it was merged into", () => {
    const cells: Cells = [
      [10, 5],
      [30, 8],
    ];
    expect(takeBack(cells, 20, 3)).toBe(3);
    expect(cells).toEqual([
      [10, 5],
      [30, 5],
    ]);
  });
  test("is no more than is there", () => {
    const cells = cellsOf([10, 5], [20, 5]);
    expect(takeBack(cells, 10, 9)).toBe(5);
    expect(cells).toEqual([[20, 5]]);
    expect(takeBack(cells, 21, 1)).toBe(0);
  });
});

describe("the wait", () => {
  const cells = cellsOf([1_000, 4], [2_000, 6]);
  test.each([
    { name: "is over while there is room", count: 1, limit: 11, wait: 0 },
    { name: "ends when the first cell goes, to the millisecond", count: 1, limit: 10, wait: 9_500 },
    { name: "is for as many as are wanted", count: 4, limit: 10, wait: 9_500 },
    { name: "ends when the next one goes if that is not enough", count: 5, limit: 10, wait: 10_500 },
    { name: "counts what a lowered limit is exceeded by", count: 1, limit: 6, wait: 10_500 },
    { name: "is the window for what never fits", count: 11, limit: 10, wait: 10_000 },
  ])("$name", ({ count, limit, wait }) => expect(waitFor(cells, count, limit, 10_000, 1_500)).toBe(wait));
});

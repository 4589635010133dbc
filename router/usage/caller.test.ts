import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byPlace, callersOf, placeText, readPlace, type CallerPlace, type CallerRow } from "./caller.ts";

const name = fc.stringMatching(/^[a-z0-9-]{0,12}$/);
const place = fc.record({ account: name, key: name });

describe("a place in the list of callers", () => {
  test("survives the way to the operator and back", () => {
    fc.assert(
      fc.property(place, (it) => {
        expect(readPlace(placeText(it))).toEqual({ ...it });
      }),
    );
  });

  test.each(["", "main", "a/b/c", "a/".padEnd(300, "k")])("%j is none", (text) => {
    expect(readPlace(text)).toBeNull();
  });

  test("comes by account first, then by key, and before nobody is a caller without either", () => {
    const places: CallerPlace[] = [
      { account: "b", key: "1" },
      { account: "a", key: "2" },
      { account: "", key: "" },
      { account: "a-1", key: "1" },
      { account: "a", key: "1" },
    ];
    expect(places.sort(byPlace).map(placeText)).toEqual(["/", "a/1", "a/2", "a-1/1", "b/1"]);
  });
});

test("rows of several objects become callers, whatever their order", () => {
  const row = fc.record({
    account: fc.constantFrom("", "a", "b", "c"),
    key: fc.constantFrom("1", "2"),
    way: fc.constantFrom("url", "pin"),
    operation: fc.constantFrom("GET /x", "GET /y", "other"),
    calls: fc.integer({ min: 1, max: 9 }),
    errors: fc.integer({ min: 0, max: 9 }),
    fallbacks: fc.integer({ min: 0, max: 9 }),
    first: fc.integer({ min: 0, max: 99 }),
    last: fc.integer({ min: 100, max: 199 }),
  });
  const total = (rows: readonly { readonly calls: number }[]) => rows.reduce((sum, { calls }) => sum + calls, 0);
  fc.assert(
    fc.property(fc.array(row), (rows: CallerRow[]) => {
      const callers = callersOf(rows);
      const groups = Map.groupBy(rows, placeText);
      expect(callers.map(placeText)).toEqual(
        [...groups.values()]
          .flatMap(([one]) => one ?? [])
          .sort(byPlace)
          .map(placeText),
      );
      for (const caller of callers) {
        const own = groups.get(placeText(caller)) ?? [];
        expect(caller.calls).toBe(total(own));
        expect(caller.lastSeen).toBe(Math.max(...own.map(({ last }) => last)));
        expect(caller.firstSeen).toBe(Math.min(...own.map(({ first }) => first)));
        for (const { operation, calls, lastSeen } of caller.operations) {
          const some = own.filter((one) => one.operation === operation);
          expect([calls, lastSeen]).toEqual([total(some), Math.max(...some.map(({ last }) => last))]);
        }
        for (const { way, calls } of caller.ways) expect(calls).toBe(total(own.filter((one) => one.way === way)));
        for (const list of [caller.operations, caller.ways]) {
          const numbers = list.map(({ calls }) => calls);
          expect(numbers).toEqual(numbers.toSorted((one, other) => other - one));
        }
      }
    }),
  );
});

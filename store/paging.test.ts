import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Position } from "../contracts/account.ts";
import { type Place, type Walk, readPage } from "./paging.ts";
import { segments } from "./segments.ts";

/** A list as the pages walk it: descending by (at, id). */
function walker(places: readonly Place[]): (walk: Walk) => Place[] {
  const descending = places.toSorted((one, other) => other.at - one.at || other.id - one.id);
  return ({ back, past, count }) => {
    const order = back ? descending.toReversed() : descending;
    const beyond = order.filter((place) => past === null || (back ? after(place, past) : after(past, place)));
    return beyond.slice(0, count);
  };
}

function after(one: Place, other: Place): boolean {
  return one.at > other.at || (one.at === other.at && one.id > other.id);
}

const place = (row: Place): Place => row;
const list = (...ids: number[]): Place[] => ids.map((id) => ({ at: 100, id }));

describe("a page", () => {
  test("of an empty list has nothing on either side", () => {
    expect(readPage({ limit: 2, from: null }, walker([]), place)).toEqual({ items: [], next: null, previous: null });
  });

  test("that takes the whole list has no next", () => {
    const page = readPage({ limit: 3, from: null }, walker(list(1, 2, 3)), place);
    expect(page).toEqual({ items: list(3, 2, 1), next: null, previous: null });
  });

  test("leads on from its last row while a row follows", () => {
    const page = readPage({ limit: 2, from: null }, walker(list(1, 2, 3)), place);
    expect(page).toEqual({ items: list(3, 2), next: { at: 100, id: 2, back: false }, previous: null });
  });

  test("back is in list order and knows both sides", () => {
    const from = { at: 100, id: 2, back: true };
    expect(readPage({ limit: 2, from }, walker(list(1, 2, 3, 4, 5)), place)).toEqual({
      items: list(4, 3),
      next: { at: 100, id: 3, back: false },
      previous: { at: 100, id: 4, back: true },
    });
  });

  test("back at the start of the list has no previous, however short it is", () => {
    const from = { at: 100, id: 4, back: true };
    expect(readPage({ limit: 9, from }, walker(list(3, 4, 5)), place)).toMatchObject({
      items: list(5),
      previous: null,
    });
  });

  test("has no previous when everything before it has gone", () => {
    const from = { at: 100, id: 3, back: false };
    expect(readPage({ limit: 2, from }, walker(list(1, 2)), place).previous).toBeNull();
  });

  test("that is empty still leads back to the row it was asked from", () => {
    const from = { at: 100, id: 1, back: false };
    const rows = walker(list(1, 2));
    const { previous } = readPage({ limit: 2, from }, rows, place);
    expect(readPage({ limit: 2, from: previous }, rows, place).items).toEqual(list(2, 1));
  });

  test("that is empty backwards still leads on to the row it was asked from", () => {
    const rows = walker(list(1, 2));
    const { next } = readPage({ limit: 2, from: { at: 100, id: 2, back: true } }, rows, place);
    expect(readPage({ limit: 2, from: next }, rows, place).items).toEqual(list(2, 1));
  });
});

describe("walking", () => {
  const places = fc.uniqueArray(
    fc.record({ at: fc.integer({ min: 1, max: 4 }), id: fc.integer({ min: 1, max: 40 }) }),
    {
      selector: ({ id }) => id,
    },
  );

  test("forwards and then backwards sees every row once each way, whatever ties there are", () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 1, max: 5 }), (rows, limit) => {
        const walk = walker(rows);
        const whole = walk({ back: false, past: null, count: rows.length });
        const forwards: Place[] = [];
        let from: Position | null = null;
        let last = readPage({ limit, from }, walk, place);
        forwards.push(...last.items);
        while (last.next !== null) {
          from = last.next;
          last = readPage({ limit, from }, walk, place);
          forwards.push(...last.items);
        }
        expect(forwards).toEqual(whole);
        const backwards = [...last.items];
        while (last.previous !== null) {
          last = readPage({ limit, from: last.previous }, walk, place);
          backwards.unshift(...last.items);
        }
        expect(backwards).toEqual(whole);
      }),
    );
  });
});

describe("a walk by segments", () => {
  const past = { at: 50, id: 7 };
  const tie = { part: "tie", ...past };
  test.each([
    ["from the start", { back: false, past: null }, {}, [{ below: null, above: null }]],
    [
      "from the start, inclusive bounds",
      { back: false, past: null },
      { before: 9, after: 3 },
      [{ below: 10, above: 2 }],
    ],
    ["forwards", { back: false, past }, {}, [tie, { below: 50, above: null }]],
    ["backwards", { back: true, past }, {}, [tie, { below: null, above: 50 }]],
    ["forwards below before", { back: false, past }, { before: 60 }, [tie, { below: 50, above: null }]],
    ["forwards at before itself", { back: false, past }, { before: 50 }, [tie, { below: 50, above: null }]],
    ["forwards, before is lower", { back: false, past }, { before: 40 }, [{ below: 41, above: null }]],
    ["forwards, after is higher", { back: false, past }, { after: 60 }, [{ below: 50, above: 59 }]],
    ["backwards above after", { back: true, past }, { after: 40 }, [tie, { below: null, above: 50 }]],
    ["backwards, after is higher", { back: true, past }, { after: 60 }, [{ below: null, above: 59 }]],
    ["backwards below before", { back: true, past }, { before: 60 }, [tie, { below: 61, above: 50 }]],
  ] as const)("%s", (_, walk, bounds, expected) => {
    const full = expected.map((segment) => ({ part: "rest", ...segment, back: walk.back }));
    expect(segments({ ...walk, count: 1 }, bounds)).toEqual(full);
  });
});

import { expect, test } from "vitest";
import { runValuesAreAList } from "./run-values-are-a-list.ts";

const T1 = "2016-04-01T00:00:01.000001Z";
const T2 = "2016-04-01T00:00:02.000002Z";

function values(shown: object, results: object, shownPath: object[] = [], path: object[] = []): unknown {
  const beside = { path: JSON.stringify(path), results: JSON.stringify(results) };
  return runValuesAreAList.response?.({ values: shown, path: shownPath }, { id: 1, beside })["values"];
}

test("a result is a value, with the words of the answer and the number as it was written", () => {
  const shown = { age: { name: "Age", value: 4, category: "Young", node: "n", time: T1 } };
  const kept = { age: { value: "4.0", text: "four" } };
  expect(values(shown, kept)).toEqual([
    {
      node: "n",
      label: "Age",
      category: "Young",
      text: "four",
      value: "4.0",
      rule_value: "4.0",
      time: "2016-04-01T00:00:01.000Z",
    },
  ]);
});

test("answers of all visits are listed, the last one once", () => {
  const answer = (text: string) => ({ node: "n", name: "Age", category: "Young", value: text, text });
  const path = [
    { ...answer("3"), time: T1 },
    { node: "m", time: T1 },
    { ...answer("4"), time: T2 },
  ];
  const shownPath = [
    { node: "n", time: T1 },
    { node: "m", time: T1 },
    { node: "n", time: T2 },
  ];
  const shown = { age: { name: "Age", value: 4, category: "Young", node: "n", time: T2 } };
  const found = values(shown, { age: { value: "4", text: "4" } }, shownPath, path) as { text: string; time: string }[];
  expect(found.map(({ text, time }) => [text, time])).toEqual([
    ["3", "2016-04-01T00:00:01.000Z"],
    ["4", "2016-04-01T00:00:02.000Z"],
  ]);
});

test("what an import brought in another form has nothing in it", () => {
  const nothing = { node: null, label: null, category: null, text: null, value: null, rule_value: null, time: null };
  expect(values({ odd: {} }, { odd: 5 }, [], [5 as never])).toEqual([nothing]);
});

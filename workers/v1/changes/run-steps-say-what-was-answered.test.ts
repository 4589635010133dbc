import { expect, test } from "vitest";
import { runStepsSayWhatWasAnswered } from "./run-steps-say-what-was-answered.ts";

const T = (second: number) => `2016-04-01T00:00:0${second}.000001Z`;
const M = (second: number) => `2016-04-01T00:00:0${second}.000Z`;

function steps(run: object, beside: object): unknown {
  return runStepsSayWhatWasAnswered.response?.({ ...run }, { id: 1, beside: { ...beside } })["steps"];
}

test("a step is left for the next one, the last one when the run ends, and is answered where it asks", () => {
  const path = [
    { node: "a", time: T(1) },
    { node: "r", time: T(2) },
  ];
  const results = JSON.stringify({ color: { node: "r", value: "blue", text: "it is blue" } });
  const beside = { path: JSON.stringify(path), results, asking: ["r"] };
  expect(steps({ path, exited_on: T(3) }, beside)).toEqual([
    { type: "A", node: "a", arrived_on: M(1), left_on: M(2), text: null, value: null },
    { type: "R", node: "r", arrived_on: M(2), left_on: M(3), text: "it is blue", value: "blue" },
  ]);
  expect(steps({ path, exited_on: null }, beside)).toMatchObject([{}, { left_on: null }]);
});

test("of several visits each has its own answer, and a result belongs to the last", () => {
  const path = [
    { node: "r", time: T(1) },
    { node: "r", time: T(2) },
  ];
  const results = JSON.stringify({ color: { node: "r", value: "red", text: "red" } });
  expect(steps({ path }, { path: JSON.stringify(path), results, asking: [] })).toMatchObject([
    { text: null },
    { text: "red" },
  ]);
  const kept = [{ ...path[0], text: "blue", value: "b" }, path[1]];
  expect(steps({ path }, { path: JSON.stringify(kept), results, asking: [] })).toMatchObject([
    { text: "blue", value: "b" },
    { text: "red" },
  ]);
});

test("a run without a path has no steps", () => {
  expect(steps({ path: [] }, {})).toEqual([]);
});

import { describe, expect, test } from "vitest";
import type { SubmittedStep } from "../../contracts/counted_flows.ts";
import { formatInstant } from "../export/instant.ts";
import { nextOf, withSteps } from "./v1_interview.ts";

const blue = { category: "Blue", value: "b", text: "it is blue" };
const step = (node: string, arrivedOn: number, answer: SubmittedStep["answer"] = null) => ({ node, arrivedOn, answer });
const [A, B] = [step("a", 1), step("b", 2)];

function held(steps: readonly SubmittedStep[], ended = false) {
  const path = steps.map(({ node, arrivedOn }) => ({ node, time: formatInstant(arrivedOn) }));
  return { path: JSON.stringify(path), results: "{}", exited_on: ended ? 9 : null };
}

describe("an interview", () => {
  test.each([
    ["that is new begins", null, [A, B], false, { next: "begin", added: [A, B] }],
    ["that has a step twice has it once", null, [A, A], false, { next: "begin", added: [A] }],
    ["that was sent before goes on with what is new", held([A]), [A, B], false, { next: "go on", added: [B] }],
    [
      "that comes to a node again has been there twice",
      held([A]),
      [step("a", 3)],
      false,
      { next: "go on", added: [step("a", 3)] },
    ],
    ["that is sent again is nothing new", held([A, B]), [B, A], false, { next: "nothing" }],
    ["that is sent again as completed goes on to its end", held([A]), [A], true, { next: "go on", added: [] }],
    ["that has ended and is sent again is nothing new", held([A], true), [A], true, { next: "nothing" }],
    ["that has ended takes no more", held([A], true), [A, B], true, { next: "refuse" }],
  ] as const)("%s", (_, known, steps, completed, next) => {
    const run = next.next === "go on" || next.next === "nothing" ? { run: known } : {};
    expect(nextOf(known, steps, completed)).toEqual({ ...next, ...run });
  });
});

test("steps keep their answers, and the last one is the result", () => {
  const labels = new Map([["b", "Favourite Color"]]);
  const red = { category: "Red", value: "r", text: "red" };
  const { path, results } = withSteps(held([A]), [step("b", 2, red), step("b", 3, blue), step("c", 4)], labels);
  const [t2, t3] = [formatInstant(2), formatInstant(3)];
  expect(JSON.parse(path)).toEqual([
    { node: "a", time: formatInstant(1) },
    { node: "b", time: t2, name: "Favourite Color", ...red },
    { node: "b", time: t3, name: "Favourite Color", ...blue },
    { node: "c", time: formatInstant(4) },
  ]);
  expect(JSON.parse(results)).toEqual({ favourite_color: { ...blue, node: "b", name: "Favourite Color", time: t3 } });
});

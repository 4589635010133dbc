import { expect, test } from "vitest";
import { anUpdateAnswers201 } from "./an-update-answers-201.ts";
import { post, remove } from "./calls.fixture.ts";

test("an update answers 201, a creation still does, a delete keeps its 204", () => {
  expect(anUpdateAnswers201.status?.(200, post({}))).toBe(201);
  expect(anUpdateAnswers201.status?.(201, post({}))).toBe(201);
  expect(anUpdateAnswers201.status?.(204, remove({}))).toBe(204);
});

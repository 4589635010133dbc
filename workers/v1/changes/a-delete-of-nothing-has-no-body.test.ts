import { expect, test } from "vitest";
import { aDeleteOfNothingHasNoBody } from "./a-delete-of-nothing-has-no-body.ts";
import { post, remove } from "./calls.fixture.ts";

const NOT_FOUND = { status: 404, body: { detail: "Not found." } };

test("a delete's 404 is bare, a write's is not, and no other refusal is", () => {
  expect(aDeleteOfNothingHasNoBody.problem?.(NOT_FOUND, remove({}))).toEqual({ status: 404, body: null });
  expect(aDeleteOfNothingHasNoBody.problem?.(NOT_FOUND, post({}))).toBe(NOT_FOUND);
  const forbidden = { status: 403, body: { detail: "No." } };
  expect(aDeleteOfNothingHasNoBody.problem?.(forbidden, remove({}))).toBe(forbidden);
});

import { expect, test } from "vitest";
import { post, remove, turned } from "./calls.fixture.ts";
import { theIdentifierIsInTheBody } from "./the-identifier-is-in-the-body.ts";

const NOT_FOUND = { status: 404, body: { detail: "Not found." } };

test("uuid moves from the body to the query, and a query that v1 did not read on writes is dropped", () => {
  const call = turned(theIdentifierIsInTheBody, post({ uuid: "u", name: "Ann" }, { uuid: ["other"], urn: ["tel:1"] }));
  expect(call.query).toEqual({ uuid: ["u"] });
  expect(call.body).toEqual({ name: "Ann" });
});

test("a creation goes without query", () => {
  expect(turned(theIdentifierIsInTheBody, post({ name: "Ann" }, { uuid: ["other"] })).query).toEqual({});
});

test("a delete keeps its query", () => {
  expect(turned(theIdentifierIsInTheBody, remove({ uuid: ["u"] })).query).toEqual({ uuid: ["u"] });
});

test("a missing object is a 400 under uuid that names the value", () => {
  const answer = theIdentifierIsInTheBody.problem?.(NOT_FOUND, post({ uuid: "u-1" }));
  expect(answer?.status).toBe(400);
  expect(answer?.body).toEqual({ uuid: [expect.stringContaining("u-1")] });
});

test("a 404 that is not about the body's uuid stays one", () => {
  expect(theIdentifierIsInTheBody.problem?.(NOT_FOUND, post({}))).toBe(NOT_FOUND);
  expect(theIdentifierIsInTheBody.problem?.(NOT_FOUND, remove({ uuid: ["u"] }))).toBe(NOT_FOUND);
});

import { describe, expect, test } from "vitest";
import { acceptedBreaks, judge } from "./openapi-accepted.ts";

const REASON = "Nobody ever called it: usage has had none in a year.";

/** A document with these operations of one endpoint. */
function documentWith(...methods: string[]): string {
  const operations = methods.map((method) => [method, { responses: { "204": { description: "It was done." } } }]);
  const paths = { "/things.json": Object.fromEntries(operations) as object };
  return JSON.stringify({ openapi: "3.1.0", info: { title: "Fixture", version: "1.0.0" }, paths });
}

const at = "/paths/~1things.json/delete";

describe("a document", () => {
  test.each([
    ["that is the accepted one is the same", documentWith("get"), documentWith("get"), [], "same"],
    ["is accepted as the first one", null, documentWith("get"), [], "moved"],
    ["is accepted when it only adds", documentWith("get"), documentWith("get", "delete"), [], "moved"],
    ["is refused when it breaks", documentWith("get", "delete"), documentWith("get"), [], "broken"],
    ["is accepted when its break is meant", documentWith("get", "delete"), documentWith("get"), [at], "moved"],
    [
      "is accepted when it is meant with more",
      documentWith("get", "delete"),
      documentWith("get"),
      [above(at)],
      "moved",
    ],
    [
      "is refused when another break is meant",
      documentWith("get", "delete"),
      documentWith("get"),
      [`${at}d`],
      "broken",
    ],
    ["is refused when only one of two is meant", documentWith("get", "delete"), documentWith(), [at], "broken"],
  ])("%s", (_name, accepted, today, meant, kind) => {
    const entries = meant.map((pointer) => ({ at: pointer, reason: REASON }));
    expect(judge(accepted, today, entries).kind).toBe(kind);
  });
});

function above(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}

test.each([
  ["no reason", { at }],
  ["a reason of one word", { at, reason: "because" }],
  ["everything at once", { at: "", reason: REASON }],
  ["something else than a document's path", { at: "/components/schemas/Thing", reason: REASON }],
])("an entry with %s is none", (_what, entry) => {
  expect(acceptedBreaks.safeParse([entry]).success).toBe(false);
  expect(acceptedBreaks.safeParse([{ at, reason: REASON }]).success).toBe(true);
});

import { expect, test } from "vitest";
import { aRelayerIsClaimed as change } from "./a-relayer-is-claimed.ts";
import { post, refused, remove } from "./calls.fixture.ts";

const CLAIM = { claim_code: "ABCDEFGHI", phone: "+250788383383" };

test("no code is known, and that is said under the code", () => {
  expect(refused(change, post({ ...CLAIM, name: null }))).toEqual([
    400,
    { claim_code: [expect.stringContaining("operator")] },
  ]);
});

test("what is wrong with the body goes first, all of it", () => {
  expect(refused(change, post({ claim_code: "", name: 5 }))).toEqual([
    400,
    { phone: [expect.any(String)], claim_code: [expect.any(String)], name: [expect.any(String)] },
  ]);
});

test("deletes are not looked at", () => {
  expect(refused(change, remove({ relayer: ["1"] }))).toBeNull();
});

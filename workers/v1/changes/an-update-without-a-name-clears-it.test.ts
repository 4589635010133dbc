import { expect, test } from "vitest";
import { anUpdateWithoutANameClearsIt } from "./an-update-without-a-name-clears-it.ts";
import { post, turned } from "./calls.fixture.ts";

test.each([
  ["an update without a name clears it", post({}, { uuid: ["u"] }), { name: null }],
  ["an update with a name sets it", post({ name: "Ann" }, { uuid: ["u"] }), { name: "Ann" }],
  ["a creation is left as it is", post({ language: "eng" }), { language: "eng" }],
])("%s", (_name, call, body) => {
  expect(turned(anUpdateWithoutANameClearsIt, call).body).toEqual(body);
});

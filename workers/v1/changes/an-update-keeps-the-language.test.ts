import { expect, test } from "vitest";
import { anUpdateKeepsTheLanguage } from "./an-update-keeps-the-language.ts";
import { post, turned } from "./calls.fixture.ts";

test.each([
  ["an update does not set it", post({ language: "fra", name: "Ann" }, { uuid: ["u"] }), { name: "Ann" }],
  ["an update clears it", post({ language: null }, { uuid: ["u"] }), { language: null }],
  ["a creation sets it", post({ language: "fra" }), { language: "fra" }],
])("%s", (_name, call, body) => {
  expect(turned(anUpdateKeepsTheLanguage, call).body).toEqual(body);
});

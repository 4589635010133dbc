import { expect, test } from "vitest";
import { asked, post, turned } from "./calls.fixture.ts";
import { numbersTakeTheAccountsCountry } from "./numbers-take-the-accounts-country.ts";

test("v2 is asked only for a number without country", () => {
  expect(asked(numbersTakeTheAccountsCountry, post({ urns: ["tel:+250788123123", "twitter:ann"] }))).toEqual([]);
  expect(asked(numbersTakeTheAccountsCountry, post({ urns: ["tel:250788123123"] }))).toEqual([]);
  expect(asked(numbersTakeTheAccountsCountry, post({}))).toEqual([]);
  expect(asked(numbersTakeTheAccountsCountry, post({ urns: ["tel:0788123123"] }))).toEqual(["completed"]);
});

test("URNs are completed, and each stands once", () => {
  const call = post({ urns: ["tel:0788123123", "tel:+250788123123", "twitter:ann"] });
  const { body } = turned(numbersTakeTheAccountsCountry, call, {
    completed: { "tel:0788123123": "tel:+250788123123" },
  });
  expect(body).toEqual({ urns: ["tel:+250788123123", "twitter:ann"] });
});

test("no urns stay no urns: an empty list would take them all away", () => {
  expect(turned(numbersTakeTheAccountsCountry, post({ name: "Ann" })).body).toEqual({ name: "Ann" });
});

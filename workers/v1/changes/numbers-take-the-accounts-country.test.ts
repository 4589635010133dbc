import { expect, test } from "vitest";
import { around, asked, post, turned } from "./calls.fixture.ts";
import { numbersTakeTheAccountsCountry } from "./numbers-take-the-accounts-country.ts";

test("v2 is asked only for a number without country", () => {
  expect(asked(numbersTakeTheAccountsCountry, post({ urns: ["tel:+250788123123", "twitter:ann"] }))).toEqual([]);
  expect(asked(numbersTakeTheAccountsCountry, post({ urns: ["tel:250788123123"] }))).toEqual([]);
  expect(asked(numbersTakeTheAccountsCountry, post({}))).toEqual([]);
  expect(asked(numbersTakeTheAccountsCountry, post({ urns: ["tel:0788123123"] }))).toEqual(["around"]);
});

test("URNs are completed, and each stands once", () => {
  const call = post({ urns: ["tel:0788123123", "tel:+250788123123", "twitter:ann"] });
  const normal = new Map([["tel:0788123123", "tel:+250788123123"]]);
  const { body } = turned(numbersTakeTheAccountsCountry, call, around({ normal }));
  expect(body).toEqual({ urns: ["tel:+250788123123", "twitter:ann"] });
});

test("no urns stay no urns: an empty list would take them all away", () => {
  expect(turned(numbersTakeTheAccountsCountry, post({ name: "Ann" })).body).toEqual({ name: "Ann" });
});

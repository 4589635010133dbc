import { expect, test } from "vitest";
import { aKnownUrnUpdatesItsContact } from "./a-known-urn-updates-its-contact.ts";
import { around, asked, post, refused, turned } from "./calls.fixture.ts";

const ONE = post({ urns: ["tel:+1"], name: "Ann" });
const TWO = post({ urns: ["tel:+1", "twitter:ann"], language: "eng" });

const ann = (...urns: readonly string[]) => ({ owners: [{ uuid: "ann", urns }] });

test.each([
  ["one URN", ONE, ["around"]],
  ["two URNs", TWO, ["around"]],
  ["no URN", post({ urns: [] }), []],
  ["an update that names its contact", post({ urns: ["a:1", "b:2"] }, { uuid: ["u"] }), []],
])("what is around %s: asked %#", (_name, call, needs) => {
  expect(asked(aKnownUrnUpdatesItsContact, call)).toEqual(needs);
});

test("one URN is one write that updates or creates", () => {
  const call = turned(aKnownUrnUpdatesItsContact, ONE, around(ann("tel:+1")));
  expect([call.query, call.body]).toEqual([{ urn: ["tel:+1"] }, { name: "Ann" }]);
});

test.each([
  ["of an account that hides them", { anon: true }],
  ["that no contact may have", { valid: false }],
])("one URN %s is not looked up by v2", (_name, known) => {
  const fresh = turned(aKnownUrnUpdatesItsContact, ONE, around(known));
  expect([fresh.query, fresh.body]).toEqual([{}, { urns: ["tel:+1"], name: "Ann" }]);
  const owned = turned(aKnownUrnUpdatesItsContact, ONE, around({ ...known, ...ann("tel:+1", "ext:a") }));
  expect([owned.query, owned.body]).toEqual([{ uuid: ["ann"] }, { name: "Ann" }]);
});

test("URNs that nobody has make a new contact", () => {
  const call = turned(aKnownUrnUpdatesItsContact, TWO, around({}));
  expect([call.query, call.body]).toEqual([{}, { urns: ["tel:+1", "twitter:ann"], language: "eng" }]);
});

test("the owner keeps its URNs and gets the new ones behind them", () => {
  const call = turned(aKnownUrnUpdatesItsContact, TWO, around(ann("mailto:ann@x.org", "tel:+1")));
  expect(call.query).toEqual({ uuid: ["ann"] });
  expect(call.body["urns"]).toEqual(["mailto:ann@x.org", "tel:+1", "twitter:ann"]);
});

test("URNs that the owner has already are not written again: an account may forbid that", () => {
  const both = turned(aKnownUrnUpdatesItsContact, TWO, around(ann("twitter:ann", "tel:+1")));
  expect(both.body).toEqual({ language: "eng" });
});

test("URNs of two contacts are refused", () => {
  const owners = [
    { uuid: "ann", urns: ["tel:+1"] },
    { uuid: "joe", urns: ["twitter:ann"] },
  ];
  expect(refused(aKnownUrnUpdatesItsContact, TWO, around({ owners }))).toEqual([
    400,
    { non_field_errors: [expect.any(String)] },
  ]);
});

test("no name, and a name of null, leave the owner's name", () => {
  expect(turned(aKnownUrnUpdatesItsContact, post({ urns: ["tel:+1"], name: null }), around({})).body).toEqual({});
  expect(turned(aKnownUrnUpdatesItsContact, post({ urns: ["tel:+1"] }), around({})).body).toEqual({});
});

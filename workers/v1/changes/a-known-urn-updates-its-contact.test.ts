import { expect, test } from "vitest";
import { aKnownUrnUpdatesItsContact } from "./a-known-urn-updates-its-contact.ts";
import { asked, post, refused, turned } from "./calls.fixture.ts";

const ONE = post({ urns: ["tel:+1"], name: "Ann" });
const TWO = post({ urns: ["tel:+1", "twitter:ann"], language: "eng" });

test.each([
  ["one URN needs nothing", ONE, {}, null, []],
  ["one URN that v2 cannot look up needs its owner", ONE, {}, { detail: "Not here." }, ["owners"]],
  ["one URN whose body v2 refuses needs nothing", ONE, {}, { name: ["Too long."] }, []],
  ["two URNs need their owners", TWO, {}, null, ["owners"]],
  ["one owner of two URNs needs its other URNs", TWO, { owners: ["ann"] }, null, ["urns"]],
  ["an update that names its contact needs nothing", post({ urns: ["a:1", "b:2"] }, { uuid: ["u"] }), {}, null, []],
  ["no URN needs nothing", post({ urns: [] }), {}, { detail: "Not here." }, []],
])("%s", (_name, call, facts, refusal, needs) => {
  expect(asked(aKnownUrnUpdatesItsContact, call, facts, refusal)).toEqual(needs);
});

test("one URN is one write that updates or creates", () => {
  expect(turned(aKnownUrnUpdatesItsContact, ONE)).toMatchObject({ query: { urn: ["tel:+1"] }, body: { name: "Ann" } });
  expect(turned(aKnownUrnUpdatesItsContact, ONE).body).not.toHaveProperty("urns");
});

test("URNs that nobody has make a new contact", () => {
  const call = turned(aKnownUrnUpdatesItsContact, TWO, { owners: [] });
  expect([call.query, call.body]).toEqual([{}, { urns: ["tel:+1", "twitter:ann"], language: "eng" }]);
});

test("the owner keeps its URNs and gets the new ones behind them", () => {
  const call = turned(aKnownUrnUpdatesItsContact, TWO, { owners: ["ann"], urns: ["mailto:ann@x.org", "tel:+1"] });
  expect(call.query).toEqual({ uuid: ["ann"] });
  expect(call.body["urns"]).toEqual(["mailto:ann@x.org", "tel:+1", "twitter:ann"]);
});

test("URNs that the owner has already are not written again: an account may forbid that", () => {
  const call = turned(aKnownUrnUpdatesItsContact, ONE, { owners: ["ann"] });
  expect([call.query, call.body]).toEqual([{ uuid: ["ann"] }, { name: "Ann" }]);
  const both = turned(aKnownUrnUpdatesItsContact, TWO, { owners: ["ann"], urns: ["twitter:ann", "tel:+1"] });
  expect(both.body).toEqual({ language: "eng" });
});

test("URNs of two contacts are refused", () => {
  expect(refused(aKnownUrnUpdatesItsContact, TWO, { owners: ["ann", "joe"] })).toEqual([
    400,
    { non_field_errors: [expect.any(String)] },
  ]);
});

test("no name, and a name of null, leave the owner's name", () => {
  expect(turned(aKnownUrnUpdatesItsContact, post({ urns: ["tel:+1"], name: null })).body).toEqual({});
  expect(turned(aKnownUrnUpdatesItsContact, post({ urns: ["tel:+1"] })).body).toEqual({});
});

import { expect, test } from "vitest";
import { around, asked, post, refused, turned } from "./calls.fixture.ts";
import { urnsStayWithTheirContact } from "./urns-stay-with-their-contact.ts";

const CALL = post({ urns: ["tel:+250788123123"] }, { uuid: ["ann"] });
const owned = (...uuids: readonly string[]) => uuids.map((uuid) => ({ uuid, urns: [] }));

test.each([
  ["the owners are read for an update with URNs", CALL, ["around"]],
  ["nothing is read for an update without", post({ name: "Ann" }, { uuid: ["ann"] }), []],
  ["nothing is read for an update that takes all URNs away", post({ urns: [] }, { uuid: ["ann"] }), []],
  ["nothing is read for a creation", post({ urns: ["tel:+250788123123"] }), []],
])("%s", (_name, call, needs) => {
  expect(asked(urnsStayWithTheirContact, call)).toEqual(needs);
});

test.each([
  ["nobody", owned()],
  ["the contact itself", owned("ann")],
])("URNs of %s pass", (_name, owners) => {
  expect(turned(urnsStayWithTheirContact, CALL, around({ owners }))).toEqual(CALL);
});

test("a URN of another contact is refused", () => {
  expect(refused(urnsStayWithTheirContact, CALL, around({ owners: owned("ann", "joe") }))).toEqual([
    400,
    { urns: [expect.any(String)] },
  ]);
});

test("an account that hides its numbers tells nobody that one is taken", () => {
  const facts = around({ owners: owned("joe"), anon: true });
  expect(turned(urnsStayWithTheirContact, CALL, facts)).toEqual(CALL);
});

import { expect, test } from "vitest";
import { asked, post, refused, turned } from "./calls.fixture.ts";
import { urnsStayWithTheirContact } from "./urns-stay-with-their-contact.ts";

const CALL = post({ urns: ["tel:+250788123123"] }, { uuid: ["ann"] });
const open = { anon: false };

test.each([
  ["the owners are read for an update with URNs", CALL, {}, ["owners"]],
  ["nothing is read for an update without", post({ name: "Ann" }, { uuid: ["ann"] }), {}, []],
  ["nothing is read for an update that takes all URNs away", post({ urns: [] }, { uuid: ["ann"] }), {}, []],
  ["nothing is read for a creation", post({ urns: ["tel:+250788123123"] }), {}, []],
  ["a conflict is told only where numbers are not hidden", CALL, { owners: ["joe"] }, ["org"]],
])("%s", (_name, call, facts, needs) => {
  expect(asked(urnsStayWithTheirContact, call, facts)).toEqual(needs);
});

test.each([
  ["nobody", []],
  ["the contact itself", ["ann"]],
])("URNs of %s pass", (_name, owners) => {
  expect(turned(urnsStayWithTheirContact, CALL, { owners })).toEqual(CALL);
});

test("a URN of another contact is refused", () => {
  expect(refused(urnsStayWithTheirContact, CALL, { owners: ["ann", "joe"], org: open })).toEqual([
    400,
    { urns: [expect.any(String)] },
  ]);
});

test("an account that hides its numbers tells nobody that one is taken", () => {
  const facts = { owners: ["joe"], org: { anon: true } };
  expect(turned(urnsStayWithTheirContact, CALL, facts)).toEqual(CALL);
});

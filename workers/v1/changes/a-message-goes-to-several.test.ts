import { expect, test } from "vitest";
import { aMessageGoesToSeveral } from "./a-message-goes-to-several.ts";
import { around, asked, post, refused, turned, WRITTEN } from "./calls.fixture.ts";

const ONE = post({ text: "Hi", urns: ["tel:+1"], contacts: [] });
const TWO = post({ text: "Hi", channel: "c", urns: ["tel:+1", "tel:+2"], contacts: ["joe"] });

const joe = { owners: [{ uuid: "joe", urns: ["ext:joe", "tel:+1"] }] };

test("whose URNs these are is asked, and nothing of contacts that are named", () => {
  expect(asked(aMessageGoesToSeveral, ONE)).toEqual(["around"]);
  expect(asked(aMessageGoesToSeveral, post({ urns: [], contacts: ["joe", "ann"] }))).toEqual([]);
});

test("one recipient is v2's own send", () => {
  const sent = { path: "/messages.json", body: { text: "Hi", contact: "joe" }, before: [] };
  expect(turned(aMessageGoesToSeveral, ONE, around(joe))).toMatchObject(sent);
});

test("where URNs are hidden v2 is left to refuse them, whosever they are", () => {
  const sent = { body: { text: "Hi", contact: "tel:+1" }, before: [] };
  expect(turned(aMessageGoesToSeveral, ONE, around({ anon: true, ...joe }))).toMatchObject(sent);
  expect(turned(aMessageGoesToSeveral, ONE, around({ anon: true }))).toMatchObject(sent);
});

test("several are one batch: new contacts first, and each contact once", () => {
  const call = turned(aMessageGoesToSeveral, TWO, around(joe));
  expect(call.before).toEqual([
    { method: "POST", path: "/contacts.json", body: { urns: ["tel:+2"] }, blames: "urns" },
    {
      method: "POST",
      path: "/messages.json",
      body: { text: "Hi", channel: "c", contact: "joe" },
      blames: { contact: "contacts" },
    },
  ]);
  expect([call.body, call.gathers]).toEqual([{ text: "Hi", channel: "c", contact: "tel:+2" }, true]);
});

test("what would not fit into one transaction is refused", () => {
  const urns = Array.from({ length: 51 }, (_, at) => `tel:+${at}`);
  expect(refused(aMessageGoesToSeveral, post({ urns }), around({}))).toEqual([
    400,
    { non_field_errors: [expect.any(String)] },
  ]);
  expect(refused(aMessageGoesToSeveral, post({ urns: urns.slice(1) }), around({}))).toBeNull();
});

test("the answer is the numbers of the messages, not those of anything else", () => {
  const answers = [{ uuid: "contact" }, { id: 7, uuid: "m" }, { id: 8 }];
  expect(aMessageGoesToSeveral.response?.({ answers }, WRITTEN)).toEqual({ messages: [7, 8], sms: [7, 8] });
  expect(aMessageGoesToSeveral.response?.({ id: 9, text: "Hi" }, WRITTEN)).toEqual({ messages: [9], sms: [9] });
});

test("v2's refusal of the last contact is about what named it", () => {
  const answer = { status: 400, body: { contact: ["No."] } };
  expect(aMessageGoesToSeveral.problem?.(answer, TWO)?.body).toEqual({ urns: ["No."] });
  const byContact = post({ urns: [], contacts: ["joe"] });
  expect(aMessageGoesToSeveral.problem?.(answer, byContact)?.body).toEqual({ contacts: ["No."] });
});

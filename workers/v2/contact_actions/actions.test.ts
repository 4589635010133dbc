import { describe, expect, test } from "vitest";
import { planContactAction } from "./actions.ts";

const act = (over: Record<string, unknown>) =>
  planContactAction({}, { contacts: ["u", "TEL: +250 788 123 123"], ...over });
const contacts = [{ uuid: "u" }, { urn: "tel:+250788123123" }];

describe("an action on contacts", () => {
  test.each([
    [
      { action: "add", group: "Customers" },
      { kind: "add", group: "Customers" },
    ],
    [
      { action: "remove", group: "Customers" },
      { kind: "remove", group: "Customers" },
    ],
    [{ action: "block" }, { kind: "block" }],
    [{ action: "unblock" }, { kind: "unblock" }],
    [{ action: "interrupt" }, { kind: "interrupt" }],
    [{ action: "archive" }, { kind: "archive" }],
    [{ action: "archive_messages" }, { kind: "archive" }],
    [{ action: "delete" }, { kind: "delete" }],
  ])("%o is one command", (body, wanted) => {
    expect(act(body)).toMatchObject({ kind: "command", command: { do: "contact.act", contacts, act: wanted } });
  });

  test.each([
    ["add without a group", { action: "add" }],
    ["delete with one", { action: "delete", group: "Customers" }],
  ])("%s is wrong as a whole", (_, body) => {
    expect(act(body)).toMatchObject({ kind: "invalid", errors: { non_field_errors: [expect.any(String)] } });
  });

  test("that is refused still asks about its contacts and its group, and changes nothing", () => {
    expect(act({ action: "burn" })).toMatchObject({ probe: { contacts, act: { kind: "unblock" } } });
    expect(act({ action: "burn", group: "X" })).toMatchObject({
      probe: { contacts, act: { kind: "remove", group: "X" } },
    });
    expect(act({ contacts: ["pigeon:1"], action: "block" })).toMatchObject({ probe: { contacts: [] } });
  });

  test("says of the request what the account says of its members", () => {
    expect(act({ action: "add", group: "X" })).toMatchObject({ names: { members: "non_field_errors" } });
  });
});

import { describe, expect, test } from "vitest";
import { MESSAGE_STATUSES, type MessageRecord } from "../../../contracts/messages.ts";
import type { AccountRecord } from "../../../contracts/records.ts";
import { planMessageAction } from "./actions.ts";
import { FOLDERS, planMessages } from "./plan.ts";
import { message, wireMessage } from "./wire.ts";

const PAGE = { limit: 250, from: null };
const ACCOUNT: AccountRecord = {
  key: "main",
  uuid: "00000000-0000-4000-8000-000000000001",
  name: "Nyaruka",
  country: "RW",
  languages: [],
  primaryLanguage: null,
  timezone: "Africa/Kigali",
  dateStyle: "day_first",
  anon: false,
  suspended: false,
};
const RECORD: MessageRecord = {
  id: 1,
  uuid: "00000000-0004-8001-8000-000000000001",
  broadcast: null,
  contact: { uuid: "00000000-0000-4000-8000-000000000101", name: "Joe" },
  urn: "tel:+250788123123",
  channel: null,
  flow: null,
  direction: "in",
  type: "inbox",
  status: "handled",
  visibility: "visible",
  text: "Hello",
  labels: [],
  attachments: [],
  quickReplies: [],
  createdOn: 1,
  sentOn: null,
  modifiedOn: null,
};

describe("a request for messages", () => {
  test.each(FOLDERS)("knows the folder %s in any case", (folder) => {
    expect(planMessages({ folder: folder.toUpperCase() }, PAGE)).toEqual({ kind: "ask", query: { ...PAGE, folder } });
  });

  test("asks for what was sent and nothing else", () => {
    const query = { id: "7", uuid: "u", label: "Spam", after: "2016-01-01T00:00:00.0Z" };
    expect(planMessages(query, PAGE)).toEqual({
      kind: "ask",
      query: { ...PAGE, id: 7, uuid: "u", label: "Spam", after: 1_451_606_400_000_000 },
    });
    expect(planMessages({}, PAGE)).toEqual({ kind: "ask", query: PAGE });
  });

  test.each([{ folder: "spam" }, { id: "1.0" }, { id: "-1" }, { broadcast: "" }, { before: "now" }, { after: "" }])(
    "%o can find nothing",
    (query) => {
      expect(planMessages(query, PAGE)).toEqual({ kind: "nothing" });
    },
  );
});

describe("an action on messages", () => {
  const act = (over: Record<string, unknown>) => planMessageAction({}, { messages: [1, "2", "u"], ...over });
  const messages = [{ id: 1 }, { id: 2 }, { uuid: "u" }];

  test.each([
    [{ action: "archive" }, { kind: "archive" }],
    [{ action: "restore" }, { kind: "restore" }],
    [{ action: "delete" }, { kind: "delete" }],
    [
      { action: "label", label: "Spam" },
      { kind: "label", label: "Spam" },
    ],
    [
      { action: "unlabel", label_name: "Spam" },
      { kind: "unlabel", labelName: "Spam" },
    ],
  ])("%o is one command", (body, wanted) => {
    expect(act(body)).toMatchObject({ kind: "command", command: { do: "message.act", messages, act: wanted } });
  });

  test("that is refused still asks about its messages and its label, and changes nothing else", () => {
    expect(act({ action: "burn" })).toMatchObject({ probe: { messages, act: { kind: "archive" } } });
    expect(act({ action: "burn", label: "X" })).toMatchObject({
      probe: { messages, act: { kind: "label", label: "X" } },
    });
    expect(act({ messages: "all", action: "archive" })).toMatchObject({ probe: { messages: [] } });
  });
});

describe("a message on the wire", () => {
  const wire = (over: Partial<MessageRecord>, account: Partial<AccountRecord> = {}) => {
    const shown = wireMessage({ ...RECORD, ...over }, { ...ACCOUNT, ...account });
    expect(message.strict().safeParse(shown).success, "as documented").toBe(true);
    return shown;
  };

  test.each(MESSAGE_STATUSES)("of status %s has one that clients know", (status) => {
    expect(wire({ status }).status).toBe(status === "pending" ? "queued" : status);
  });

  test.each([
    ["visible", false],
    ["archived", true],
    ["deleted", false],
  ] as const)("that is %s: archived is %o", (visibility, archived) => {
    expect(wire({ visibility })).toMatchObject({ visibility, archived });
  });

  test("has its first attachment as media, and no URN in an anonymous account", () => {
    const attachments = [
      { contentType: "image/jpeg", url: "https://example.com/1.jpg" },
      { contentType: "audio", url: "https://example.com/2" },
    ];
    expect(wire({ attachments }, { anon: true })).toMatchObject({
      urn: null,
      media: "image/jpeg:https://example.com/1.jpg",
      attachments: [
        { content_type: "image/jpeg", url: "https://example.com/1.jpg" },
        { content_type: "audio", url: "https://example.com/2" },
      ],
    });
    expect(wire({})).toMatchObject({ urn: RECORD.urn, media: null });
  });
});

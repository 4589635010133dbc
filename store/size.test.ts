import { describe, expect, test } from "vitest";
import type { Command } from "../contracts/account.ts";
import { addsData, isWarningDue, limitsOf, roomOf } from "./size.ts";

const GB = 1_000_000_000;
const DAY = 86_400_000;

describe("limits", () => {
  test("warn at 8 GB, and refuse before the platform's 10 GB do", () => {
    const { warn, refuse } = limitsOf(undefined, undefined);
    expect(warn).toBe(8 * GB);
    expect(refuse).toBeGreaterThan(warn);
    expect(refuse).toBeLessThan(10 * GB);
  });

  test("are set in bytes", () => {
    expect(limitsOf("100", "2000")).toEqual({ warn: 100, refuse: 2000 });
  });

  test.each(["", "8GB", "-1", "1e3", "Infinity", " 5"])("are the usual ones for %o", (text) => {
    expect(limitsOf(text, text)).toEqual(limitsOf(undefined, undefined));
  });
});

describe("room", () => {
  test.each([
    [0, "ample"],
    [99, "ample"],
    [100, "little"],
    [199, "little"],
    [200, "none"],
    [1e10, "none"],
  ])("with %i of 100 and 200 bytes is %s", (size, room) => {
    expect(roomOf(size, { warn: 100, refuse: 200 })).toBe(room);
  });

  test("a limit below the warning holds", () => {
    expect(roomOf(150, { warn: 200, refuse: 100 })).toBe("none");
  });
});

describe("a warning", () => {
  test.each([
    ["never with ample room", "ample", null, false],
    ["at once with little", "little", null, true],
    ["at once with none", "none", null, true],
    ["not again within a day", "none", -DAY + 1, false],
    ["again after a day", "little", -DAY, true],
  ] as const)("is due: %s", (_, room, last, due) => {
    expect(isWarningDue(room, last, 0)).toBe(due);
  });
});

describe("commands", () => {
  const contacts = [{ uuid: "a" }];
  const messages = [{ id: 1 }];
  const smaller: Command[] = [
    { do: "contact.delete", target: { uuid: "a" } },
    { do: "group.delete", uuid: "a" },
    { do: "label.delete", uuid: "a" },
    { do: "campaign_event.delete", uuid: "a" },
    { do: "subscriber.delete", id: 1 },
    ...(["block", "unblock", "interrupt", "archive", "delete"] as const).map((kind): Command => ({
      do: "contact.act",
      contacts,
      act: { kind },
    })),
    { do: "contact.act", contacts, act: { kind: "remove", group: "g" } },
    ...(["archive", "restore", "delete"] as const).map((kind): Command => ({
      do: "message.act",
      messages,
      act: { kind },
    })),
    { do: "message.act", messages, act: { kind: "unlabel", label: "l" } },
  ];
  test.each(smaller)("%o adds nothing", (command) => expect(addsData(command)).toBe(false));

  const larger: Command[] = [
    { do: "contact.create", set: {} },
    { do: "contact.update", target: { uuid: "a" }, set: { name: "long" } },
    { do: "group.create", name: "g" },
    { do: "contact.act", contacts, act: { kind: "add", group: "g" } },
    { do: "message.act", messages, act: { kind: "label", labelName: "l" } },
  ];
  test.each(larger)("%o adds", (command) => expect(addsData(command)).toBe(true));
});

/**
 * How full an account's database is, and what that means. The platform gives an object 10 GB and fails every write
 * beyond them, deletions too; so writes that add data are refused before, while there is room to delete. Deletions give
 * back less than one might think: a deleted contact or message keeps its row, and an emptied row its page. Pure.
 */
import type { Command } from "../contracts/account.ts";

export interface SizeLimits {
  /** Bytes. From here on the log says so. */
  readonly warn: number;
  /** Bytes. From here on nothing is added. */
  readonly refuse: number;
}

/**
 * Between `refuse` and the platform's 10 GB is what goes on all the same: deletions with their events, and the messages
 * and runs of broadcasts and flow starts that had been accepted.
 */
const USUAL: SizeLimits = { warn: 8_000_000_000, refuse: 9_000_000_000 };

/** A day, in milliseconds: a full account is told of again, and drowns no log. */
const BETWEEN_WARNINGS = 86_400_000;

export type Room = "ample" | "little" | "none";

/** Decimal digits; anything else is a mistake that must not lift the limit. */
export function limitsOf(warn: string | undefined, refuse: string | undefined): SizeLimits {
  return { warn: bytes(warn) ?? USUAL.warn, refuse: bytes(refuse) ?? USUAL.refuse };
}

function bytes(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

export function roomOf(size: number, { warn, refuse }: SizeLimits): Room {
  if (size >= refuse) return "none";
  return size >= warn ? "little" : "ample";
}

/** @param last when the last one was given; null for never. Milliseconds. */
export function isWarningDue(room: Room, last: number | null, now: number): boolean {
  return room !== "ample" && (last === null || now - last >= BETWEEN_WARNINGS);
}

/** Whether it may leave more behind than there was, its event apart. */
export function addsData(command: Command): boolean {
  switch (command.do) {
    case "contact.delete":
    case "group.delete":
    case "label.delete":
    case "campaign_event.delete":
    case "subscriber.delete":
      return false;
    case "contact.act":
      return command.act.kind === "add";
    case "message.act":
      return command.act.kind === "label";
    case "contact.create":
    case "contact.update":
    case "group.create":
    case "group.update":
    case "field.create":
    case "field.update":
    case "label.create":
    case "label.update":
    case "campaign.create":
    case "campaign.update":
    case "campaign_event.create":
    case "campaign_event.update":
    case "subscriber.create":
    case "broadcast.create":
    case "message.send":
    case "start.create":
      return true;
  }
}

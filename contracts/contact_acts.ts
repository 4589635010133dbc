/** What is done to several contacts at once: all of it, or nothing. */
import type { ContactTarget } from "./account.ts";

/**
 * - add, remove: a static group, by UUID or by name in any case; blocked and stopped contacts cannot be added
 * - block: takes a contact out of every group, which unblocking does not undo
 * - interrupt: ends the runs it is in · archive: its visible incoming messages · delete: as `contact.delete`
 */
export type ContactAct =
  | { readonly kind: "add" | "remove"; readonly group: string }
  | { readonly kind: "block" | "unblock" | "interrupt" | "archive" | "delete" };

/**
 * Failures: `contacts` (unknown; by URN in an anonymous account: anonymous), `group` (unknown, dynamic), and once
 * these passed `members` (inactive, with the UUIDs of all who cannot be added as its value).
 */
export interface ContactActCommand {
  readonly do: "contact.act";
  readonly contacts: readonly ContactTarget[];
  readonly act: ContactAct;
}

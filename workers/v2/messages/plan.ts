/** What a request for `messages` asks for, decided from the request alone. Pure. */
import { readRange } from "../range.ts";
import type { PageQuery } from "../../../contracts/account.ts";
import type { Folder, MessageQuery } from "../../../contracts/messages.ts";
import type { ListPlan } from "../listing.ts";
import { type Query, given, numberOf, sent } from "../query.ts";

export const FOLDERS: readonly Folder[] = ["inbox", "flows", "archived", "outbox", "sent", "failed", "incoming"];

const EXCLUSIVE = ["contact", "folder", "label", "broadcast"];

export function planMessages(query: Query, page: PageQuery): ListPlan<MessageQuery> {
  if (sent(query, EXCLUSIVE).length > 1) {
    const sentence = "Filter by one of contact, folder, label and broadcast, not by several.";
    return { kind: "refused", refusal: { why: "query", sentence } };
  }
  const { uuid, contact, label } = query;
  const folder = given(query.folder, (name) => FOLDERS.find((it) => it === name.toLowerCase()) ?? null);
  const id = given(query.id, numberOf);
  const broadcast = given(query.broadcast, numberOf);
  const range = readRange(query);
  if (folder === null || id === null || broadcast === null || range === null) {
    return { kind: "nothing" };
  }
  return {
    kind: "ask",
    query: {
      ...page,
      ...(id === undefined ? {} : { id }),
      ...(uuid === undefined ? {} : { uuid }),
      ...(contact === undefined ? {} : { contact }),
      ...(folder === undefined ? {} : { folder }),
      ...(label === undefined ? {} : { label }),
      ...(broadcast === undefined ? {} : { broadcast }),
      ...range,
    },
  };
}

/** How a contact is reached: its URN, as far as anybody may see it, and the channel that serves it. */
import type { Reader } from "../database.ts";
import { route } from "../work/route.ts";
import { channels } from "../work/sending.ts";
import type { RunFacts } from "./flow_event.ts";

export interface Reached {
  readonly urn: string | null;
  readonly channel: RunFacts["channel"];
}

/** A contact that no channel reaches still has a URN, which is told: the first one. */
export function contactReached(db: Reader, contact: number): Reached {
  const urns = db
    .all<{ urn: string }>("SELECT urn FROM urns WHERE contact = ? ORDER BY position", contact)
    .map(({ urn }) => urn);
  const way = route(urns, channels(db, null));
  const channel =
    way === null
      ? null
      : db.first<{ id: number; uuid: string }>("SELECT id, uuid FROM channels WHERE id = ?", way.channel);
  const anonymous = db.first<{ anon: number }>("SELECT anon FROM account WHERE one = 1")?.anon === 1;
  return { urn: anonymous ? null : (way?.urn ?? urns[0] ?? null), channel };
}

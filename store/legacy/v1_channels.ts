/** Channels by numbered page, and how they are given up. An account has few of them: all are looked at. */
import { COUNTED_PAGE, type CountedPage } from "../../contracts/counted.ts";
import type { CountedChannelQuery, ReleaseChannels } from "../../contracts/counted_campaigns.ts";
import type { Acted } from "../../contracts/counted_flows.ts";
import type { Reader } from "../database.ts";
import type { Writing } from "../write/outcome.ts";
import { NOTHING } from "./v1_acting.ts";
import { offsetOf } from "./v1_page.ts";

type ChannelRow = {
  id: number;
  uuid: string;
  address: string | null;
  country: string | null;
  last_seen: number | null;
};

export function countedChannels(db: Reader, query: CountedChannelQuery, page: number): CountedPage | null {
  const found = channelsOf(db, query);
  const offset = offsetOf(page, found.length);
  if (offset === null) return null;
  const shown = found.slice(offset, offset + COUNTED_PAGE);
  const pending = pendingOf(
    db,
    shown.map(({ id }) => id),
  );
  const items = shown.map(({ id, uuid }) => ({ id, ref: uuid, beside: { pending: pending.get(id) ?? 0 } }));
  return { count: found.length, items };
}

/** Those in use, the last seen first. */
function channelsOf(db: Reader, query: CountedChannelQuery): ChannelRow[] {
  const rows = db.all<ChannelRow>(
    "SELECT id, uuid, address, country, last_seen FROM channels WHERE released = 0 ORDER BY created_on, id",
  );
  const seen = ({ last_seen }: ChannelRow): number => last_seen ?? -Infinity;
  return rows
    .filter((row) => matches(row, query))
    .toSorted((one, other) => (seen(one) === seen(other) ? other.id - one.id : seen(other) > seen(one) ? 1 : -1));
}

function matches(row: ChannelRow, { channel, address, country, before, after }: CountedChannelQuery): boolean {
  const seen = row.last_seen ?? NaN;
  return (
    (channel?.includes(row.id) ?? true) &&
    (address === undefined || (row.address !== null && address.includes(row.address))) &&
    (country === undefined || country.some((one) => one.toUpperCase() === row.country)) &&
    (before === undefined || seen <= before) &&
    (after === undefined || seen >= after)
  );
}

/** What waits in the outbox, by channel. */
function pendingOf(db: Reader, channels: readonly number[]): ReadonlyMap<number, number> {
  const rows = db.all<{ id: number; pending: number }>(
    `SELECT asked.value AS id, (SELECT COUNT(*) FROM messages m WHERE m.channel = asked.value AND m.direction = 'out'
      AND m.visibility = 'visible' AND m.status IN ('pending', 'queued')) AS pending FROM json_each(?) asked`,
    JSON.stringify(channels),
  );
  return new Map(rows.map(({ id, pending }) => [id, pending]));
}

/** Messages and calls go on to say that they came over them. One that is unknown or was released before is left out. */
export function releaseChannels({ db, log }: Writing, { channels }: ReleaseChannels): Acted {
  for (const uuid of channels) {
    const row = db.first("UPDATE channels SET released = 1 WHERE uuid = ? AND released = 0 RETURNING id", uuid);
    if (row !== null) log("delete", "channel", uuid);
  }
  return NOTHING;
}

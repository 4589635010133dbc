/**
 * An account's data in the import format, one bounded part after the other: an account imported from it equals this
 * one. Parts come minutes apart and the account goes on being written, so this is what holds:
 *
 *  - what existed all along and did not change comes exactly once;
 *  - what changed comes as it was before or after, contacts as they were when the last of them was read (and possibly
 *    several times before: an import ends with the last line);
 *  - what was made meanwhile comes or does not. So does what was deleted; a contact deleted after its line comes once
 *    more, emptied, because the format cannot say that it is gone;
 *  - every line refers only to lines before it, and all of it can be imported.
 *
 * Where that cannot be held the export breaks, and is never ended as if it were complete.
 */
import { IMPORT_LISTS } from "../../contracts/import.ts";
import { channels, fields, groups, labels, orgLine, resthookEvents, resthooks } from "./account_lines.ts";
import { boundaries, laterParents } from "./boundary_lines.ts";
import { campaignEvents, campaigns } from "./campaign_lines.ts";
import { importedSince, lastEvent, lastInstant, renamedWithin } from "./changes.ts";
import { contacts } from "./contact_lines.ts";
import { flows } from "./flow_lines.ts";
import { PART_LIMITS, Part, type PartLimits } from "./part.ts";
import type { ExportList, Place } from "./place.ts";
import { channelEvents, messages, runs } from "./traffic_lines.ts";
import type { Read, Walk } from "./walk.ts";

export type Exported =
  /** Nothing was ever imported under this name. Only ever the first answer. */
  | { readonly kind: "unknown" }
  /** NDJSON in UTF-8, whole lines, possibly none. `next` is null after the last part. */
  | { readonly kind: "part"; readonly bytes: Uint8Array; readonly next: Place | null }
  | { readonly kind: "broken"; readonly why: Broken };

export type Broken =
  /** An import wrote into the account. */
  | "imported"
  /** A field, a group or a label changed between two parts of their list. */
  | "renamed";

const WALKS_OF: Readonly<Record<ExportList, readonly Walk[]>> = {
  channels: [channels],
  fields: [fields],
  groups: [groups],
  labels: [labels],
  contacts: [contacts],
  flows: [flows],
  messages: [messages],
  runs: [runs],
  channel_events: [channelEvents],
  resthooks: [resthooks],
  resthook_events: [resthookEvents],
  boundaries: [boundaries, laterParents],
  campaigns: [campaigns],
  campaign_events: [campaignEvents],
};

const WALKS = IMPORT_LISTS.flatMap((list) => (list === "tokens" ? [] : WALKS_OF[list]));

/** `from` is null for the first part, and what the part before answered as `next` for the others. */
export function exportPart(read: Read, from: Place | null, limits: PartLimits = PART_LIMITS): Exported {
  const part = new Part(limits);
  const start = from ?? begin(read, part);
  if (start === null) return { kind: "unknown" };
  if (renamedWithin(read, WALKS[start.walk]?.list, start)) return { kind: "broken", why: "renamed" };
  let place = start;
  for (let walk = WALKS[place.walk]; walk !== undefined; walk = WALKS[place.walk]) {
    const advanced = walk.advance(read, place, part);
    place = advanced.place;
    if (!advanced.done) break;
    place = following(read, place, walk.list);
  }
  if (place.walk > start.walk && importedSince(read, place.began)) return { kind: "broken", why: "imported" };
  return { kind: "part", bytes: part.bytes(), next: place.walk < WALKS.length ? place : null };
}

/** The account line is in the first part, which has room for it. */
function begin(read: Read, part: Part): Place | null {
  const line = orgLine(read);
  if (line === null) return null;
  part.add(line);
  const event = lastEvent(read);
  return { walk: 0, after: 0, ends: {}, began: lastInstant(read), freed: event, filled: event };
}

/** Changes before a list begins are in its lines anyway. */
function following(read: Read, place: Place, list: ExportList): Place {
  const event = lastEvent(read);
  const ends = { ...place.ends, [list]: place.after };
  return { ...place, walk: place.walk + 1, after: 0, ends, freed: event, filled: event };
}

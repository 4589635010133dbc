/**
 * What an account has millions of, out again: the inverse of import/traffic_lines.ts. What belongs to a deleted contact
 * is left out with it, because the format cannot say that a contact is deleted.
 */
import type * as z from "zod";
import type * as shapes from "../import/shapes.ts";
import { formatInstant, formatInstantOrNull } from "./instant.ts";
import { json, walkOf } from "./walk.ts";

type Message = z.input<typeof shapes.message>;
type MessageRow = {
  id: number;
  contact: string;
  urn: string | null;
  channel: string | null;
  broadcast: number | null;
  direction: Message["direction"];
  type: Message["type"];
  status: Message["status"];
  visibility: Message["visibility"];
  text: string;
  labels: string;
  created_on: number;
  sent_on: number | null;
  modified_on: number | null;
  flow: string | null;
  attachments: string | null;
  quick_replies: string | null;
  known: number;
};

/**
 * Labels come by name. One that was renamed since the export began comes by UUID: its line has another name, and that
 * name may be another label's by now.
 */
export const messages = walkOf<MessageRow, Message>({
  list: "messages",
  sql: `SELECT m.id, c.uuid AS contact, m.urn, h.uuid AS channel, m.broadcast, m.direction, m.type, m.status, m.visibility,
    m.text, (SELECT json_group_array(name) FROM (SELECT iif(l.renamed_on > ?7, l.uuid, l.name) AS name
      FROM labelled_messages x CROSS JOIN labels l ON l.id = x.label
      WHERE x.message = m.id AND x.label <= ?5 AND l.removed = 0 ORDER BY x.label)) AS labels, m.created_on, m.sent_on, m.modified_on,
    f.uuid AS flow, m.attachments, m.quick_replies,
    c.deleted = 0 AND c.id <= ?3 AND (m.channel IS NULL OR m.channel <= ?4) AND (m.flow IS NULL OR m.flow <= ?6) AS known
    FROM messages m CROSS JOIN contacts c ON c.id = m.contact LEFT JOIN channels h ON h.id = m.channel
    LEFT JOIN flows f ON f.id = m.flow
    WHERE m.id > ?1 ORDER BY m.id LIMIT ?2`,
  refersTo: ["contacts", "channels", "labels", "flows"],
  since: "began",
  // Of the millions few have these: the others do without the members, which says the same.
  item: ({ broadcast, flow, attachments, quick_replies, ...row }) => ({
    ...row,
    ...(broadcast !== null && { broadcast }),
    ...(flow !== null && { flow }),
    ...(attachments !== null && { attachments: json<NonNullable<Message["attachments"]>>(attachments) }),
    ...(quick_replies !== null && { quick_replies: json<NonNullable<Message["quick_replies"]>>(quick_replies) }),
    labels: json(row.labels),
    created_on: formatInstant(row.created_on),
    sent_on: formatInstantOrNull(row.sent_on),
    modified_on: formatInstantOrNull(row.modified_on),
  }),
});

type Run = z.input<typeof shapes.run>;
type RunRow = {
  id: number;
  uuid: string;
  flow: string;
  contact: string;
  responded: number;
  path: string;
  values: string;
  created_on: number;
  modified_on: number;
  exited_on: number | null;
  exit_type: Run["exit_type"];
  expires_on: number | null;
  known: number;
};

export const runs = walkOf<RunRow, Run>({
  list: "runs",
  sql: `SELECT r.id, r.uuid, f.uuid AS flow, c.uuid AS contact, r.responded, r.path, r.results AS "values", r.created_on,
    r.modified_on, r.exited_on, r.exit_type, r.expires_on, c.deleted = 0 AND c.id <= ?3 AND f.id <= ?4 AS known
    FROM runs r CROSS JOIN contacts c ON c.id = r.contact CROSS JOIN flows f ON f.id = r.flow
    WHERE r.id > ?1 ORDER BY r.id LIMIT ?2`,
  refersTo: ["contacts", "flows"],
  item: (row) => ({
    ...row,
    responded: row.responded === 1,
    path: json(row.path),
    values: json(row.values),
    created_on: formatInstant(row.created_on),
    modified_on: formatInstant(row.modified_on),
    exited_on: formatInstantOrNull(row.exited_on),
    expires_on: formatInstantOrNull(row.expires_on),
  }),
});

type ChannelEventRow = {
  id: number;
  type: string;
  contact: string;
  channel: string;
  time: number;
  duration: number;
  created_on: number;
  known: number;
};

export const channelEvents = walkOf<ChannelEventRow, z.input<typeof shapes.channelEvent>>({
  list: "channel_events",
  sql: `SELECT e.id, e.type, c.uuid AS contact, h.uuid AS channel, e.time, e.duration, e.created_on,
    c.deleted = 0 AND c.id <= ?3 AND h.id <= ?4 AS known
    FROM channel_events e CROSS JOIN contacts c ON c.id = e.contact CROSS JOIN channels h ON h.id = e.channel
    WHERE e.id > ?1 ORDER BY e.id LIMIT ?2`,
  refersTo: ["contacts", "channels"],
  item: (row) => ({
    ...row,
    time: formatInstant(row.time),
    created_on: formatInstant(row.created_on),
  }),
});

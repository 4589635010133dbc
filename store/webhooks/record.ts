/**
 * A run's beginning or end, written down for whoever subscribed to it, in the transaction that begins or ends the run:
 * one event for each resthook, one delivery for each of its subscribers. Where nobody could want to know, it reads a row
 * or two and is done.
 */
import type { Micros } from "../../contracts/records.ts";
import type { DeliveryKind } from "../../contracts/webhooks.ts";
import type { Database, Reader } from "../database.ts";
import { resthookId } from "../read/resthooks.ts";
import { addDelivery } from "./deliveries.ts";
import { type RunFacts, flowEvent } from "./flow_event.ts";
import { contactReached } from "./reached.ts";

/** What flows that name no resthook are told under, where the account has it. */
const DEFAULT_RESTHOOK = "flow";

type RunRow = {
  flow: number;
  flow_uuid: string;
  flow_name: string;
  base_language: string | null;
  resthooks: string;
  contact: number;
  contact_uuid: string;
  contact_name: string | null;
  path: string;
  results: string;
  exited_on: Micros | null;
};

/** @param run its number; its row says what has happened */
export function tellSubscribers(db: Database, kind: DeliveryKind, run: number, at: Micros): void {
  const row = db.first<RunRow>(
    `SELECT f.id AS flow, f.uuid AS flow_uuid, f.name AS flow_name, f.base_language, f.resthooks, c.id AS contact,
      c.uuid AS contact_uuid, c.name AS contact_name, r.path, r.results, r.exited_on
      FROM runs r CROSS JOIN flows f ON f.id = r.flow CROSS JOIN contacts c ON c.id = r.contact WHERE r.id = ?`,
    run,
  );
  const resthooks = row === null ? [] : resthooksOf(db, JSON.parse(row.resthooks) as string[]);
  if (row === null || resthooks.length === 0) return;
  const data = JSON.stringify(flowEvent(factsOf(db, row, run, at)));
  for (const resthook of resthooks) {
    const event = db.first<{ id: number }>(
      "INSERT INTO resthook_events (resthook, data, created_on) VALUES (?, ?, ?) RETURNING id",
      resthook,
      data,
      at,
    );
    if (event === null) throw new Error("A row that was inserted has a number.");
    for (const { id } of db.all<{ id: number }>("SELECT id FROM resthook_subscribers WHERE resthook = ?", resthook)) {
      addDelivery(db, { subscriber: id, event: event.id, run, kind, at });
    }
  }
}

/** Numbers of those that are there; an import may name some that are not. */
function resthooksOf(db: Reader, named: readonly string[]): number[] {
  const slugs = named.length === 0 ? [DEFAULT_RESTHOOK] : [...new Set(named)];
  return slugs.map((slug) => resthookId(db, slug)).filter((id) => id !== null);
}

function factsOf(db: Reader, row: RunRow, run: number, at: Micros): RunFacts {
  const rulesets = db.all<{ node: string }>("SELECT node FROM rulesets WHERE flow = ?", row.flow);
  const { urn, channel } = contactReached(db, row.contact);
  return {
    run,
    flow: { id: row.flow, uuid: row.flow_uuid, name: row.flow_name, baseLanguage: row.base_language },
    contact: { uuid: row.contact_uuid, name: row.contact_name, urn },
    channel,
    path: JSON.parse(row.path) as RunFacts["path"],
    results: JSON.parse(row.results) as RunFacts["results"],
    asking: new Set(rulesets.map(({ node }) => node)),
    exitedOn: row.exited_on,
    at,
  };
}

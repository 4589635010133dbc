/**
 * Saves a flow as a whole: its definition is kept for whoever asks for it, and what lists, results and webhooks know of a
 * flow (name, type, rulesets) is taken from it in the same transaction.
 */
import type { Acted, SaveDefinition } from "../../contracts/counted_flows.ts";
import type { Database } from "../database.ts";
import type { Writing } from "../write/outcome.ts";
import { refused } from "./v1_acting.ts";
import { countedDefinitions } from "./v1_flows.ts";

const TYPE = "message";
/** Minutes: a week. */
const EXPIRES = 10_080;

export function saveDefinition(writing: Writing, args: SaveDefinition): Acted {
  const { db, clock, log } = writing;
  const now = clock.tick();
  const uuid = args.uuid ?? crypto.randomUUID();
  const flow = args.uuid === null ? createFlow(db, uuid, args, now) : updateFlow(db, uuid, args);
  if (flow === null) return refused({ field: "uuid", code: "unknown", value: uuid });
  replaceRulesets(db, flow, args.rulesets);
  db.run(
    `INSERT INTO flow_definitions (flow, definition, revision, saved_on) VALUES (?, ?, ?, ?)
      ON CONFLICT (flow) DO UPDATE SET definition = excluded.definition, revision = revision + 1,
        saved_on = excluded.saved_on`,
    flow,
    args.definition,
    // As imported it was the first.
    args.uuid === null ? 1 : 2,
    now,
  );
  log(args.uuid === null ? "create" : "update", "flow", uuid);
  return { ok: true, made: countedDefinitions(db, { uuid }).items };
}

function createFlow(db: Database, uuid: string, args: SaveDefinition, now: number): number | null {
  return numberOf(
    db.first<{ id: number }>(
      `INSERT INTO flows (uuid, name, type, archived, expires, base_language, created_on) VALUES (?, ?, ?, 0, ?, ?, ?)
        RETURNING id`,
      uuid,
      args.name,
      args.type ?? TYPE,
      args.expires ?? EXPIRES,
      args.baseLanguage,
      now,
    ),
  );
}

function updateFlow(db: Database, uuid: string, args: SaveDefinition): number | null {
  return numberOf(
    db.first<{ id: number }>(
      `UPDATE flows SET name = ?, type = COALESCE(?, type), expires = COALESCE(?, expires), base_language = ?
        WHERE uuid = ? RETURNING id`,
      args.name,
      args.type,
      args.expires,
      args.baseLanguage,
      uuid,
    ),
  );
}

function numberOf(row: { readonly id: number } | null): number | null {
  return row?.id ?? null;
}

/** A ruleset that stays keeps its number: clients know it by that. */
function replaceRulesets(db: Database, flow: number, rulesets: SaveDefinition["rulesets"]): void {
  const before = db.all<{ id: number; node: string }>("SELECT id, node FROM rulesets WHERE flow = ?", flow);
  const known = new Map(before.map(({ id, node }) => [node, id]));
  db.run("DELETE FROM rulesets WHERE flow = ?", flow);
  for (const [position, { node, label, type, categories }] of rulesets.entries()) {
    const id = known.get(node) ?? null;
    known.delete(node);
    db.run(
      "INSERT INTO rulesets (id, flow, position, node, label, ruleset_type, categories) VALUES (?, ?, ?, ?, ?, ?, ?)",
      id,
      flow,
      position,
      node,
      label,
      type,
      JSON.stringify(categories),
    );
  }
}

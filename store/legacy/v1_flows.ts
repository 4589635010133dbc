/**
 * Flows by numbered page, each with its rulesets, and flows as they were saved. An account has few flows: a filter looks
 * at each of them, in the list's order. The plus signs keep SQLite from an index that has another order.
 */
import type { CountedItem, CountedPage } from "../../contracts/counted.ts";
import type { CountedDefinitionQuery, CountedFlowQuery, CountedRuleset } from "../../contracts/counted_flows.ts";
import type { Reader, Value } from "../database.ts";
import { anyOf, atLeast, atMost, type Condition, whereOf } from "./v1_conditions.ts";
import { countOf, numberedPage } from "./v1_page.ts";

const LABELLED = `EXISTS (SELECT 1 FROM labelled_flows x CROSS JOIN flow_labels l ON l.id = x.label
  WHERE x.flow = f.id AND l.name IN (SELECT value FROM json_each(?)))`;

export function countedFlows(db: Reader, query: CountedFlowQuery, page: number): CountedPage | null {
  const { where, values } = whereOf([
    ...anyOf("+f.uuid", query.uuid),
    ...anyOf("+f.id", query.flow),
    ...anyOf("+f.type", query.types),
    ...(query.archived === undefined ? [] : [one("+f.archived = ?", query.archived ? 1 : 0)]),
    ...(query.labels === undefined ? [] : [one(LABELLED, JSON.stringify(query.labels))]),
    ...atMost("f.created_on", query.before),
    ...atLeast("f.created_on", query.after),
  ]);
  const found = numberedPage(db, page, {
    count: countOf(db, `SELECT COUNT(*) AS count FROM flows f${where}`, ...values),
    rows: {
      sql: `SELECT f.id, f.uuid AS ref FROM flows f${where} ORDER BY f.created_on DESC, f.id DESC`,
      values,
    },
  });
  return found && { ...found, items: withRulesets(db, found.items) };
}

function one(sql: string, value: Value): Condition {
  return { sql, value };
}

type RulesetRow = { flow: number; id: number; node: string; label: string; type: string; categories: string };

function withRulesets(db: Reader, items: readonly CountedItem[]): CountedItem[] {
  const rows = db.all<RulesetRow>(
    `SELECT r.flow, r.id, r.node, r.label, r.ruleset_type AS type, r.categories FROM json_each(?) asked
      CROSS JOIN rulesets r ON r.flow = asked.value`,
    JSON.stringify(items.map(({ id }) => id)),
  );
  const rulesets = new Map<number, CountedRuleset[]>();
  for (const { flow, categories, ...rest } of rows) {
    const ruleset = { ...rest, categories: JSON.parse(categories) as string[] };
    rulesets.set(flow, [...(rulesets.get(flow) ?? []), ruleset]);
  }
  return items.map((item) => ({ ...item, beside: { rulesets: rulesets.get(item.id) ?? [] } }));
}

type DefinitionRow = { id: number; revision: number | null; definition: string | null; savedOn: number | null };

export function countedDefinitions(db: Reader, { uuid }: CountedDefinitionQuery): CountedPage {
  const row =
    uuid === undefined
      ? null
      : db.first<DefinitionRow>(
          `SELECT f.id, d.revision, d.definition, d.saved_on AS savedOn FROM flows f LEFT JOIN flow_definitions d ON d.flow = f.id
            WHERE f.uuid = ?`,
          uuid,
        );
  if (row === null || uuid === undefined) return { count: 0, items: [] };
  const { id, revision, ...saved } = row;
  // As imported a flow is its first revision.
  return { count: 1, items: [{ id, ref: uuid, beside: { revision: revision ?? 1, ...saved } }] };
}

import type { SaveDefinition } from "../../../contracts/counted_flows.ts";
import { isObject } from "../../../http/object.ts";
import type { Change, Guide, Wire } from "../change.ts";
import { type Faults, faults, SEVERAL } from "../refusals.ts";
import { type Check, faultsIn, integer, nullable, type Shape, storable, text, uuid } from "../shapes.ts";
import { FLOW_TYPES } from "./flows-are-found-by-many-values.ts";

const RULESETS = 1_000;

const object: Check = (value) => (isObject(value) ? null : "This field must be an object.");
const list: Check = (value) => (Array.isArray(value) ? null : "This field must be a list.");
const rulesets: Check = (value) => {
  if (!Array.isArray(value)) return "This field must be a list.";
  if (value.length > RULESETS) return `Ensure this field has no more than ${RULESETS} elements.`;
  const bad = value.findIndex((ruleset) => !isObject(ruleset) || uuid(ruleset["uuid"]) !== null);
  return bad === -1 ? null : `Rule set ${bad} needs a UUID.`;
};
const letter: Check = (value) =>
  typeof value === "string" && FLOW_TYPES[value] !== undefined
    ? null
    : `${JSON.stringify(value)} is not a valid choice.`;

const SHAPE: Shape = {
  required: ["version", "metadata"],
  checks: {
    version: integer,
    metadata: object,
    base_language: nullable(text({ min: 3, max: 4 })),
    flow_type: letter,
    action_sets: list,
    rule_sets: rulesets,
    entry: nullable(text({ max: 36 })),
  },
};

const METADATA: Shape = {
  required: ["name"],
  checks: { uuid: nullable(uuid), name: text({ max: 64 }), expires: integer },
};

export const definitionsAreSavedWhole: Change = {
  request: (call) => {
    if (call.method !== "POST") return call;
    const { metadata, version, base_language: language = null, flow_type: type, ...rest } = call.body;
    const { action_sets = [], rule_sets = [], entry = null } = rest;
    const found = faultsIn(call.body, SHAPE);
    const about = isObject(metadata) ? metadata : {};
    const all = isObject(metadata) ? { ...found, ...inMetadata(faultsIn(metadata, METADATA)) } : found;
    if (Object.keys(all).length > 0) return { refuse: faults(all) };
    if (!storable(call.body))
      return { refuse: faults({ [SEVERAL]: ["Null characters and half characters are not allowed."] }) };
    const definition = {
      metadata,
      version,
      base_language: language,
      flow_type: type ?? "F",
      action_sets,
      rule_sets,
      entry,
    };
    const args: SaveDefinition = {
      uuid: typeof about["uuid"] === "string" ? about["uuid"].toLowerCase() : null,
      name: String(about["name"]),
      type: typeof type === "string" ? (FLOW_TYPES[type] ?? null) : null,
      expires: typeof about["expires"] === "number" ? about["expires"] : null,
      baseLanguage: typeof language === "string" ? language : null,
      rulesets: Array.isArray(rule_sets) ? rule_sets.filter(isObject).map((one) => ruleset(one, language)) : [],
      definition: JSON.stringify(definition),
    };
    return { ...call, act: { act: "definition.save", args, shows: { kind: "definitions", as: "one" } } };
  },
};

/** Said of the whole: the client's errors are flat. */
function inMetadata(found: Faults): Faults {
  const said = Object.entries(found).map(([name, sentences]) => `${name}: ${sentences.join(" ")}`);
  return said.length === 0 ? {} : { metadata: said };
}

function ruleset(given: Wire, language: unknown): SaveDefinition["rulesets"][number] {
  const rules = Array.isArray(given["rules"]) ? given["rules"].filter(isObject) : [];
  const categories = rules.map(({ category }) => nameIn(category, language)).filter((name) => name !== null);
  return {
    node: String(given["uuid"]).toLowerCase(),
    label: typeof given["label"] === "string" ? given["label"] : "",
    type: typeof given["ruleset_type"] === "string" ? given["ruleset_type"] : "wait_message",
    categories: [...new Set(categories)],
  };
}

/** Names are one text, or texts by language. */
function nameIn(category: unknown, language: unknown): string | null {
  if (typeof category === "string") return category;
  if (!isObject(category)) return null;
  const name = category[typeof language === "string" ? language : "base"] ?? Object.values(category)[0];
  return typeof name === "string" ? name : null;
}

export const guide: Guide = {
  change:
    "v1's `flow_definition` saves a flow: `metadata.uuid` names the one to update, and without it there is a new one; v2 does not write flows.",
  affects: "Clients that make or change flows. A surveyor's key reads them only.",
  migrate:
    "Nothing in v2 writes flows: let your operator import them. Flows saved by v1 stay, with their rulesets and results.",
  why: "A flow is edited where it can be seen, and tried out, before contacts meet it.",
  severity: "loud",
};

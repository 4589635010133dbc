/** The table of a project whose only version is its own. Pure. */
import { bindingOf, versionOfBinding } from "../../router/config/names.ts";
import { blocksOf, samePath } from "../table/blocks.ts";
import { type Edit, type Edited, editTable } from "../table/edit.ts";
import { removeBlock } from "../table/lines.ts";
import type { Table, View } from "../table/read.ts";

/**
 * @param number what the version is called
 * @param service the new worker's name by environment; null: the top level
 */
export function ownTable(
  { text, views }: Table,
  number: number,
  service: (environment: string | null) => string,
): Edited {
  const edited = editTable(
    text,
    views.flatMap((view) => editsIn(view, number, service(view.environment))),
  );
  if (!edited.ok) return edited;
  const limited = views.reduce<string>((now, { environment }) => withOwnLimits(now, number, environment), edited.text);
  return { ok: true, text: limited };
}

/** Those of other applications stay. */
function editsIn({ environment, services, config }: View, number: number, service: string): Edit[] {
  const own = bindingOf({ application: "", number });
  const bound = [...services.keys()].filter((binding) => versionOfBinding(binding)?.application === "");
  const described = config.ok ? (config.registry.applications.get("")?.versions ?? []) : [];
  return [
    ...bound.filter((binding) => binding !== own).map((binding): Edit => ({ kind: "unbind", environment, binding })),
    ...described.map(({ binding }): Edit => ({ kind: "drop", environment, table: `VERSION_${binding}` })),
    { kind: "bind", environment, binding: own, service },
    { kind: "set", environment, table: "APPLICATION_DEFAULT", values: { default: number } },
  ];
}

function withOwnLimits(text: string, number: number, environment: string | null): string {
  const at = [...(environment === null ? [] : ["env", environment]), "vars"];
  let now = text;
  for (let before = ""; before !== now;) {
    before = now;
    now = removeBlock(now, [...at, "LIMIT_RULES"], ({ version }) => isOfDefault(version)) ?? now;
  }
  const lines = now.split("\n");
  const block = blocksOf(lines).find(({ path }) => samePath(path, [...at, "LIMIT_POLICIES"]));
  if (block === undefined) return now;
  const body = lines.slice(block.header + 1, block.end).filter((line) => !/^\s*"?v\d/.test(line));
  const policy = `"v${number}" = { limit = 2500, window = 3600 }`;
  return [...lines.slice(0, block.header + 1), policy, ...body, ...lines.slice(block.end)].join("\n");
}

function isOfDefault(binding: unknown): boolean {
  return typeof binding === "string" && versionOfBinding(binding)?.application === "";
}

/** Everything that can be wrong with the table and the workers' configurations, in all environments at once. Pure. */
import { parse } from "@decimalturn/toml-patch";
import { isObject } from "../../http/object.ts";
import type { Table, View } from "../table/read.ts";
import { workerName, type WorkerFolder } from "../worker-folders.ts";
import { bindingFindings, type Deployed, parityWarnings, twiceBound } from "./bindings.ts";
import { type Findings, lifecycleFindings } from "./lifecycle.ts";
import { publicFaults } from "./public.ts";
import { variableFaults, withoutRepeats } from "./variables.ts";

export interface Looked {
  readonly table: Table;
  readonly folders: readonly WorkerFolder[];
  /** What the platform has; null: it was not asked. */
  readonly deployed: Deployed | null;
  /** The environment whose workers the platform was asked for; null: the top level. */
  readonly environment: string | null;
  /** Milliseconds. */
  readonly now: number;
}

export function tableFindings({ table, folders, deployed, environment, now }: Looked): Findings {
  const document = parse(table.text) as Record<string, unknown>;
  const views = table.views.map((view) => {
    const asked = view.environment === environment ? deployed : null;
    return within(view.environment, viewFindings(view, blockOf(document, view.environment), folders, asked, now));
  });
  return {
    faults: [...views.flatMap((it) => it.faults), ...folders.flatMap(folderFaults)],
    warnings: [...views.flatMap((it) => it.warnings), ...parityWarnings(table.views)],
  };
}

function viewFindings(
  view: View,
  block: unknown,
  folders: readonly WorkerFolder[],
  deployed: Deployed | null,
  now: number,
): Findings {
  const { config } = view;
  const variables = variableFaults(block);
  const bindings = bindingFindings(view, folders, deployed);
  const lifecycle = config.ok ? lifecycleFindings(config.registry, now) : { faults: [], warnings: [] };
  const parsed = config.ok ? [] : withoutRepeats(config.faults, variables);
  return {
    faults: [...variables.faults, ...parsed, ...twiceBound(block), ...bindings.faults, ...lifecycle.faults],
    warnings: [...(config.ok ? config.warnings : []), ...bindings.warnings, ...lifecycle.warnings],
  };
}

/** Of the workers behind the router. */
function folderFaults(folder: WorkerFolder): readonly string[] {
  const { document, file } = folder;
  const environments = isObject(document?.["env"]) ? Object.entries(document["env"]) : [];
  const blocks = [["", document] as const, ...environments.map(([name, block]) => [` [env.${name}]`, block] as const)];
  return [
    ...publicFaults(folder),
    ...(document !== null && workerName(folder, null) === null ? [`${file} names no worker: write name = "…".`] : []),
    ...blocks.flatMap(([where, block]) => variableFaults(block).faults.map((fault) => `${file}${where}: ${fault}`)),
  ];
}

function blockOf(document: Readonly<Record<string, unknown>>, environment: string | null): unknown {
  if (environment === null) return document;
  return isObject(document["env"]) ? document["env"][environment] : null;
}

function within(environment: string | null, { faults, warnings }: Findings): Findings {
  const say = (sentence: string) => (environment === null ? sentence : `[env.${environment}]: ${sentence}`);
  return { faults: faults.map(say), warnings: warnings.map(say) };
}

/** What is known when a retirement is decided, as plain data, and what follows from it at once. Pure. */
import { bindingOf, type VersionName } from "../../router/config/names.ts";
import type { Operation } from "../../router/lifecycle/operation.ts";
import type { Registry } from "../../router/version/registry.ts";
import type { Referrer } from "../platform/worker.ts";
import { type RetiredCaller, retiredIn, type RetirementRecord } from "../retire/record.ts";
import type { Table, View } from "../table/read.ts";
import type { RouterBuild } from "./seen.ts";

/** What the platform says; null where it was not asked because nothing would be deleted. */
export interface PlatformFacts {
  readonly router: string;
  readonly routerBuild: RouterBuild;
  /** False: the version's worker is gone, deleted by somebody else. */
  readonly workerThere: boolean;
  readonly referrers: readonly Referrer[];
  /** Durable Object classes that the worker itself implements. */
  readonly ownClasses: readonly string[];
  /** Whether its configuration is here, so that its last build can be kept. */
  readonly folder: boolean;
}

export interface RetireOptions {
  /** Operations that go on being answered: then the binding and the worker stay. */
  readonly keep: readonly Operation[];
  readonly despiteCallers: boolean;
  readonly eraseData: boolean;
  readonly takeOver: boolean;
}

export interface RetireFacts {
  readonly name: VersionName;
  readonly table: Table;
  /** Whose router is deployed; the table is changed in all of them. Null: the top level. */
  readonly environment: string | null;
  readonly record: RetirementRecord | null;
  /** Of the last `days` days, most calls first. */
  readonly callers: readonly RetiredCaller[];
  readonly days: number;
  /** Accounts with this version as their own default. */
  readonly pinned: readonly string[];
  readonly platform: PlatformFacts;
  readonly options: RetireOptions;
  /** Milliseconds. */
  readonly now: number;
}

/** The worker's name on the platform: the table's, or once it is unbound there the record's. */
export function workerOf({
  table,
  environment,
  name,
  record,
}: Pick<RetireFacts, "table" | "environment" | "name" | "record">) {
  return viewOf(table, environment)?.services.get(bindingOf(name)) ?? retiredIn(record, environment)?.worker ?? null;
}

/** Deleted, as far as this copy's record knows, and bound nowhere here. */
export function isFinished({ table, environment, name, record }: RetireFacts): boolean {
  const bound = viewOf(table, environment)?.services.has(bindingOf(name)) === true;
  const entry = retiredIn(record, environment);
  return !bound && entry !== null && entry.deleted !== null;
}

export function viewOf(table: Table, environment: string | null): View | null {
  return table.views.find((view) => view.environment === environment) ?? null;
}

export function registryIn(view: View | null): Registry | null {
  return view?.config.ok === true ? view.config.registry : null;
}

/** What a retirement writes: its record, and the edits of the table in every environment. Pure. */
import { bindingOf, type VersionName } from "../../router/config/names.ts";
import type { Edit } from "../table/edit.ts";
import type { Table } from "../table/read.ts";
import { type RetiredCaller, retiredIn, type RetirementRecord } from "./record.ts";

export interface Retirement {
  readonly name: VersionName;
  readonly table: Table;
  readonly environment: string | null;
  readonly record: RetirementRecord | null;
  readonly callers: readonly RetiredCaller[];
  readonly days: number;
  readonly by: string;
  readonly because: string | null;
  /** A fresh identifier, for the case that this is a new retirement. */
  readonly run: string;
  /** Milliseconds; not ahead of the router's clock, which refuses a live version that retires in its future. */
  readonly at: number;
}

/** Decided before: as it was. Otherwise an entry for every environment that binds the version, whoever deploys it. */
export function nextRecord(asked: Retirement): RetirementRecord {
  const { name, table, environment, record, callers, days, by, because, run, at } = asked;
  const binding = bindingOf(name);
  const known = retiredIn(record, environment);
  const bound = table.views.filter(({ services }) => services.has(binding));
  const here = bound.some((view) => view.environment === environment);
  if (record !== null && known !== null && known.callers !== null && !here) return record;
  const decided = { days, list: [...callers] };
  const fresh = bound.map((view) => ({
    environment: view.environment,
    worker: view.services.get(binding) ?? "",
    run,
    callers: view.environment === environment ? decided : null,
    deleted: null,
  }));
  // The table was changed for another environment, and it is this one's turn.
  const turn = known !== null && !here ? [{ ...known, run, callers: decided, deleted: null }] : [];
  const renewed = [...fresh, ...turn];
  const kept = (record?.environments ?? []).filter(
    (it) => !renewed.some((other) => other.environment === it.environment),
  );
  return {
    version: binding,
    // What is partly retired was so from then on.
    retired: record?.retired ?? new Date(at).toISOString().replace(/\.\d+Z$/, "Z"),
    by,
    because,
    environments: [...kept, ...renewed],
  };
}

export interface Kept {
  readonly operations: readonly string[];
  readonly role: string | null;
}

/** `kept`: the binding stays for these operations; null: it goes. */
export function retireEdits(record: RetirementRecord, kept: Kept | null): readonly Edit[] {
  const { version: binding, retired, by, because } = record;
  const written = { retired, retired_by: by, retired_because: because };
  return record.environments.flatMap(({ environment }): Edit[] => {
    const set = (more: { retained: readonly string[] | null; retained_role: string | null }): Edit => ({
      kind: "set",
      environment,
      table: `VERSION_${binding}`,
      values: { ...written, ...more },
    });
    if (kept !== null) return [set({ retained: kept.operations, retained_role: kept.role })];
    return [set({ retained: null, retained_role: null }), { kind: "unbind", environment, binding }];
  });
}

/** Binds it again wherever it was bound, and takes the end out of its description. */
export function restoreEdits(record: RetirementRecord): readonly Edit[] {
  const { version: binding } = record;
  const values = { retired: null, retired_by: null, retired_because: null, retained: null, retained_role: null };
  return record.environments.flatMap(({ environment, worker }): Edit[] => [
    { kind: "set", environment, table: `VERSION_${binding}`, values },
    { kind: "bind", environment, binding, service: worker },
  ]);
}

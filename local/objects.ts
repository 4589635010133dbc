/**
 * Durable Object classes of a worker: which exist after an upload. Pure. Classes come to life by
 * migrations (`[[migrations]]`) or by declaration (`[exports.…]`), never by a binding alone.
 */
import { CODES, Refusal } from "./refusal.ts";
import type { Storage, WorkerRecord } from "./records.ts";

export interface MigrationStep {
  readonly new_classes?: readonly string[] | undefined;
  readonly new_sqlite_classes?: readonly string[] | undefined;
  readonly renamed_classes?: readonly { readonly from: string; readonly to: string }[] | undefined;
  readonly deleted_classes?: readonly string[] | undefined;
  readonly transferred_classes?: readonly unknown[] | undefined;
}

export interface Migrations {
  readonly old_tag?: string | undefined;
  readonly new_tag?: string | undefined;
  readonly steps?: readonly MigrationStep[] | undefined;
}

export interface DeclaredExport {
  readonly type: string;
  readonly storage?: Storage | undefined;
  readonly state?: string | undefined;
}

export interface ObjectChange {
  readonly classes: Readonly<Record<string, Storage>>;
  readonly migrationTag: string | null;
  /** Classes whose objects are to be erased. */
  readonly erased: readonly string[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

type Before = Pick<WorkerRecord, "classes" | "migrationTag">;

const NOTHING: Before = { classes: {}, migrationTag: null };

/** Throws a `Refusal` when the migrations do not start where the worker is, or name a class that is not there. */
export function migrate(
  before: Before | undefined,
  migrations: Migrations | undefined,
  declared: Readonly<Record<string, DeclaredExport>> | undefined,
): ObjectChange {
  const { classes, migrationTag } = before ?? NOTHING;
  if (declared !== undefined) return declare(classes, migrationTag, declared);
  if (migrations === undefined) return { classes, migrationTag, erased: [], renamed: [] };
  if ((migrations.old_tag ?? null) !== migrationTag) {
    const expected = migrations.old_tag === undefined ? "no migration yet" : `the migration "${migrations.old_tag}"`;
    const found = migrationTag === null ? "none" : `"${migrationTag}"`;
    throw new Refusal(
      412,
      CODES.migrationTag,
      `Migration tag precondition failed: the upload expects ${expected} on this worker, which has ${found}.`,
    );
  }
  const next = new Map(Object.entries(classes));
  const erased: string[] = [];
  const renamed: { from: string; to: string }[] = [];
  for (const step of migrations.steps ?? []) {
    if ((step.transferred_classes ?? []).length > 0) {
      throw new Refusal(
        400,
        CODES.badRequest,
        "The local edge does not transfer Durable Object classes between workers.",
      );
    }
    for (const name of step.new_classes ?? []) create(next, name, "legacy-kv");
    for (const name of step.new_sqlite_classes ?? []) create(next, name, "sqlite");
    for (const { from, to } of step.renamed_classes ?? []) {
      create(next, to, take(next, from));
      renamed.push({ from, to });
    }
    for (const name of step.deleted_classes ?? []) {
      take(next, name);
      erased.push(name);
    }
  }
  return { classes: Object.fromEntries(next), migrationTag: migrations.new_tag ?? migrationTag, erased, renamed };
}

function declare(
  classes: Before["classes"],
  migrationTag: string | null,
  declared: Readonly<Record<string, DeclaredExport>>,
): ObjectChange {
  const next = new Map(Object.entries(classes));
  const erased: string[] = [];
  for (const [name, entry] of Object.entries(declared)) {
    if (entry.type !== "durable-object") continue;
    if (entry.state === "deleted") {
      if (next.delete(name)) erased.push(name);
    } else if (entry.state === undefined || entry.state === "created") {
      if (!next.has(name)) next.set(name, entry.storage ?? "sqlite");
    } else {
      throw new Refusal(
        400,
        CODES.badRequest,
        `The local edge does not know the state "${entry.state}" of export "${name}".`,
      );
    }
  }
  return { classes: Object.fromEntries(next), migrationTag, erased, renamed: [] };
}

function create(classes: Map<string, Storage>, name: string, storage: Storage): void {
  if (classes.has(name)) {
    throw new Refusal(
      400,
      CODES.migrationTag,
      `Cannot apply a migration that creates class '${name}': it exists already.`,
    );
  }
  classes.set(name, storage);
}

function take(classes: Map<string, Storage>, name: string): Storage {
  const storage = classes.get(name);
  if (storage === undefined) {
    throw new Refusal(
      400,
      CODES.durableObject,
      `Cannot apply a migration to class '${name}': this worker has no such class.`,
    );
  }
  classes.delete(name);
  return storage;
}

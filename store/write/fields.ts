/** Contact fields. Labels are unique in any case; a key never changes. */
import type { Command } from "../../contracts/account.ts";
import { fold } from "../fold.ts";
import { fieldByKey } from "../read/fields.ts";
import { MISSING, type Outcome, type Writing, invalid } from "./outcome.ts";

type Created = Extract<Command, { do: "field.create" }>;
type Updated = Extract<Command, { do: "field.update" }>;

export function createField(writing: Writing, { key, label, valueType }: Created): Outcome {
  // Two labels can make one key ("Nick name", "Nick-name"): either clash is the label's.
  if (fieldByKey(writing.db, key) !== null || keyOfLabel(writing, label) !== null) return taken(label);
  writing.db.run(
    "INSERT INTO fields (key, label, label_folded, value_type, created_on) VALUES (?, ?, ?, ?, ?)",
    key,
    label,
    fold(label),
    valueType,
    writing.clock.tick(),
  );
  writing.log("create", "field", key);
  return written(writing, key, true);
}

export function updateField(writing: Writing, { key, label, valueType }: Updated): Outcome {
  if (fieldByKey(writing.db, key) === null) return MISSING;
  const owner = keyOfLabel(writing, label);
  if (owner !== null && owner !== key) return taken(label);
  writing.db.run(
    "UPDATE fields SET label = ?, label_folded = ?, value_type = ? WHERE key = ?",
    label,
    fold(label),
    valueType,
    key,
  );
  writing.log("update", "field", key);
  return written(writing, key, false);
}

function keyOfLabel(writing: Writing, label: string): string | null {
  return writing.db.first<{ key: string }>("SELECT key FROM fields WHERE label_folded = ?", fold(label))?.key ?? null;
}

function taken(label: string): Outcome {
  return invalid([{ field: "label", code: "taken", value: label }]);
}

function written(writing: Writing, key: string, created: boolean): Outcome {
  writing.context.forget();
  const field = fieldByKey(writing.db, key);
  if (field === null) throw new Error(`Field ${key} was written in this transaction and must be readable in it.`);
  return { ok: true, written: { kind: "field", created, field } };
}

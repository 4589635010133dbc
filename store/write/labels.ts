/** Labels of messages. Names are unique in any case. Messages keep their place in lists, whatever happens to a label. */
import type { Failure } from "../../contracts/account.ts";
import type { LabelRecord } from "../../contracts/messages.ts";
import { fold } from "../fold.ts";
import { labelByName, labelByUuid } from "../read/labels.ts";
import { remove } from "./removal.ts";
import { MISSING, type Outcome, type Writing, invalid } from "./outcome.ts";

const TAKEN: Failure = { field: "name", code: "taken" };

export function createLabel(writing: Writing, name: string): Outcome {
  if (labelByName(writing.db, name) !== null) return invalid([{ ...TAKEN, value: name }]);
  return { ok: true, written: { kind: "label", created: true, label: makeLabel(writing, name) } };
}

/** The name must be nobody's. */
export function makeLabel(writing: Writing, name: string): LabelRecord {
  const uuid = crypto.randomUUID();
  writing.db.run(
    "INSERT INTO labels (uuid, name, name_folded, created_on) VALUES (?, ?, ?, ?)",
    uuid,
    name,
    fold(name),
    writing.clock.tick(),
  );
  writing.log("create", "label", uuid);
  return written(writing, uuid);
}

export function updateLabel(writing: Writing, uuid: string, name: string): Outcome {
  const label = labelByUuid(writing.db, uuid);
  if (label === null) return MISSING;
  const namesake = labelByName(writing.db, name);
  if (namesake !== null && namesake.uuid !== uuid) return invalid([{ ...TAKEN, value: name }]);
  writing.db.run(
    "UPDATE labels SET name = ?, name_folded = ?, renamed_on = ? WHERE id = ?",
    name,
    fold(name),
    writing.clock.tick(),
    label.id,
  );
  writing.log("update", "label", uuid);
  return { ok: true, written: { kind: "label", created: false, label: written(writing, uuid) } };
}

export function deleteLabel(writing: Writing, uuid: string): Outcome {
  const label = labelByUuid(writing.db, uuid);
  if (label === null) return MISSING;
  remove(writing.db, "labels", label.id);
  writing.log("delete", "label", uuid);
  return { ok: true, written: { kind: "deleted" } };
}

function written(writing: Writing, uuid: string): LabelRecord {
  const label = labelByUuid(writing.db, uuid);
  if (label === null) throw new Error(`Label ${uuid} was written in this transaction and must be readable in it.`);
  return label;
}

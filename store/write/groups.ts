/** Groups made over the API are static. Names are unique in any case. */
import type { Failure } from "../../contracts/account.ts";
import { fold } from "../fold.ts";
import { groupByName, groupByUuid } from "../read/groups.ts";
import { remove } from "./removal.ts";
import { MISSING, type Outcome, type Writing, invalid } from "./outcome.ts";

const TAKEN: Failure = { field: "name", code: "taken" };

export function createGroup(writing: Writing, name: string): Outcome {
  if (groupByName(writing.db, name) !== null) return invalid([{ ...TAKEN, value: name }]);
  const uuid = crypto.randomUUID();
  writing.db.run(
    "INSERT INTO groups (uuid, name, name_folded, query, created_on) VALUES (?, ?, ?, NULL, ?)",
    uuid,
    name,
    fold(name),
    writing.clock.tick(),
  );
  writing.log("create", "group", uuid);
  return written(writing, uuid, true);
}

/** Renames; the contacts in it keep their place in lists. */
export function updateGroup(writing: Writing, uuid: string, name: string): Outcome {
  const group = groupByUuid(writing.db, uuid);
  if (group === null) return MISSING;
  const namesake = groupByName(writing.db, name);
  if (namesake !== null && namesake.uuid !== uuid) return invalid([{ ...TAKEN, value: name }]);
  writing.db.run("UPDATE groups SET name = ?, name_folded = ? WHERE id = ?", name, fold(name), group.id);
  writing.log("update", "group", uuid);
  return written(writing, uuid, false);
}

export function deleteGroup(writing: Writing, uuid: string): Outcome {
  const group = groupByUuid(writing.db, uuid);
  if (group === null) return MISSING;
  remove(writing.db, "groups", group.id);
  writing.log("delete", "group", uuid);
  return { ok: true, written: { kind: "deleted" } };
}

function written(writing: Writing, uuid: string, created: boolean): Outcome {
  const group = groupByUuid(writing.db, uuid);
  if (group === null) throw new Error(`Group ${uuid} was written in this transaction and must be readable in it.`);
  return { ok: true, written: { kind: "group", created, group } };
}

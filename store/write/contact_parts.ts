/** The parts of a contact that commands write: URNs, static groups, field values, and the answer about it. */
import type { ContactContext, ContactTarget } from "../../contracts/account.ts";
import { contactById, values } from "../read/contact_row.ts";
import { type ContactState, urnOwner } from "./contact_values.ts";
import type { Outcome, Writing } from "./outcome.ts";

type StateRow = { id: number; uuid: string; blocked: number; stopped: number };

/** Null for unknown and deleted ones. */
export function find(writing: Writing, target: ContactTarget): ContactState | null {
  const columns = "SELECT id, uuid, blocked, stopped FROM contacts";
  const row =
    "uuid" in target
      ? writing.db.first<StateRow>(`${columns} WHERE uuid = ? AND deleted = 0`, target.uuid)
      : writing.db.first<StateRow>(
          `${columns} WHERE id = (SELECT contact FROM urns WHERE urn = ?) AND deleted = 0`,
          target.urn,
        );
  return row === null ? null : { id: row.id, uuid: row.uuid, active: row.blocked === 0 && row.stopped === 0 };
}

/** Replaces all; a URN of another contact moves here, which is a change of that contact too. */
export function replaceUrns(writing: Writing, id: number, urns: readonly string[]): void {
  const { db, clock } = writing;
  for (const loser of new Set(urns.map((urn) => urnOwner(db, urn)))) {
    if (loser === null || loser === id) continue;
    db.run("UPDATE contacts SET modified_on = ? WHERE id = ?", clock.tick(), loser);
    const uuid = db.first<{ uuid: string }>("SELECT uuid FROM contacts WHERE id = ?", loser)?.uuid ?? "";
    writing.log("update", "contact", uuid);
  }
  db.run("DELETE FROM urns WHERE contact = ?", id);
  for (const [position, urn] of urns.entries()) {
    db.run(
      `INSERT INTO urns (urn, contact, position) VALUES (?, ?, ?)
        ON CONFLICT (urn) DO UPDATE SET contact = excluded.contact, position = excluded.position`,
      urn,
      id,
      position,
    );
  }
}

/** Replaces the static ones; what a query put a contact into stays. Unchanged memberships are not touched. */
export function replaceGroups(writing: Writing, id: number, groups: readonly number[]): void {
  const { db } = writing;
  const before = db.all<{ group_id: number }>(
    `SELECT m.group_id FROM memberships m CROSS JOIN groups g ON g.id = m.group_id
      WHERE m.contact = ? AND g.query IS NULL`,
    id,
  );
  const kept = new Set(groups);
  for (const { group_id } of before) {
    if (kept.delete(group_id)) continue;
    db.run("DELETE FROM memberships WHERE contact = ? AND group_id = ?", id, group_id);
  }
  for (const group of kept) {
    db.run(
      "INSERT INTO memberships (contact, group_id, modified_on) SELECT id, ?, modified_on FROM contacts WHERE id = ?",
      group,
      id,
    );
  }
}

/** The given keys only; null and the empty string clear. Pure. */
export function mergeFields(
  before: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string | null>>,
): Record<string, string> {
  const all = { ...before, ...given };
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) => (value === null || value === "" ? [] : [[key, value]])),
  );
}

export function setFields(writing: Writing, id: number, given: Readonly<Record<string, string | null>>): void {
  const row = writing.db.first<{ fields: string }>("SELECT fields FROM contacts WHERE id = ?", id);
  const merged = mergeFields(values(row?.fields ?? "{}"), given);
  writing.db.run("UPDATE contacts SET fields = ? WHERE id = ?", JSON.stringify(merged), id);
}

/** The account's settings; commands run only where there are some. */
export function settings(writing: Writing): ContactContext {
  const found = writing.context.get();
  if (found === null) throw new Error("Commands are refused before they start where no account has been imported.");
  return found;
}

export function written(writing: Writing, id: number, created: boolean): Outcome {
  const contact = contactById(writing.db, id);
  return { ok: true, written: { kind: "contact", created, contact, ...settings(writing) } };
}

/** Keys as a command prints them. Pure, and without the keys themselves: those are never listed. */
import { columns } from "../plan/list.ts";
import type { Key } from "./wire.ts";

export const ROLES = ["A", "E", "S"] as const;

/** As `--json` prints it. */
export function wireOf({
  id,
  role,
  label,
  applications,
  disabled,
  created_on,
  expires_on,
  last_used_on,
  replaced_by,
}: Key) {
  return { id, role, label, applications, disabled, created_on, expires_on, last_used_on, replaced_by };
}

/** Whether a key is good at `now`, in a word. */
export function stateOf({ disabled, expires_on }: Key, now: number): "on" | "disabled" | "expired" {
  if (expires_on !== null && Date.parse(expires_on) <= now) return "expired";
  return disabled ? "disabled" : "on";
}

/** A table for a person; a dash is what is not set. */
export function keyLines(keys: readonly Key[], now: number): string[] {
  const rows = keys.map((key) => [
    key.id,
    key.role,
    stateOf(key, now),
    key.label ?? "-",
    key.applications?.join(", ") ?? "all",
    key.created_on.slice(0, 10),
    key.expires_on === null ? "never" : shortly(key.expires_on),
    key.last_used_on === null ? "never" : shortly(key.last_used_on),
  ]);
  return columns([["KEY", "ROLE", "STATE", "LABEL", "APPLICATIONS", "CREATED", "EXPIRES", "LAST USED"], ...rows]);
}

/** To the minute. */
export function shortly(instant: string): string {
  return `${instant.slice(0, 16).replace("T", " ")}Z`;
}

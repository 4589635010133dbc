/** v2's references, and what may be one. */
import { isObject } from "../../http/object.ts";

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export function isUuid(value: unknown): boolean {
  return typeof value === "string" && UUID.test(value);
}

/** Null for null. */
export function refIn(value: unknown): { readonly uuid: string; readonly name: string | null } | null {
  if (!isObject(value) || typeof value["uuid"] !== "string") return null;
  return { uuid: value["uuid"], name: typeof value["name"] === "string" ? value["name"] : null };
}

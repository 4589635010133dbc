/** `/admin/audit`: who changed what, when and why. No entry has a key, a digest or a token in it. */
import * as z from "zod";
import type { AuditEntry, Change, Detail } from "../identity/directory.ts";
import { wireApplication } from "./applications.ts";
import { directory } from "./directory.ts";
import { json } from "./outcome.ts";
import { limitParameter, PAGE, pageOf, pageSchema } from "./page.ts";
import { PARAMETERS } from "./parameters.ts";
import { route, type Route } from "./route.ts";
import { instant, iso } from "./wire.ts";

const entry = z
  .object({
    id: z.int(),
    at: instant,
    actor: z.string().meta({ description: "An operator's name; `first` is whoever has ADMIN_TOKEN." }),
    action: z.string().meta({ example: "key.rotate" }),
    account: z.string().nullable(),
    object: z.string().nullable().meta({ description: "A key's id, an operator's name, a policy, a version, …" }),
    reason: z.string().nullable(),
    request_id: z.string(),
    detail: z.record(z.string(), z.unknown()).meta({ description: "What it was, and what it is." }),
  })
  .meta({ id: "AuditEntry" });

function wireEntry(of: AuditEntry): z.output<typeof entry> {
  return {
    id: of.id,
    at: iso(of.atMs),
    actor: of.actor,
    action: of.action,
    account: of.account,
    object: of.object === null ? null : wireApplication(of.object),
    reason: of.reason,
    request_id: of.requestId,
    detail: wireDetail(of.detail),
  };
}

/** `expiresMs: 0` → `expires_on: "1970-…"`, `keysAdded` → `keys_added`: as the rest of this API writes them. */
export function wireDetail(detail: AuditEntry["detail"]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) => {
      const instants = name.endsWith("Ms");
      const plain = instants ? `${name.slice(0, -2)}On` : name;
      const show = (it: Detail) => (instants && typeof it === "number" ? iso(it) : shown(it));
      const wire = isChange(value) ? { before: show(value.before), after: show(value.after) } : show(value);
      return [plain.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), wire];
    }),
  );
}

/** In lists only the nameless application is an empty text. */
function shown(detail: Detail): unknown {
  return Array.isArray(detail) ? detail.map((it) => wireApplication(String(it))) : detail;
}

function isChange(value: Detail | Change): value is Change {
  return typeof value === "object" && value !== null && "after" in value;
}

export const auditRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/admin/audit",
    id: "get_audit",
    summary: "The audit log, the newest first",
    query: {
      account: PARAMETERS.account.optional(),
      actor: PARAMETERS.operator.optional(),
      before: z
        .string()
        .regex(/^\d{1,15}$/, { error: "Give an entry's id." })
        .transform(Number)
        .optional()
        .meta({ description: "Only entries older than the one with this id.", override: { type: "integer" } }),
      limit: limitParameter,
    },
    answers: { 200: pageSchema(entry, "AuditPage") },
    async work(asked, { query: { before = null, limit = PAGE.usual, account, actor } }) {
      const { items, next } = await directory(asked.env).audit({
        before,
        limit,
        ...(account === undefined ? {} : { account }),
        ...(actor === undefined ? {} : { actor }),
      });
      return json(pageOf(asked, items.map(wireEntry), next === null ? null : { before: String(next) }));
    },
  }),
];

/** `/admin/accounts/{account}/limits`: what an account has instead of a policy's own figures. */
import * as z from "zod";
import type { Override } from "../limits/override.ts";
import { changed, directory, ofAccount } from "./directory.ts";
import { refused } from "./outcome.ts";
import { pageSchema } from "./page.ts";
import { route, type Route } from "./route.ts";

const limit = z.int().min(1).max(1_000_000_000).meta({ description: "Requests." });
const window = z.int().min(1).max(2_678_400).meta({ description: "Seconds." });

export const limitWire = z
  .object({
    unlimited: z.boolean(),
    limit: limit.nullable(),
    window: window.nullable(),
  })
  .meta({ id: "Limit" });

const named = limitWire.extend({ policy: z.string() }).meta({ id: "AccountLimit" });

/** `limit` in any `window`, or no limit at all. */
const given = z
  .union([z.strictObject({ limit, window }), z.strictObject({ unlimited: z.literal(true) })])
  .meta({ id: "LimitUpdate" });

export function wireOverride(of: Override): z.output<typeof limitWire> {
  if (of === "unlimited") return { unlimited: true, limit: null, window: null };
  return { unlimited: false, limit: of.limit, window: of.window };
}

export const limitRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/admin/accounts/{account}/limits",
    id: "get_limits",
    summary: "The limits that are the account's own",
    answers: { 200: pageSchema(named, "LimitPage") },
    also: [404],
    work: ({ env }, { path }) =>
      ofAccount(env, path.account, ({ limits }) => ({
        results: Object.entries(limits).map(([policy, it]) => ({ policy, ...wireOverride(it) })),
        next: null,
      })),
  }),
  route({
    method: "PUT",
    path: "/admin/accounts/{account}/limits/{policy}",
    id: "set_limit",
    summary: "Give the account a limit of its own",
    description: "It holds within one lease of the old one, which is at most 25 seconds.",
    body: given,
    answers: { 200: named },
    also: [404],
    async work({ env, by, told }, { path, body }) {
      const policies = told.registry.limits.policies;
      if (!policies.has(path.policy)) {
        const detail = `There is no policy "${path.policy}". There is ${[...policies.keys()].join(", ") || "none"}.`;
        return refused({ kind: "request-invalid", faults: [{ in: "path", field: "policy", detail }] });
      }
      const override: Override = "unlimited" in body ? "unlimited" : body;
      const answer = await directory(env).setLimit(by, path.account, path.policy, override);
      return changed(answer, path, () => ({ policy: path.policy, ...wireOverride(override) }));
    },
  }),
  route({
    method: "DELETE",
    path: "/admin/accounts/{account}/limits/{policy}",
    id: "delete_limit",
    summary: "Give the account the policy's own figures again",
    answers: { 204: null },
    also: [404],
    async work({ env, by }, { path }) {
      return changed(await directory(env).setLimit(by, path.account, path.policy, null), path);
    },
  }),
];

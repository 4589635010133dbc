/** `/admin/accounts/{account}/exemptions`: versions whose brownouts an account does not meet. */
import * as z from "zod";
import { stageOf } from "../lifecycle/stage.ts";
import type { Instant, Registry } from "../version/registry.ts";
import { changed, directory, ofAccount } from "./directory.ts";
import { refused } from "./outcome.ts";
import { pageSchema } from "./page.ts";
import type { Fault } from "./refusal.ts";
import { route, type Route } from "./route.ts";

const exemption = z.object({ version: z.string().meta({ example: "V2" }) }).meta({ id: "Exemption" });

/** Only what is live can be browned out. */
export function exemptionFault(registry: Registry, binding: string, now: Instant): Fault | null {
  const versions = [...registry.applications.values()].flatMap((application) => application.versions);
  const live = versions.filter((it) => stageOf(it, now) !== "retired").map((it) => it.binding);
  if (live.includes(binding)) return null;
  const detail = `${binding} is not live. ${live.length === 0 ? "None is" : `Live: ${live.join(", ")}`}.`;
  return { in: "path", field: "version", detail };
}

export const exemptionRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/admin/accounts/{account}/exemptions",
    id: "get_exemptions",
    summary: "The versions whose brownouts the account does not meet",
    answers: { 200: pageSchema(exemption, "ExemptionPage") },
    also: [404],
    work: ({ env }, { path }) =>
      ofAccount(env, path.account, ({ exempt }) => ({
        results: exempt.map((version) => ({ version })),
        next: null,
      })),
  }),
  route({
    method: "PUT",
    path: "/admin/accounts/{account}/exemptions/{version}",
    id: "set_exemption",
    summary: "Exempt the account from a version's brownouts",
    answers: { 200: exemption },
    also: [404],
    async work({ env, by, told, now }, { path }) {
      const fault = exemptionFault(told.registry, path.version, now);
      if (fault !== null) return refused({ kind: "request-invalid", faults: [fault] });
      const answer = await directory(env).setExemption(by, path.account, path.version, true);
      return changed(answer, path, () => ({ version: path.version }));
    },
  }),
  route({
    method: "DELETE",
    path: "/admin/accounts/{account}/exemptions/{version}",
    id: "delete_exemption",
    summary: "Let the account meet the version's brownouts again",
    answers: { 204: null },
    also: [404],
    async work({ env, by }, { path }) {
      return changed(await directory(env).setExemption(by, path.account, path.version, false), path);
    },
  }),
];

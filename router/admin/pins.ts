/** `/admin/accounts/{account}/pins`: the version that an account's requests get when they name none. */
import * as z from "zod";
import { stageOf } from "../lifecycle/stage.ts";
import type { Application, Instant } from "../version/registry.ts";
import { applicationName, applicationNamed, applicationsThereAre, wireApplication } from "./applications.ts";
import { changed, directory, ofAccount } from "./directory.ts";
import { refused } from "./outcome.ts";
import { pageSchema } from "./page.ts";
import type { Fault } from "./refusal.ts";
import { route, type Route } from "./route.ts";
import { application } from "./wire.ts";

const version = z.int().min(0).max(9_999);

const pin = z.object({ application, version }).meta({ id: "Pin" });

/** Why an account cannot be pinned to it: a pin to a version that is not live would be an error on every request. */
export function pinFault(to: Application, number: number, now: Instant): Fault | null {
  const live = to.versions.filter((it) => stageOf(it, now) !== "retired").map((it) => it.number);
  if (live.includes(number)) return null;
  const detail = `Version ${number} is not live. ${live.length === 0 ? "None is" : `Live: ${live.join(", ")}`}.`;
  return { in: "body", field: "version", detail };
}

export const pinRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/admin/accounts/{account}/pins",
    id: "get_pins",
    summary: "The account's own default versions",
    answers: { 200: pageSchema(pin, "PinPage") },
    also: [404],
    work: ({ env }, { path }) =>
      ofAccount(env, path.account, ({ pins }) => ({
        results: Object.entries(pins).map(([name, number]) => ({
          application: wireApplication(name),
          version: number,
        })),
        next: null,
      })),
  }),
  route({
    method: "PUT",
    path: "/admin/accounts/{account}/pins/{application}",
    id: "set_pin",
    summary: "Pin the account to a version",
    body: z.strictObject({ version }).meta({ id: "PinUpdate" }),
    answers: { 200: pin },
    also: [404],
    async work({ env, by, told, now }, { path, body }) {
      const to = applicationNamed(told.registry, path.application);
      const fault: Fault | null =
        to === null
          ? { in: "path", field: "application", detail: applicationsThereAre(told.registry) }
          : pinFault(to, body.version, now);
      if (fault !== null) return refused({ kind: "request-invalid", faults: [fault] });
      const answer = await directory(env).setPin(by, path.account, applicationName(path.application), body.version);
      return changed(answer, path, () => ({ application: path.application, ...body }));
    },
  }),
  route({
    method: "DELETE",
    path: "/admin/accounts/{account}/pins/{application}",
    id: "delete_pin",
    summary: "Give the account the application's default again",
    answers: { 204: null },
    also: [404],
    async work({ env, by }, { path }) {
      return changed(await directory(env).setPin(by, path.account, applicationName(path.application), null), path);
    },
  }),
];

/** `/admin/accounts`: who may be a caller. An account's data is the store's; here is what the router knows of it. */
import * as z from "zod";
import { ACCOUNT_KEY } from "../../contracts/import.ts";
import type { Account } from "../identity/directory.ts";
import { wireApplication } from "./applications.ts";
import { changed, directory, ofAccount } from "./directory.ts";
import { limitWire, wireOverride } from "./limits.ts";
import { json } from "./outcome.ts";
import { limitParameter, PAGE, pageOf, pageSchema } from "./page.ts";
import { PARAMETERS } from "./parameters.ts";
import { route, type Route } from "./route.ts";
import { instant, iso, isoOrNull } from "./wire.ts";

const account = z
  .object({
    account: z.string().meta({ description: "Its key." }),
    name: z.string(),
    disabled: z.boolean().meta({ description: "None of its keys is good while this is true." }),
    disabled_on: instant.nullable(),
    created_on: instant,
    pins: z.record(z.string(), z.int()).meta({ description: "Its own default version, by application." }),
    limits: z.record(z.string(), limitWire).meta({ description: "What it has instead of a policy's figures." }),
    exemptions: z.array(z.string()).meta({ description: "Versions whose brownouts it does not meet." }),
  })
  .meta({ id: "Account" });

export function wireAccount(of: Account): z.output<typeof account> {
  return {
    account: of.key,
    name: of.name,
    disabled: of.disabledMs !== null,
    disabled_on: isoOrNull(of.disabledMs),
    created_on: iso(of.createdMs),
    pins: Object.fromEntries(Object.entries(of.pins).map(([name, version]) => [wireApplication(name), version])),
    limits: Object.fromEntries(Object.entries(of.limits).map(([policy, it]) => [policy, wireOverride(it)])),
    exemptions: [...of.exempt],
  };
}

const name = z.string().trim().min(1).max(100).meta({ description: "For people." });

export const accountRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/admin/accounts",
    id: "get_accounts",
    summary: "Accounts, by their key",
    query: {
      after: z.string().regex(ACCOUNT_KEY, { error: "Give an account's key." }).optional().meta({
        description: "Only those after this key.",
      }),
      limit: limitParameter,
    },
    answers: { 200: pageSchema(account, "AccountPage") },
    async work(asked, { query: { after = null, limit = PAGE.usual } }) {
      const { items, next } = await directory(asked.env).accounts({ after, limit });
      return json(pageOf(asked, items.map(wireAccount), next === null ? null : { after: next }));
    },
  }),
  route({
    method: "POST",
    path: "/admin/accounts",
    id: "create_account",
    summary: "Register an account",
    description: "Importing one registers it too.",
    body: z.strictObject({ account: PARAMETERS.account, name: name.optional() }).meta({ id: "AccountCreate" }),
    answers: { 201: account },
    also: [409],
    async work({ env, by }, { body }) {
      const made = await directory(env).createAccount(by, { key: body.account, name: body.name ?? body.account });
      return changed(made, body, wireAccount, 201);
    },
  }),
  route({
    method: "GET",
    path: "/admin/accounts/{account}",
    id: "get_account",
    summary: "One account",
    answers: { 200: account },
    also: [404],
    work: ({ env }, { path }) => ofAccount(env, path.account, wireAccount),
  }),
  route({
    method: "PATCH",
    path: "/admin/accounts/{account}",
    id: "update_account",
    summary: "Rename an account, or disable or enable all of its keys",
    body: z
      .strictObject({ name: name.exactOptional(), disabled: z.boolean().exactOptional() })
      .meta({ id: "AccountUpdate" }),
    answers: { 200: account },
    also: [404],
    async work({ env, by }, { path, body }) {
      return changed(await directory(env).updateAccount(by, path.account, body), path, wireAccount);
    },
  }),
];

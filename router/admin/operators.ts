/** `/admin/operators`: who else may use this API. The first one is the secret ADMIN_TOKEN, and not in the list. */
import * as z from "zod";
import { digestOf } from "../identity/digest.ts";
import type { Operator } from "../identity/directory.ts";
import { changed, directory } from "./directory.ts";
import { FIRST } from "./operator.ts";
import { newToken } from "./operator-token.ts";
import { json, refused } from "./outcome.ts";
import { pageSchema } from "./page.ts";
import { PARAMETERS } from "./parameters.ts";
import { route, type Route } from "./route.ts";
import { instant, iso, isoOrNull } from "./wire.ts";

const operator = z
  .object({ name: z.string(), created_on: instant, revoked_on: instant.nullable() })
  .meta({ id: "Operator" });

const withToken = operator
  .extend({ token: z.string().meta({ description: "Shown this once; only its SHA-256 is kept." }) })
  .meta({ id: "NewOperator" });

function wireOperator(of: Operator): z.output<typeof operator> {
  return { name: of.name, created_on: iso(of.createdMs), revoked_on: isoOrNull(of.revokedMs) };
}

export const operatorRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/admin/operators",
    id: "get_operators",
    summary: "Operators, by name, those who were revoked included",
    answers: { 200: pageSchema(operator, "OperatorPage") },
    async work({ env }) {
      const operators = await directory(env).operators();
      return json({ results: operators.map(wireOperator), next: null });
    },
  }),
  route({
    method: "POST",
    path: "/admin/operators",
    id: "create_operator",
    summary: "Give an operator a token",
    description: "Its answer is the only one that has the token itself.",
    body: z.strictObject({ name: PARAMETERS.operator }).meta({ id: "OperatorCreate" }),
    answers: { 201: withToken },
    also: [409],
    async work({ env, by }, { body: { name } }) {
      if (name === FIRST) return refused({ kind: "operator-exists", name });
      const token = newToken();
      const answer = await directory(env).createOperator(by, { name, digest: await digestOf(token) });
      return changed(answer, { operator: name }, (made) => ({ ...wireOperator(made), token }), 201);
    },
  }),
  route({
    method: "DELETE",
    path: "/admin/operators/{operator}",
    id: "revoke_operator",
    summary: "Revoke an operator's token",
    description: "At once, and for good: the name stays in the audit log and is not given out again.",
    answers: { 204: null },
    also: [404],
    async work({ env, by }, { path }) {
      return changed(await directory(env).revokeOperator(by, path.operator), path);
    },
  }),
];

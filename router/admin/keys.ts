/** `/admin/accounts/{account}/keys`: what an account's callers identify themselves with. */
import * as z from "zod";
import { digestOf } from "../identity/digest.ts";
import { newKey } from "../identity/own-key.ts";
import type { Registry } from "../version/registry.ts";
import { applicationName, applicationNamed, applicationsThereAre } from "./applications.ts";
import { changed, directory } from "./directory.ts";
import { key, keyCreate, keyUpdate, shownOnce, wireKey } from "./key-wire.ts";
import { json, refused } from "./outcome.ts";
import { pageSchema } from "./page.ts";
import type { Fault } from "./refusal.ts";
import { route, type Route } from "./route.ts";

/** Seconds: 30 days. Two keys for longer than that are two keys, not a rotation. */
const LONGEST_OVERLAP = 2_592_000;

const about = (path: { readonly account: string; readonly id: string }) => ({ account: path.account, key: path.id });

/** What only the version table and the clock can refuse. */
export function createFaults(body: z.output<typeof keyCreate>, registry: Registry, now: number): Fault[] {
  const unknown = (body.applications ?? []).flatMap((name, index) =>
    applicationNamed(registry, name) === null ? [`applications.${index}`] : [],
  );
  const past = body.expires_on !== undefined && body.expires_on !== null && body.expires_on <= now;
  return [
    ...unknown.map((field): Fault => ({ in: "body", field, detail: applicationsThereAre(registry) })),
    ...(past ? [{ in: "body", field: "expires_on", detail: "This is over. Give an instant to come." } as const] : []),
  ];
}

export const keyRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/admin/accounts/{account}/keys",
    id: "get_keys",
    summary: "The account's keys, the oldest first",
    answers: { 200: pageSchema(key, "KeyPage") },
    also: [404],
    async work({ env }, { path }) {
      const [account, keys] = await Promise.all([
        directory(env).account(path.account),
        directory(env).keys(path.account),
      ]);
      if (account === null) return refused({ kind: "account-unknown", ...path });
      return json({ results: keys.map(wireKey), next: null });
    },
  }),
  route({
    method: "POST",
    path: "/admin/accounts/{account}/keys",
    id: "create_key",
    summary: "Make a key",
    description: "Its answer is the only one that has the key itself.",
    body: keyCreate,
    answers: { 201: shownOnce },
    also: [404, 409],
    async work({ env, by, told, now }, { path, body }) {
      const faults = createFaults(body, told.registry, now);
      if (faults.length > 0) return refused({ kind: "request-invalid", faults });
      const secret = newKey();
      const answer = await directory(env).createKey(by, path.account, {
        digest: await digestOf(secret),
        role: body.role,
        label: body.label ?? null,
        expiresMs: body.expires_on ?? null,
        applications: body.applications?.map(applicationName) ?? null,
      });
      return changed(answer, path, (made) => ({ ...wireKey(made), key: secret }), 201);
    },
  }),
  route({
    method: "GET",
    path: "/admin/accounts/{account}/keys/{id}",
    id: "get_key",
    summary: "One key, by its public id",
    answers: { 200: key },
    also: [404],
    async work({ env }, { path }) {
      const [account, keys] = await Promise.all([
        directory(env).account(path.account),
        directory(env).keys(path.account),
      ]);
      if (account === null) return refused({ kind: "account-unknown", ...path });
      const found = keys.find(({ id }) => id === path.id);
      return found === undefined ? refused({ kind: "key-unknown", ...path }) : json(wireKey(found));
    },
  }),
  route({
    method: "PATCH",
    path: "/admin/accounts/{account}/keys/{id}",
    id: "update_key",
    summary: "Label a key, change its role or expiry, disable or enable it",
    body: keyUpdate,
    answers: { 200: key },
    also: [404, 409],
    async work({ env, by }, { path, body: { expires_on: expiresMs, ...set } }) {
      const answer = await directory(env).updateKey(by, path.account, path.id, {
        ...set,
        ...(expiresMs === undefined ? {} : { expiresMs }),
      });
      return changed(answer, about(path), wireKey);
    },
  }),
  route({
    method: "DELETE",
    path: "/admin/accounts/{account}/keys/{id}",
    id: "delete_key",
    summary: "Delete a key",
    answers: { 204: null },
    also: [404],
    async work({ env, by }, { path }) {
      return changed(await directory(env).deleteKey(by, path.account, path.id), about(path));
    },
  }),
  route({
    method: "POST",
    path: "/admin/accounts/{account}/keys/{id}/rotate",
    id: "rotate_key",
    summary: "Replace a key by a new one; both are good for the overlap",
    description: "The new one has the old one's role, label, applications and, counted from now, lifetime.",
    body: z
      .strictObject({
        overlap: z
          .int()
          .min(0)
          .max(LONGEST_OVERLAP)
          .meta({ description: "Seconds for which the old key is still good." }),
      })
      .meta({ id: "KeyRotate" }),
    answers: { 201: shownOnce },
    also: [404, 409],
    async work({ env, by }, { path, body }) {
      const secret = newKey();
      const to = { digest: await digestOf(secret), overlapMs: body.overlap * 1000 };
      const answer = await directory(env).rotateKey(by, path.account, path.id, to);
      return changed(answer, about(path), (made) => ({ ...wireKey(made), key: secret }), 201);
    },
  }),
];

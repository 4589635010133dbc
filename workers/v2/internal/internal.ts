/**
 * What this version offers to other workers only, over a binding to the `Internal` entrypoint. The caller
 * sends the same fields as the router does and is trusted as much; roles are checked all the same.
 */
import type * as z from "zod";
import { readJsonObject } from "../../../http/body.ts";
import { type Account, accountOf } from "../account.ts";
import { type Answer, refused, respond } from "../answer.ts";
import { sentence } from "../body.ts";
import { type Caller, readCaller } from "../caller.ts";
import type { Env } from "../env.ts";
import type { Refusal } from "../refusal.ts";
import { find } from "../routes.ts";
import { guarded } from "../serve.ts";
import { reasonFault } from "../writing/parameters.ts";
import { runBatch } from "./batch.ts";
import { normalUrn, validUrn } from "../urn/urn.ts";
import { INTERNAL_BODY_LIMIT, around, batch, pick } from "./messages.ts";
import { PICKS } from "./pick.ts";

const PICK = "/pick/";
const AROUND = "/around";

export async function serveInternal(request: Request, env: Env): Promise<Response> {
  const caller = readCaller(request);
  const { pathname, searchParams } = new URL(request.url);
  const label = `${request.method} ${pathname}`;
  const answer = await guarded(caller, label, () =>
    answerTo(
      request,
      pathname,
      reasoned(caller, searchParams.getAll("reason").at(-1) ?? ""),
      accountOf(env, caller.account),
    ),
  );
  return respond(answer, label, request.method);
}

async function answerTo(request: Request, pathname: string, caller: Caller, account: Account): Promise<Answer> {
  const name = pathname.startsWith(PICK) ? pathname.slice(PICK.length) : null;
  const picked = name === null ? undefined : PICKS.get(name);
  const known = pathname === "/batch" || pathname === AROUND;
  if (!known && (name === null || picked === undefined)) return refused({ why: "no-endpoint" });
  if (request.method !== "POST") return refused({ why: "method", method: request.method, allow: ["POST"] });
  if (caller.role === null) return refused({ why: "no-account" });

  if (pathname === AROUND) return answerAround(request, account);
  if (name === null || picked === undefined) {
    const message = await read(request, batch);
    if ("why" in message) return refused(message);
    const fault = reasonFault(caller.actor.reason);
    return fault !== null ? refused(fault) : ok(await runBatch(message.operations, caller, account));
  }
  const listed = find(name, "GET");
  if (listed.kind !== "route" || !listed.route.roles.includes(caller.role)) return refused({ why: "forbidden" });
  const message = await read(request, pick);
  return "why" in message ? refused(message) : ok({ results: await picked(account, message.ids, message.geometry) });
}

/**
 * What the writer of a contact or of a message may have to know first, in one read. Numbers without country code take the
 * account's country there, which in no request of this version they do.
 */
async function answerAround(request: Request, account: Account): Promise<Answer> {
  const message = await read(request, around);
  if ("why" in message) return refused(message);
  const query = {
    urns: message.urns.map((urn) => normalUrn(urn) ?? urn),
    groupNames: message.groups,
    ...(message.channel === undefined ? {} : { channel: message.channel }),
  };
  const found = await account.read((object) => object.around(query));
  const { urns, groupNames: groups, owners, channel } = found;
  const fields = found.fields.map(({ key, label }) => ({ key, label }));
  const valid = urns.every((urn) => validUrn(urn) !== null);
  return ok({ urns, valid, anon: found.account.anon, fields, groups, owners, channel });
}

/** One reason for the whole batch, in `?reason=`, as a write alone takes it. */
function reasoned(caller: Caller, reason: string): Caller {
  return { ...caller, actor: { ...caller.actor, reason } };
}

async function read<T extends z.ZodType>(request: Request, schema: T): Promise<z.output<T> | Refusal> {
  const body = await readJsonObject(request, INTERNAL_BODY_LIMIT);
  if (!body.ok) return { why: body.why };
  const message = schema.safeParse(body.value, { error: sentence });
  if (message.success) return message.data;
  const [issue] = message.error.issues;
  return { why: "query", sentence: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` };
}

function ok(body: unknown): Answer {
  return { kind: "json", status: 200, body };
}

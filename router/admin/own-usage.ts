/** `GET /api/usage`: what the caller's own account called, by version, operation and day. The router has identified it. */
import { accountUsage } from "../usage/queries.ts";
import { readPeriod } from "../usage/period.ts";
import { usageWire } from "../usage/wire.ts";
import type { Registry } from "../version/registry.ts";
import type { Env } from "./env.ts";
import { json, refused, respond, type Outcome } from "./outcome.ts";
import type { Told } from "./told.ts";

export async function ownUsage(request: Request, account: string, told: Told, env: Env): Promise<Response> {
  return respond(request, told, await outcomeOf(new URL(request.url), account, told.registry, env));
}

async function outcomeOf(url: URL, account: string, registry: Registry, env: Env): Promise<Outcome> {
  const query = url.searchParams;
  const read = readPeriod(query.get("from"), query.get("to"), Date.now());
  if (!read.ok) {
    return refused({ kind: "request-invalid", faults: [{ in: "query", field: read.field, detail: read.detail }] });
  }
  const names = namesOf(registry);
  const found = await accountUsage(env.USAGE, account, [...names.keys()], read.period);
  const versions = found.map((one) => ({ ...one, version: names.get(one.version) ?? one.version }));
  return json({ ...usageWire(read.period, versions) });
}

/** Binding → as a client writes it in a URL: `v2`, `enrollment/v0`. Retired versions are among them. */
function namesOf({ applications }: Registry): ReadonlyMap<string, string> {
  const names = [...applications.values()].flatMap(({ name, versions }) =>
    versions.map(({ binding, number }) => [binding, name === "" ? `v${number}` : `${name}/v${number}`] as const),
  );
  return new Map(names);
}

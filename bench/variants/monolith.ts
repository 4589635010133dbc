/**
 * One worker instead of three: keys, v2's code and the account's object in one bundle, with no binding in between but the
 * object's. What a request is answered is what v2 answers. It knows its keys from its configuration and has no limits,
 * versions or usage: the least that could stand in for them.
 */
import { receive } from "../../store/receive.ts";
import type { Env as StoreEnv } from "../../store/env.ts";
import { serve } from "../../workers/v2/serve.ts";

export { Account } from "../../store/index.ts";

interface Env extends StoreEnv {
  /** By SHA-256 of the key. */
  readonly KEYS: Readonly<Record<string, { readonly account: string; readonly id: string; readonly role: string }>>;
}

const PREFIX = "/api/v2";

/** As long as the isolate lives: a router caches its look-ups too. */
const digests = new Map<string, string>();

async function digestOf(key: string): Promise<string> {
  const known = digests.get(key);
  if (known !== undefined) return known;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)));
  const digest = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  digests.set(key, digest);
  return digest;
}

async function fetch(request: Request, env: Env): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname === "/import") return receive(request, env);
  const key = /^Token (.+)$/.exec(request.headers.get("Authorization") ?? "")?.[1];
  const caller = key === undefined ? undefined : env.KEYS[await digestOf(key)];
  if (caller === undefined) return new Response(null, { status: 403 });
  if (!url.pathname.startsWith(PREFIX)) return new Response(null, { status: 404 });
  const asked = new Request(`${url.origin}${url.pathname.slice(PREFIX.length)}${url.search}`, request);
  asked.headers.set("X-Forwarded-Proto", url.protocol.slice(0, -1));
  asked.headers.set("X-Forwarded-Host", url.host);
  asked.headers.set("X-Forwarded-Prefix", PREFIX);
  asked.headers.set("X-Request-Id", crypto.randomUUID());
  asked.headers.set("X-Account-Id", caller.account);
  asked.headers.set("X-Key-Id", caller.id);
  asked.headers.set("X-Key-Role", caller.role);
  asked.headers.set("X-API-Version", "2");
  return serve(asked, env);
}

export default { fetch } satisfies ExportedHandler<Env>;

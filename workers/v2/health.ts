/**
 * `/health`, for the router's probe: it comes without an account, which no client's request does. This
 * version is as well as the store behind it.
 */
import { FORWARDED } from "../../contracts/headers.ts";
import type { Env } from "./env.ts";

/** An object of its own, so that no account is woken to see whether objects answer. */
const PROBED = "health";

export function isProbe(request: Request): boolean {
  return !request.headers.has(FORWARDED.account) && new URL(request.url).pathname === "/health";
}

export async function health(env: Env): Promise<Response> {
  try {
    await env.ACCOUNTS.getByName(PROBED).org();
    return new Response(null, { status: 204 });
  } catch {
    return new Response("The store does not answer.\n", { status: 503 });
  }
}

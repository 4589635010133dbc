/** Whether the configuration lets targets be anywhere: for tests and closed networks, off unless it says so. */
import { env } from "cloudflare:workers";
import type { Env } from "../env.ts";

export function anywhere(): boolean {
  return (env as unknown as Env).WEBHOOK_TARGETS === "anywhere";
}

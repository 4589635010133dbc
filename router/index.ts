/** The only public worker: its handler and its Durable Object classes, nothing else. */
import type { Env } from "./env.ts";
import { handle } from "./pipeline.ts";

export { Keys } from "./identity/keys.ts";

export default {
  fetch: handle,
} satisfies ExportedHandler<Env>;
